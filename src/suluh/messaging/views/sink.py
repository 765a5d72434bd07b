"""The sink page: what the sample would have sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.messaging.queries import get_sink_mail, get_sink_mails


@require_safe
def sink_mails(request: HttpRequest) -> HttpResponse:
    """`/surel-contoh/`: kept mails, newest first."""
    search = request.GET.get("q", "").strip()
    page = get_page(request, get_sink_mails(search=search), size=30)
    context = {"page": page, "search": search, "now": now()}
    return render(request, "messaging/sink_mails.html", context)


@require_safe
def sink_mail(request: HttpRequest, mail: UUID) -> HttpResponse:
    """One kept mail, its links alive."""
    return render(request, "messaging/sink_mail.html", {"mail": get_sink_mail(mail)})
