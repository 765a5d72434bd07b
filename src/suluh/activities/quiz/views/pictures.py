"""Pictures of questions."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from suluh.activities.quiz.queries.pictures import get_picture
from suluh.base.uploads import shown
from suluh.identity.middleware import actor_of


@require_safe
def picture(request: HttpRequest, picture: UUID) -> FileResponse:
    """/soal-gambar/<picture>/: as WebP that we drew."""
    found = get_picture(actor_of(request), picture)
    return shown(found.file.open("rb"))
