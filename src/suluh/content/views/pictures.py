"""Pictures for texts, sent while one writes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suluh.base.clock import now
from suluh.base.uploads import Refused
from suluh.content.actions.pictures import add_picture
from suluh.content.rules.richtext import picture_mark
from suluh.identity.middleware import actor_of


@require_POST
def add(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """/kelola/pelatihan/<uuid>/gambar/: keeps a picture; gives the mark that shows it in a text."""
    mark, problem = kept(request, uuid)
    return JsonResponse({"mark": mark, "problem": problem}, status=422 if problem else 200)


def with_picture(request: HttpRequest, training: UUID) -> tuple[QueryDict, str]:
    """What was posted, with the picture that came along put below its text; else why it was not."""
    field = request.POST.get("gambar", "")
    if not field:
        return request.POST, ""
    mark, problem = kept(request, training)
    if problem:
        return request.POST, problem
    data = request.POST.copy()
    data[field] = f"{data.get(field, '').rstrip()}\n\n{mark}\n".lstrip()
    data["gambar-keterangan"] = ""
    return data, ""


def kept(request: HttpRequest, training: UUID) -> tuple[str, str]:
    """The mark of the picture that was sent, or why there is none."""
    sent = request.FILES.get("gambar-berkas")
    if sent is None:
        return "", _("Pilih dulu gambarnya.")
    try:
        made = add_picture(actor=actor_of(request), training=training, upload=sent, now=now())
    except Refused as refusal:
        return "", str(refusal)
    return picture_mark(
        request.POST.get("gambar-keterangan", "")[:300], f"/gambar/{made.uuid}/"
    ), ""
