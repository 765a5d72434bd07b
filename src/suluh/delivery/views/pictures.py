"""Pictures that stand in texts of trainings."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from suluh.delivery.queries.pictures import get_picture
from suluh.identity.middleware import actor_of


@require_safe
def picture(request: HttpRequest, picture: UUID) -> FileResponse:
    """/gambar/<picture>/: as WebP that we drew."""
    found = get_picture(actor_of(request), picture)
    answer = FileResponse(found.file.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=86400"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
