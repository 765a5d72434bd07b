"""Pictures people upload, made small and harmless."""

from __future__ import annotations

from io import BytesIO

SIZE = (1200, 480)
MOST_SIDE = 1_200


def to_figure(data: bytes) -> tuple[bytes, int, int]:
    """The picture small enough for a phone, as WebP, with its width and height.

    For what `base.uploads.checked` has read: it is a picture, upright and without metadata.
    """
    from PIL import Image  # large, and few upload a picture

    with Image.open(BytesIO(data)) as picture:
        small = picture.convert("RGBA" if _is_see_through(picture.mode, picture.info) else "RGB")
        small.thumbnail((MOST_SIDE, MOST_SIDE))
    made = BytesIO()
    small.save(made, "WEBP", quality=82)
    return made.getvalue(), small.width, small.height


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture as it is looked at: cameras write how it was held."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as picture:
        upright = ImageOps.exif_transpose(picture)
        return upright.width, upright.height


def _is_see_through(mode: str, info: dict[str | tuple[int, int], object]) -> bool:
    return mode in {"RGBA", "LA", "PA"} or "transparency" in info


def to_banner(data: bytes) -> bytes:
    """The picture cut to the shape of a banner or cover, as WebP without its metadata.

    Raises ValueError where the data is no picture.
    """
    from PIL import Image, ImageOps  # large, and few upload a picture

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > 40_000_000:
                raise ValueError("too large")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    made = BytesIO()
    ImageOps.fit(upright, SIZE).save(made, "WEBP", quality=80)
    return made.getvalue()
