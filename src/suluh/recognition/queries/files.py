"""Where the pictures of an evidence file lie."""

from __future__ import annotations

from uuid import UUID

from suluh.recognition.models import Evidence

FOLDER = "claim-pages"


def picture_name(evidence: UUID, number: int) -> str:
    """Name below MEDIA_ROOT of a page's picture."""
    return f"{FOLDER}/{str(evidence)[-2:]}/{evidence}/{number}.webp"


def is_page(evidence: Evidence, number: int) -> bool:
    """Whether the file has such a page."""
    return 1 <= number <= evidence.pages
