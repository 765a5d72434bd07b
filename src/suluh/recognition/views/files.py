"""The evidence: its pages as pictures to look at, the file itself to keep."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from suluh.base.errors import NotFound
from suluh.base.uploads import served, shown
from suluh.identity.middleware import actor_of, signed_in
from suluh.recognition.models import Evidence
from suluh.recognition.queries.claims import find_claim
from suluh.recognition.queries.files import is_page, picture_name


@require_safe
@signed_in
def page(request: HttpRequest, uuid: UUID, number: int) -> FileResponse:
    """`/pembelajaran-luar/<uuid>/lembar/<n>/`: a page as a picture that we drew."""
    evidence = _evidence(request, uuid)
    if not is_page(evidence, number):
        raise NotFound
    file = default_storage.open(picture_name(evidence.uuid, number))
    return shown(file, kept="private, no-store")


@require_safe
@signed_in
def download(request: HttpRequest, uuid: UUID) -> FileResponse:
    """`/pembelajaran-luar/<uuid>/berkas/`: the file as it was handed in, never shown in place."""
    evidence = _evidence(request, uuid)
    return served(evidence.file.open("rb"), name=evidence.name)


def _evidence(request: HttpRequest, uuid: UUID) -> Evidence:
    found = find_claim(actor_of(request), uuid).evidence
    if found is None:
        raise NotFound
    return found
