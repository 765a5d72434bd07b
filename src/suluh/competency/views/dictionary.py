"""The dictionary of competencies: to read for everybody who is signed in."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.base.paging import get_page
from suluh.competency.models import Competency
from suluh.competency.queries.dictionary import dictionary, get_entry
from suluh.competency.queries.managing import may_write
from suluh.identity.middleware import actor_of, signed_in


@require_safe
@signed_in
def dictionary_list(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/kamus/`: the nation's competencies and those of the own agency."""
    text, family = request.GET.get("q", "").strip()[:100], request.GET.get("rumpun", "")
    rows = dictionary(actor_of(request), text=text, family=family)
    context = {
        "page": get_page(request, rows, size=30),
        "search": text,
        "family": family,
        "facets": _facets(family, text),
        "may_write": may_write(actor_of(request)),
    }
    return render(request, "competency/dictionary.html", context)


@require_safe
@signed_in
def competency(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/kompetensi/kamus/<uuid>/`: the five levels of one competency."""
    raw = request.GET.get("versi", "")
    version = int(raw) if raw.isdecimal() and len(raw) < 6 else None
    entry = get_entry(actor_of(request), uuid, version=version)
    context = {"entry": entry, "may_write": may_write(actor_of(request), entry.competency)}
    return render(request, "competency/competency.html", context)


def _facets(family: str, text: str) -> list[SimpleNamespace]:
    choices = [("", _("Semua")), *Competency.Family.choices]
    return [
        SimpleNamespace(
            label=label, url="?" + urlencode({"q": text, "rumpun": value}),
            current=value == family, count=None,
        )
        for value, label in choices
    ]  # fmt: skip
