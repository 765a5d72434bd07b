"""Papers as PDF in the browser: short ones at once, long ones from what a job has drawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from suluh.base.uploads import served
from suluh.delivery.models import Offering
from suluh.delivery.queries.papers import drawn_pdf
from suluh.delivery.rules.drawing import pdf_of
from suluh.identity.middleware import actor_of


def pdf_answer(data: dict[str, Any], *, name: str) -> HttpResponse:
    """The paper in the browser."""
    answer = HttpResponse(pdf_of(data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def long_paper(
    request: HttpRequest, course: Offering, *, name: str, title: str, count: int, back: str
) -> HttpResponseBase:
    """The paper that was drawn for `?siap=`, or else the question whether to draw it."""
    drawn = drawn_pdf(actor_of(request), request.get_full_path(), request.GET.get("siap", ""))
    if drawn is not None:
        return served(drawn, name=f"{name}.pdf")
    context = {"course": course, "title": title, "count": count, "back_url": back}
    return render(request, "delivery/paper_long.html", context)
