"""Judging what somebody hands in: a PDF or the text of a QR code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suluh.credentials import ports
from suluh.credentials.queries.certificates import PublicRecord, public_record
from suluh.credentials.queries.evidence import trusted_keys
from suluh.credentials.rules.levels import Check, content_check, layer_name, seal_check
from suluh.standards.claims import Claims, token_in
from suluh.standards.evidence import Bundle, Evidence, Layer, weigh, weigh_pdf
from suluh.standards.pades import PdfState


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the thing itself is genuine, in a sentence; and what the register says now.

    `failed` names the layer that does not hold; `evidence` is what the thing carries itself.
    """

    is_genuine: bool
    sentence: str
    failed: Layer | None = None
    record: PublicRecord | None = None
    evidence: Evidence | None = None
    signer: str = ""
    sha256: str = ""
    is_unreadable: bool = False

    @property
    def checks(self) -> list[Check]:
        """What was looked at, from the outside in, and how it went."""
        if not self.is_genuine or self.record is None:
            return []
        outside = [seal_check(self.signer)] if self.signer else []
        return [*outside, content_check(), *self.record.checks]

    @property
    def failed_at(self) -> str:
        """The layer that does not hold, as people call it."""
        return layer_name(self.failed) if self.failed else ""

    @property
    def is_valid_now(self) -> bool:
        """Genuine, and neither replaced nor revoked."""
        return self.is_genuine and self.record is not None and self.record.state == "valid"


def judge_pdf(pdf: bytes) -> Verdict:
    """The seal of the file, the evidence inside, and the state of the certificate they name."""
    found = ports.sealer().inspect(pdf)
    digest = hashlib.sha256(pdf).hexdigest()
    if found.state is PdfState.UNREADABLE:
        return Verdict(
            is_genuine=False, sentence=_(found.sentence), sha256=digest, is_unreadable=True
        )
    evidence = weigh_pdf(found, trusted_keys())
    if evidence.failed:
        return _refused(evidence.failed, _(evidence.sentence), sha256=digest)
    record = _registered(evidence.claims)
    if record is None:
        sentence = _("Segelnya sah, tetapi isinya tidak tercatat pada daftar sertifikat kami.")
        return _refused(Layer.REGISTER, sentence, sha256=digest)
    return Verdict(
        is_genuine=True,
        sentence=_(found.sentence),
        record=record,
        evidence=evidence,
        signer=found.signer,
        sha256=digest,
    )


def judge_token(text: str) -> Verdict:
    """The signature of a QR's claims, and the state of the certificate they name."""
    evidence = weigh(Bundle(token_in(text)), trusted_keys())
    if evidence.failed:
        return _refused(evidence.failed, _(evidence.sentence))
    record = _registered(evidence.claims)
    if record is None:
        return _refused(
            Layer.REGISTER,
            _("Tanda tangannya sah, tetapi sertifikat ini tidak ada pada daftar kami."),
        )
    return Verdict(
        is_genuine=True,
        sentence=_("Isi kode QR asli dan ditandatangani oleh penerbitnya."),
        record=record,
        evidence=evidence,
    )


def _refused(layer: Layer, sentence: str, *, sha256: str = "") -> Verdict:
    return Verdict(is_genuine=False, sentence=sentence, failed=layer, sha256=sha256)


def _registered(claims: Claims | None) -> PublicRecord | None:
    """The record of the certificate that the claims name, where it states the same."""
    record = public_record(claims.id) if claims else None
    return record if claims and record and _agrees(claims, record) else None


def _agrees(claims: Claims, record: PublicRecord) -> bool:
    return (
        claims.number == record.number
        and claims.revision == record.revision
        and claims.jp == record.jp_minor
    )
