"""The small twin of a cover or banner, as cards of lists show it. Pure but for drawing."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

SMALL = (480, 192)  # sharp on a phone, for about 10 KB


def to_small(banner: bytes) -> bytes:
    """The picture of a card, from one that `pictures.to_banner` made."""
    from PIL import Image  # large, and few upload a picture

    made = BytesIO()
    with Image.open(BytesIO(banner), formats=("WEBP",)) as picture:
        picture.convert("RGB").resize(SMALL).save(made, "WEBP", quality=70)
    return made.getvalue()


def mark_of(banner: bytes) -> str:
    """A short name of the picture by its content: another picture has another address."""
    return sha256(banner).hexdigest()[:16]


def small_name(mark: str) -> str:
    """Where the small picture of that mark is kept."""
    return f"covers/kecil/{mark}.webp"
