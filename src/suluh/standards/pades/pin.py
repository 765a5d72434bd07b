"""A seal certificate as an offline verifier pins it: all that it needs to judge our one container."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509


@dataclass(frozen=True, slots=True)
class SealPin:
    """Whose seal, its certificate and public point (P-256, uncompressed), and when it counts."""

    name: str
    certificate: bytes
    issuer_and_serial: bytes
    point: bytes
    first: datetime
    last: datetime


def pin_of(certificate: bytes) -> SealPin:
    """What to pin of a certificate (DER)."""
    read = x509.Certificate.load(certificate)
    serial = read["tbs_certificate"]["serial_number"]
    return SealPin(
        name=str(read.subject.native.get("common_name", "")),
        certificate=certificate,
        issuer_and_serial=bytes(read.issuer.dump() + serial.dump()),
        point=bytes(read.public_key["public_key"].native),
        first=read.not_valid_before,
        last=read.not_valid_after,
    )
