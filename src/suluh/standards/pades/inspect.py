"""Judging PDF files: only one seal, ours, over every byte, in the one way we write it, is genuine.

The library checks digest, signature, path and coverage. Beyond that a signature container has
places that nothing protects (padding, unsigned attributes, further certificates, alternative
encodings); each is pinned here, so that no altered byte anywhere passes.
"""

import io
from collections.abc import Sequence

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from suluh.standards.pades.container import Parts, encode
from suluh.standards.pades.seal import issuer_and_serial
from suluh.standards.pades.verdict import (
    CLAIMS_FILE,
    OPENING_FILE,
    PROOF_FILE,
    PdfState,
    PdfVerdict,
)

MAX_BYTES = 20 * 1024 * 1024
_FILES = frozenset((CLAIMS_FILE, PROOF_FILE, OPENING_FILE))


def inspect_pdf(pdf: bytes, *, roots: Sequence[x509.Certificate]) -> PdfVerdict:
    """Judge a file against the authorities we trust; never raises."""
    if len(pdf) > MAX_BYTES or not pdf.startswith(b"%PDF-"):
        return PdfVerdict(PdfState.UNREADABLE)
    try:
        return _judge(pdf, roots)
    except Exception:  # noqa: BLE001  whatever a hostile file does to the parser, it is not genuine
        broken = PdfState.ALTERED if b"/ByteRange" in pdf else PdfState.UNREADABLE
        return PdfVerdict(broken)


def _judge(pdf: bytes, roots: Sequence[x509.Certificate]) -> PdfVerdict:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    seals = list(reader.embedded_signatures)
    if not seals:
        return PdfVerdict(PdfState.ALTERED if b"/ByteRange" in pdf else PdfState.UNSIGNED)
    if len(seals) != 1 or not _fills_its_place(pdf, seals[0]):
        return PdfVerdict(PdfState.ALTERED)
    trust = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    status = validate_pdf_signature(seals[0], trust)
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    unchanged = status.modification_level is ModificationLevel.NONE
    if not (status.intact and status.valid and whole and unchanged):
        return PdfVerdict(PdfState.ALTERED)
    if not (status.trusted and status.bottom_line):
        return PdfVerdict(PdfState.FOREIGN)
    return PdfVerdict(
        PdfState.SEALED,
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        signed_at=status.signer_reported_dt,
        files=_attached_files(reader),
    )


def _fills_its_place(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """Whether the gap of the byte range holds our container, canonical, padded with zeros."""
    first, length, second, rest = (int(number) for number in seal.byte_range)
    if (first, second + rest) != (0, len(pdf)):
        return False
    container = cms.ContentInfo.load(seal.pkcs7_content)
    gap = pdf[length:second]
    expected = _only_encoding(container).hex().upper().encode().ljust(len(gap) - 2, b"0")
    return gap == b"<" + expected + b">"


def _only_encoding(container: cms.ContentInfo) -> bytes:
    """The container made anew from the parts that signatures protect."""
    signed = container["content"]
    info = signed["signer_infos"][0]
    certificate = signed["certificates"][0].chosen
    return encode(
        Parts(
            certificate=certificate.dump(),
            issuer_and_serial=issuer_and_serial(certificate),
            attributes=info["signed_attrs"].contents,
            signature=info["signature"].native,
        )
    )


def _attached_files(reader: PdfFileReader) -> dict[str, str]:
    """The texts of ours that travel inside the file, by their names."""
    names = reader.root.get("/Names", {}).get("/EmbeddedFiles", {})
    pairs = list(names.get("/Names", []))
    found = {}
    for name, specification in zip(pairs[::2], pairs[1::2], strict=False):
        if str(name) in _FILES:
            stream = specification.get_object()["/EF"]["/F"]
            found[str(name)] = bytes(stream.data).decode()
    return found
