"""Judging what somebody hands in: a PDF or the text of a QR code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suluh.credentials import ports
from suluh.credentials.queries.certificates import PublicRecord, public_record
from suluh.standards.claims import Claims, ClaimsError, token_in


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the thing itself is genuine, in a sentence; and what the register says now."""

    is_genuine: bool
    sentence: str
    record: PublicRecord | None = None
    signer: str = ""
    sha256: str = ""

    @property
    def is_valid_now(self) -> bool:
        """Genuine, and neither replaced nor revoked."""
        return self.is_genuine and self.record is not None and self.record.state == "valid"


def judge_pdf(pdf: bytes) -> Verdict:
    """The seal of the file, the claims inside, and the state of the certificate they name."""
    found = ports.sealer().inspect(pdf)
    digest = hashlib.sha256(pdf).hexdigest()
    if not found.is_genuine:
        return Verdict(is_genuine=False, sentence=_(found.sentence), sha256=digest)
    claims = _claims(found.claims_token)
    record = public_record(claims.id) if claims else None
    if record is None or not _agrees(claims, record):
        sentence = _("Segelnya sah, tetapi isinya tidak tercatat pada daftar sertifikat kami.")
        return Verdict(is_genuine=False, sentence=sentence, sha256=digest)
    return Verdict(
        is_genuine=True,
        sentence=_(found.sentence),
        record=record,
        signer=found.signer,
        sha256=digest,
    )


def judge_token(text: str) -> Verdict:
    """The signature of a QR's claims, and the state of the certificate they name."""
    try:
        claims = ports.claim_verifier().verify(token_in(text))
    except ClaimsError as error:
        return Verdict(is_genuine=False, sentence=_(str(error)))
    record = public_record(claims.id)
    if record is None or not _agrees(claims, record):
        return Verdict(
            is_genuine=False,
            sentence=_("Tanda tangannya sah, tetapi sertifikat ini tidak ada pada daftar kami."),
        )
    return Verdict(
        is_genuine=True,
        sentence=_("Isi kode QR asli dan ditandatangani oleh penerbitnya."),
        record=record,
    )


def _claims(token: str) -> Claims | None:
    try:
        return ports.claim_verifier().verify(token) if token else None
    except ClaimsError:
        return None


def _agrees(claims: Claims | None, record: PublicRecord) -> bool:
    return (
        claims is not None
        and claims.number == record.number
        and claims.revision == record.revision
        and claims.jp == record.jp_minor
    )
