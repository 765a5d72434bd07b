"""What a certificate template may contain: checked when saved, not when printed."""

import re
from collections.abc import Iterator

from suluh.credentials.types.face import Image, Look, Signer
from suluh.standards.sentences import gettext_noop as _

MAX_IMAGE_BYTES = 2 * 1024 * 1024
MAX_SIGNERS = 3
MAX_LETTERHEAD = 4
_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
_LEAST_CONTRAST = 4.5
_SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/webp": (b"RIFF",),
    "image/svg+xml": (b"<svg", b"<?xml"),
}

BAD_COLOUR = _("Warna aksen ditulis sebagai # dan enam angka heksadesimal, misalnya #0f4c5c.")
PALE_COLOUR = _("Warna aksen terlalu muda untuk dibaca di atas kertas putih. Pilih yang lebih tua.")
BAD_IMAGE = _("Gambar harus berupa PNG, JPEG, WebP, atau SVG yang utuh.")
LARGE_IMAGE = _("Gambar paling besar 2 MB. Perkecil dulu, lalu unggah lagi.")
LIVE_SVG = _("Berkas SVG ini memuat skrip atau tautan ke luar. Simpan ulang sebagai gambar biasa.")
MANY_SIGNERS = _("Penanda tangan paling banyak tiga orang.")
NO_SIGNER = _("Isi sedikitnya satu penanda tangan.")
UNNAMED_SIGNER = _("Lengkapi nama dan jabatan setiap penanda tangan.")
LONG_LETTERHEAD = _("Kop paling banyak empat baris.")
NO_LETTERHEAD = _("Isi kop sertifikat dengan nama instansi.")


def problems_of(look: Look, signers: tuple[Signer, ...]) -> list[str]:
    """Why this template cannot be used, in plain sentences; empty when it can."""
    return list(dict.fromkeys((*_look(look), *_signers(signers))))


def problem_of_image(image: Image) -> str | None:
    """Why a picture is refused, or None."""
    if len(image.data) > MAX_IMAGE_BYTES:
        return LARGE_IMAGE
    beginnings = _SIGNATURES.get(image.media)
    if beginnings is None or not image.data.lstrip().startswith(beginnings):
        return BAD_IMAGE
    return _problem_of_svg(image.data) if image.media == "image/svg+xml" else None


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of WCAG 2.2 against white paper, 1 to 21."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _look(look: Look) -> Iterator[str]:
    if not any(line.strip() for line in look.letterhead):
        yield NO_LETTERHEAD
    if len(look.letterhead) > MAX_LETTERHEAD:
        yield LONG_LETTERHEAD
    if not _COLOUR.match(look.accent):
        yield BAD_COLOUR
    elif contrast_with_white(look.accent) < _LEAST_CONTRAST:
        yield PALE_COLOUR
    for image in (look.logo, look.second_logo, look.background):
        problem = problem_of_image(image) if image else None
        if problem:
            yield problem


def _signers(signers: tuple[Signer, ...]) -> Iterator[str]:
    if not signers:
        yield NO_SIGNER
    if len(signers) > MAX_SIGNERS:
        yield MANY_SIGNERS
    for signer in signers:
        if not signer.name.strip() or not signer.post.strip():
            yield UNNAMED_SIGNER
        problem = problem_of_image(signer.signature) if signer.signature else None
        if problem:
            yield problem


def _problem_of_svg(data: bytes) -> str | None:
    lowered = data.lower()
    if b"<svg" not in lowered:
        return BAD_IMAGE
    live = (b"<script", b"<!entity", b"<foreignobject", b"<!doctype", b"javascript:")
    outside = re.search(rb"(?:href|src)\s*=\s*[\"']\s*(?!#|data:image/)", lowered)
    return LIVE_SVG if outside or any(mark in lowered for mark in live) else None
