"""Making PAdES B-B seals with pyHanko, fast: the key is loaded once and space is reserved.

The library's own signer reloads its key for every file and signs twice to learn the size; for
thousands of certificates that is most of the time spent.
"""

import io
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from asn1crypto import algos, cms, x509
from asn1crypto import pem as armour
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from suluh.standards.pades.container import Parts, encode, signed_attributes, to_be_signed

FIELD = "Segel"
BYTES_RESERVED = 4_096


class SealError(Exception):
    """The file could not be sealed."""


@dataclass(frozen=True, slots=True)
class SealNote:
    """What the seal says of itself to a PDF reader."""

    name: str
    reason: str
    place: str = ""


class SealKey(signers.Signer):
    """A P-256 key with its certificate, held in memory for many seals."""

    def __init__(self, certificate_pem: bytes, key_pem: bytes) -> None:
        key = load_pem_private_key(key_pem, password=None)
        if not isinstance(key, EllipticCurvePrivateKey):
            raise SealError("a seal key is an elliptic-curve key")
        loaded = load_pem_x509_certificate(certificate_pem)
        if loaded.public_key() != key.public_key():
            raise SealError("the seal key and its certificate do not belong together")
        self._key = key
        certificate = _asn1(certificate_pem)
        self._der = certificate.dump()
        self._issuer_and_serial = issuer_and_serial(certificate)
        super().__init__(
            signing_cert=certificate,
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            embed_roots=False,
        )

    async def async_sign(self, data_digest: bytes, *_: object, **__: object) -> cms.ContentInfo:
        """The container over a SHA-256 digest; the library asks once the file is laid out."""
        attributes = signed_attributes(data_digest, self._der)
        signature = self._key.sign(to_be_signed(attributes), ECDSA(hashes.SHA256()))
        parts = Parts(self._der, self._issuer_and_serial, attributes, signature)
        return cms.ContentInfo.load(encode(parts))


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: title and dates of the paper stay as they were drawn.

    The library would write them all anew with the time of sealing, which stands in the seal; that
    took as long as everything else together.
    """

    def _update_meta(self) -> None:
        pass


def seal_pdf(pdf: bytes, key: SealKey, *, note: SealNote) -> bytes:
    """The file with one seal over all of it that permits no later change; raises SealError."""
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        name=note.name,
        reason=note.reason,
        location=note.place or None,
    )
    signer = signers.PdfSigner(meta, signer=key, new_field_spec=fields.SigFieldSpec(FIELD))
    try:
        writer = _Writer(io.BytesIO(pdf), strict=True)
        sealed = _without_waiting(
            signer.async_sign_pdf(writer, in_place=True, bytes_reserved=BYTES_RESERVED)
        )
    except (PdfError, SigningError, ValueError) as error:
        raise SealError("the file could not be sealed") from error
    sealed.seek(0)
    return bytes(sealed.read())


def _without_waiting(work: Coroutine[Any, Any, Any]) -> Any:
    """The outcome of work that waits for nothing: no time server is asked, no revocation list.

    The library would make an event loop for each seal, which takes a third of the time.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise SealError("sealing waits for something outside")


def issuer_and_serial(certificate: x509.Certificate) -> bytes:
    """What names a certificate inside a container, as DER without its outer tag."""
    serial = certificate["tbs_certificate"]["serial_number"]
    return bytes(certificate.issuer.dump() + serial.dump())


def _asn1(pem: bytes) -> x509.Certificate:
    _, _, der = armour.unarmor(pem)
    return x509.Certificate.load(der)
