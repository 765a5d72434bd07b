"""The pictures and files behind the player's page."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.base.uploads import served, shown
from suluh.identity.middleware import actor_of
from suluh.library.actions.documents import draw_pages
from suluh.library.queries.documents import (
    get_document,
    has_page,
    has_picture,
    picture_name,
)
from suluh.library.queries.tickets import FILE, PAGES, check_ticket

_A_DAY = 24 * 60 * 60
_PICTURE = re.compile(r"g?[0-9]{1,4}")


@require_GET
def picture(request: HttpRequest, document: UUID, ticket: str, name: str) -> FileResponse:
    """/dokumen/<uuid>/<ticket>/<name>/: drawn on the way where the job has not come to it."""
    if not _PICTURE.fullmatch(name):
        raise NotFound
    with _opened(request, document, ticket):
        if not has_picture(document, name):
            if not name.isdecimal() or not has_page(document, int(name)):
                raise NotFound
            draw_pages(document=document, numbers=[int(name)])
        file = default_storage.open(picture_name(document, name))
    return shown(file, kept=f"private, max-age={_A_DAY}, immutable")


@require_GET
def download(request: HttpRequest, document: UUID, ticket: str) -> FileResponse:
    """/dokumen/<uuid>/<ticket>/berkas/: the file as it was uploaded, never shown in place."""
    with _opened(request, document, ticket, what=FILE):
        found = get_document(document)
        file = found.file.open("rb")
    return served(file, name=found.name)


def _opened(
    request: HttpRequest, document: UUID, ticket: str, *, what: str = PAGES
) -> AbstractContextManager[object]:
    person = actor_of(request).person_id or 0
    tenant = check_ticket(ticket, document=document, person_id=person, now=now(), what=what)
    return scoped(Scope(tenant_id=tenant, person_id=person))
