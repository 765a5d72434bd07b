"""Certificates as they are drawn: frozen data, template version, pictures."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from suluh.credentials.models import Certificate, CertificateTemplate
from suluh.credentials.rules.paper import Identity, attachments_of, face_of
from suluh.credentials.types.face import CertificateFace, Image
from suluh.ledger.types import EntryProof
from suluh.standards.claims import verification_url

_MEDIA = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}


def drawn_face(
    row: Certificate, proof: EntryProof | None, images: Mapping[str, Image]
) -> CertificateFace:
    """The certificate as it is drawn, from its frozen data and its template's version."""
    return face_of(
        row.face,
        _identity(row),
        settings=row.template.settings,
        images=images,
        attachments=attachments_of(row.claims, proof),
    )


def _identity(row: Certificate) -> Identity:
    base = settings.BASE_URL
    return Identity(
        number=row.number,
        code=row.code,
        role=row.role,
        kind=row.kind,
        revision=row.revision,
        organiser=row.tenant.name,
        check_url=f"{base}/periksa/",
        claims_url=verification_url(base, row.claims),
    )


def template_images(template: CertificateTemplate) -> Mapping[str, Image]:
    """The pictures of a template version, read from its files."""
    images = {}
    for name, file in (("logo", template.logo), ("background", template.background)):
        media = _MEDIA.get(str(file.name).rpartition(".")[2].lower()) if file else None
        if media:
            with file.open("rb") as opened:
                images[name] = Image(opened.read(), media)
    return images
