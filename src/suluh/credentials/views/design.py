"""The agency's certificate desk: templates with live preview, numbering, reserved blocks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.credentials.actions.design import reserve_block, save_template, set_pattern
from suluh.credentials.forms import BlockForm, NumberingForm, TemplateForm
from suluh.credentials.queries.design import (
    find_template,
    get_workbench,
    initial_of,
    preview_png,
)
from suluh.identity.middleware import actor_of


def workbench(request: HttpRequest) -> HttpResponse:
    """`/kelola/sertifikat/`: templates, the number pattern, blocks of the letter office."""
    actor = actor_of(request)
    year = local_date(now(), actor.zone).year
    bench = get_workbench(actor, year=year)
    context = {
        "bench": bench,
        "year": year,
        "numbering": NumberingForm(initial={"pattern": bench.pattern}),
        "reservation": BlockForm(initial={"year": year}),
    }
    return render(request, "credentials/workbench.html", context)


@require_POST
def numbering(request: HttpRequest) -> HttpResponse:
    """Save the pattern of this year."""
    actor, moment = actor_of(request), now()
    form = NumberingForm(request.POST)
    if form.is_valid():
        year = local_date(moment, actor.zone).year
        set_pattern(actor=actor, pattern=form.cleaned_data["pattern"], year=year, now=moment)
        messages.success(request, _("Pola nomor disimpan. Nomor yang sudah terbit tidak berubah."))
    else:
        _complain(request, form)
    return redirect("certificate_workbench")


@require_POST
def block(request: HttpRequest) -> HttpResponse:
    """Reserve numbers of the letter office."""
    form = BlockForm(request.POST)
    if not form.is_valid():
        _complain(request, form)
        return redirect("certificate_workbench")
    try:
        reserve_block(actor=actor_of(request), now=now(), **form.cleaned_data)
        messages.success(request, _("Nomor dicadangkan dan dipakai lebih dahulu."))
    except DomainError as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("certificate_workbench")


def template(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """Edit a template; saving makes a new version."""
    actor = actor_of(request)
    row = find_template(actor, uuid) if uuid else None
    form = TemplateForm(request.POST or None, request.FILES or None, initial=initial_of(row, actor))
    if request.method == "POST" and form.is_valid():
        files = {key: form.cleaned_data.get(key) for key in ("logo", "background")}
        try:
            saved = save_template(
                actor=actor, uuid=uuid, name=form.cleaned_data["name"],
                settings=form.settings(), files=files, now=now(),
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Templat disimpan sebagai versi %s.") % saved.version)
            return redirect("certificate_template", uuid=saved.uuid)
    return render(request, "credentials/template.html", {"row": row, "form": form})


def preview(request: HttpRequest, uuid: UUID, page: int = 1) -> HttpResponse:
    """The template as a picture, with the longest name that must fit."""
    row = find_template(actor_of(request), uuid)
    response = HttpResponse(preview_png(row, page=page), content_type="image/png")
    response["Cache-Control"] = "private, max-age=600"
    return response


def _complain(request: HttpRequest, form: Any) -> None:
    for errors in form.errors.values():
        for sentence in errors:
            messages.error(request, sentence)
