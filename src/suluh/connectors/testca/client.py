"""The test authority, made once at set-up: sealing works before a real provider is bound."""

import base64
import fcntl
import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from asn1crypto import pem as armour
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from suluh.standards.claims import ClaimKey

ROOT_YEARS = 20
SEAL_YEARS = 10
_FILES = ("root.pem", "segel.pem", "segel.key", "klaim.key", "log.key")


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of one installation; the root's own key is thrown away when it is made.

    Of the seal certificate and key as they were read: many a process never seals.
    """

    root: asn1.Certificate
    seal_pem: tuple[bytes, bytes]
    claims: ed25519.Ed25519PrivateKey
    claims_kid: str
    former_claims: dict[str, ClaimKey]
    log: ed25519.Ed25519PrivateKey


def load_or_make(folder: Path, *, organisation: str, now: datetime) -> Keys:
    """Read the keys of an installation; a folder without any gets new ones, made once."""
    if not _complete(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder / "kunci.lock", os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # web and worker may start in the same moment
            if not _complete(folder):
                _make(folder, organisation, now)
    return load(folder)


def load(folder: Path) -> Keys:
    """Read the keys; raises FileNotFoundError where set-up has not made them."""
    claims = _ed25519(folder / "klaim.key")
    return Keys(
        root=root_certificate(folder),
        seal_pem=((folder / "segel.pem").read_bytes(), (folder / "segel.key").read_bytes()),
        claims=claims,
        claims_kid=key_id(claims.public_key()),
        former_claims=_former(folder / "klaim-lama.json"),
        log=_ed25519(folder / "log.key"),
    )


def root_certificate(folder: Path) -> asn1.Certificate:
    """The root that verifiers trust; needs no private key."""
    return asn1.Certificate.load(der_of((folder / "root.pem").read_bytes()))


def der_of(pem: bytes) -> bytes:
    """A certificate without its armour."""
    _, _, der = armour.unarmor(pem)
    return bytes(der)


def key_id(key: ed25519.Ed25519PublicKey) -> str:
    """A short name of a claims key that follows from the key itself."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key.public_bytes_raw())
    return digest.finalize()[:6].hex()


def _complete(folder: Path) -> bool:
    return all((folder / name).exists() for name in _FILES)


def _make(folder: Path, organisation: str, now: datetime) -> None:
    start = now.astimezone(UTC) - timedelta(days=1)
    root_key, seal_key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    root_name = _name(organisation, "Otoritas Uji Suluh")
    root = _certificate(root_name, root_name, root_key.public_key(), start=start, years=ROOT_YEARS)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(_usage(signs_certificates=True), critical=True)
    made_root = root.sign(root_key, hashes.SHA256())
    seal = _certificate(
        _name(organisation, f"Segel Uji {organisation}"[:64]), root_name, seal_key.public_key(),
        start=start, years=SEAL_YEARS,
    )  # fmt: skip
    seal = seal.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    seal = seal.add_extension(_usage(signs_certificates=False), critical=True)
    made_seal = seal.sign(root_key, hashes.SHA256())
    _write(folder / "root.pem", made_root.public_bytes(Encoding.PEM))
    _write(folder / "segel.pem", made_seal.public_bytes(Encoding.PEM))
    _write(folder / "segel.key", _pem(seal_key))
    for name in ("klaim.key", "log.key"):
        _write(folder / name, _pem(ed25519.Ed25519PrivateKey.generate()))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey,
    *, start: datetime, years: int,
) -> x509.CertificateBuilder:  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(organisation: str, common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _pem(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, readable by the owner alone."""
    temporary = path.with_suffix(f"{path.suffix}.baru")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _former(path: Path) -> dict[str, ClaimKey]:
    """Keys of earlier years, as the operator keeps them: `{"<kid>": {"x", "first", "last"}}`.

    `x` is the public key (base64url); the days say for which certificates it counts. A key that
    must no longer be trusted at all is taken out.
    """
    if not path.exists():
        return {}
    kept = json.loads(path.read_text())
    return {kid: _former_key(**one) for kid, one in kept.items()}


def _former_key(x: str, first: str | None = None, last: str | None = None) -> ClaimKey:
    raw = base64.urlsafe_b64decode(x + "=" * (-len(x) % 4))
    days = (date.fromisoformat(day) if day else None for day in (first, last))
    return ClaimKey(ed25519.Ed25519PublicKey.from_public_bytes(raw), *days)


def _ed25519(path: Path) -> ed25519.Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise TypeError(f"{path.name} is no Ed25519 key")
    return key
