"""/kelola/kelas/<uuid>/nilai/: the table of marks, edited in place."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page_by_key
from suluh.delivery.actions.marks import Mark, MarkOutOfRange, Moved, Seen, set_marks
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.marks import (
    BY_NAME,
    get_marked_course,
    in_figures,
    marked_people,
    parts_of,
    rows_of,
)
from suluh.identity.middleware import actor_of

NAMED = 5  # of those whom another marked meanwhile
MOST_CELLS = 450  # two fields each; Django takes a thousand


@require_http_methods(["GET", "POST"])
def marks(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A page of people; posting sets the marks that were changed, one cell or all that stand there."""
    if request.method == "POST":
        return _save(request, uuid)
    course = get_marked_course(actor_of(request), uuid)
    text = request.GET.get("q", "").strip()[:80]
    rows = marked_people(course, text=text).select_related("person")
    parts = parts_of(course)
    size = max(10, min(50, MOST_CELLS // max(1, len(parts))))
    page = get_page_by_key(request, rows, key=BY_NAME, size=size)
    context = {
        "course": course,
        "tabs": batch_tabs(course, "nilai"),
        "parts": parts,
        "page": page,
        "rows": rows_of(course, page.items),
        "text": text,
    }
    return render(request, "delivery/batch_marks.html", context)


def _save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    is_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        wanted = list(_marks(request))
        saved = set_marks(actor=actor_of(request), uuid=uuid, marks=wanted, now=now())
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        if is_script:
            return JsonResponse({"error": str(refusal.sentence)}, status=409)
        messages.error(request, str(refusal.sentence))
        return redirect(request.get_full_path())
    if is_script and saved.moved:
        return JsonResponse(
            {"error": _sentence(saved.moved[0]), "now": in_figures(saved.moved[0].score)},
            status=409,
        )
    if is_script:
        return JsonResponse({"changed": saved.changed})
    count = saved.changed
    told = ngettext("%(n)d nilai tersimpan.", "%(n)d nilai tersimpan.", count) % {"n": count}
    messages.success(request, told if count else _("Tidak ada nilai yang berubah."))
    for moved in saved.moved[:NAMED]:
        messages.warning(request, _sentence(moved))
    return redirect(request.get_full_path())


def _sentence(moved: Moved) -> str:
    return _(
        "Nilai %(name)s baru saja diubah orang lain menjadi %(mark)s dan belum diganti. Tekan Enter"
        " di selnya bila tetap ingin menggantinya."
    ) % {"name": moved.name, "mark": in_figures(moved.score) or _("kosong")}


def _marks(request: HttpRequest) -> list[Mark]:
    """Fields are named n:<place>:<activity>; a field whose value is what it was says nothing."""
    found = []
    for name, value in request.POST.items():
        prefix, _colon, rest = name.partition(":")
        if prefix != "n" or value == request.POST.get(f"w:{rest}"):
            continue
        place, _colon, activity = rest.partition(":")
        try:
            seen = _seen(request.POST.get(f"w:{rest}"))
            found.append(Mark(UUID(place), UUID(activity), _score(str(value)), seen))
        except ValueError as error:
            raise MarkOutOfRange from error
    return found


def _seen(text: str | None) -> Seen | None:
    return None if text is None else Seen(_score(text))


def _score(text: str) -> int | None:
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    whole, _point, rest = plain.partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()) or len(whole) > 3 or len(rest) > 2:
        raise ValueError(text)
    return int(whole) * 100 + int((rest + "00")[:2])
