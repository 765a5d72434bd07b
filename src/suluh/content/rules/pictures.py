"""Pictures people upload, made small and harmless."""

from __future__ import annotations

from io import BytesIO

SIZE = (1200, 480)


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
