"""Certificate claims as a compact JWS: EdDSA only, raw-deflated JSON, small enough for a QR.

The shape follows SMART Health Cards (``zip: DEF``, one QR of at most 1,195 characters). The
algorithm is fixed here and never taken from the token; every part must be canonical, so that a
token altered in any character is refused even where the bytes would decode the same.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import OKPKey
from joserfc.registry import HeaderParameter

from suluh.standards.sentences import gettext_noop as _

MAX_CHARS = 1_195
MAX_PAYLOAD = 8_192
ALGORITHM = "EdDSA"
VERSION = 1
_CLAIMS_HEADER = {"alg": ALGORITHM, "zip": "DEF"}
_KID = re.compile(r"^[A-Za-z0-9._-]{1,32}$")
_NUMBERS = frozenset(("v", "jp", "r", "i"))
_ZIP = {
    "zip": HeaderParameter("compression of the payload", "str"),
    "typ": HeaderParameter("what the payload is", "str"),
}

MALFORMED = _("Isi kode QR tidak lengkap atau bukan kode sertifikat.")
UNKNOWN_KEY = _("Sertifikat ini ditandatangani dengan kunci yang tidak dikenal atau sudah dicabut.")
EXPIRED_KEY = _(
    "Sertifikat ini ditandatangani dengan kunci yang tidak berlaku pada tanggal terbitnya."
)
BAD_SIGNATURE = _("Isi sertifikat tidak cocok dengan tanda tangan digitalnya.")
BAD_CLAIMS = _("Isi sertifikat bertanda tangan, tetapi susunannya tidak dikenal.")


class ClaimsError(ValueError):
    """The token is refused; its message says which layer failed."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a certificate states: little enough for a QR, and never a whole NIP."""

    id: str
    name: str
    nip_tail: str
    title: str
    jp: int
    organiser: str
    issued_on: date
    number: str = ""
    revision: int = 0
    log_origin: str = ""
    leaf_index: int | None = None
    commitment: str = ""

    def __post_init__(self) -> None:
        if len(self.nip_tail) > 4:
            raise ValueError("claims carry at most the last four digits of a NIP")
        if self.jp < 0 or self.revision < 0:
            raise ValueError("JP and revision may not be negative")


def to_payload(claims: Claims) -> dict[str, Any]:
    """The claims under their short names; what is empty is left out."""
    fields: dict[str, Any] = {
        "v": VERSION,
        "id": claims.id,
        "nm": claims.name,
        "nip": claims.nip_tail,
        "ttl": claims.title,
        "jp": claims.jp,
        "org": claims.organiser,
        "d": claims.issued_on.isoformat(),
        "no": claims.number,
        "r": claims.revision or "",
        "o": claims.log_origin,
        "i": "" if claims.leaf_index is None else claims.leaf_index,
        "c": claims.commitment,
    }
    return {key: value for key, value in fields.items() if value != ""}


def from_payload(fields: Mapping[str, Any]) -> Claims:
    """Claims from their short names; raises ClaimsError when they are not ours."""
    if fields.get("v") != VERSION or not _well_typed(fields):
        raise ClaimsError(BAD_CLAIMS)
    try:
        claims = Claims(
            id=fields["id"],
            name=fields["nm"],
            nip_tail=fields.get("nip", ""),
            title=fields["ttl"],
            jp=fields["jp"],
            organiser=fields["org"],
            issued_on=date.fromisoformat(fields["d"]),
            number=fields.get("no", ""),
            revision=fields.get("r", 0),
            log_origin=fields.get("o", ""),
            leaf_index=fields.get("i"),
            commitment=fields.get("c", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ClaimsError(BAD_CLAIMS) from error
    if rfc8785.dumps(to_payload(claims)) != rfc8785.dumps(dict(fields)):
        raise ClaimsError(BAD_CLAIMS)
    return claims


def _well_typed(fields: Mapping[str, Any]) -> bool:
    """Whether each claim present is text or a whole number, as its name asks."""
    return all(type(value) is (int if key in _NUMBERS else str) for key, value in fields.items())


class ClaimSigner:
    """Signs claims with one key, held ready for many certificates."""

    def __init__(self, kid: str, key: Ed25519PrivateKey) -> None:
        if not _KID.match(kid):
            raise ValueError("a key id has at most 32 letters, digits, dots and dashes")
        self.kid = kid
        self._key = OKPKey.import_key(key)

    def sign(self, claims: Claims) -> str:
        """The compact JWS; raises ValueError when it would not fit one QR."""
        token = self.seal(to_payload(claims), _CLAIMS_HEADER)
        if len(token) > MAX_CHARS:
            raise ValueError("the claims are too long for one QR; shorten the title")
        return token

    def seal(self, fields: Mapping[str, Any], header: Mapping[str, str]) -> str:
        """A signed, packed record of any kind; the header says which."""
        whole = {**header, "kid": self.kid}
        payload = _deflate(rfc8785.dumps(dict(fields)))
        return jws.serialize_compact(whole, payload, self._key, registry=REGISTRY)


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """A public key, and the first and last day of issue for which it counts (None: open).

    A key that was given up still verifies what it signed in its days; a revoked one is left out.
    """

    key: Ed25519PublicKey
    first_day: date | None = None
    last_day: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether a certificate of that day may bear this key's signature."""
        not_early = self.first_day is None or self.first_day <= day
        return not_early and (self.last_day is None or day <= self.last_day)


class ClaimVerifier:
    """Reads tokens signed by one of the keys it is given, by key id."""

    def __init__(self, keys: Mapping[str, ClaimKey]) -> None:
        self.keys = dict(keys)
        self._keys = {kid: OKPKey.import_key(key.key) for kid, key in keys.items()}

    def verify(self, token: str) -> Claims:
        """The claims of a genuine token; raises ClaimsError otherwise."""
        kid, payload = self.open(token, _CLAIMS_HEADER, MAX_CHARS)
        plain = inflate(payload, MAX_PAYLOAD)
        fields = read_json(plain)
        claims = from_payload(fields)
        if plain != rfc8785.dumps(fields):
            raise ClaimsError(BAD_CLAIMS)
        if not self.keys[kid].counts_on(claims.issued_on):
            raise ClaimsError(EXPIRED_KEY)
        return claims

    def open(self, token: str, header: Mapping[str, str], max_chars: int) -> tuple[str, bytes]:
        """Key id and payload of a genuine token with exactly this header; raises ClaimsError."""
        parts = token.split(".")
        if len(token) > max_chars or len(parts) != 3:
            raise ClaimsError(MALFORMED)
        given = read_json(_unbase64(parts[0]))
        _unbase64(parts[1]), _unbase64(parts[2])
        kid = given.get("kid")
        if given != {**header, "kid": kid} or not isinstance(kid, str):
            raise ClaimsError(MALFORMED)
        if kid not in self._keys:
            raise ClaimsError(UNKNOWN_KEY)
        try:
            opened = jws.deserialize_compact(token, self._keys[kid], registry=REGISTRY)
        except JoseError as error:
            raise ClaimsError(BAD_SIGNATURE) from error
        return kid, opened.payload


def verification_url(base: str, token: str) -> str:
    """The link for the QR; the token sits in the fragment, which no server ever sees."""
    return f"{base.rstrip('/')}/v#{token}"


def token_in(text: str) -> str:
    """The token in scanned text, which is a link of ours or the bare token."""
    return text.strip().rpartition("#")[2]


class _Registry(jws.JWSRegistry):
    """Knows one algorithm, under its registered name of RFC 8037, which all verifiers read.

    The library prefers the newer name ``Ed25519`` (RFC 9864) and warns about this one.
    """

    def get_alg(self, name: str) -> Any:
        """The one algorithm; any other name is refused."""
        if name != ALGORITHM:
            raise UnsupportedAlgorithmError(f"only {ALGORITHM} is accepted")
        return self.algorithms[name]


REGISTRY = _Registry(header_registry=_ZIP, algorithms=[ALGORITHM])


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def inflate(data: bytes, limit: int) -> bytes:
    """Unpack at most so many bytes, with nothing left over behind them."""
    unpacker = zlib.decompressobj(-15)
    try:
        plain = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise ClaimsError(MALFORMED) from error
    if not unpacker.eof or unpacker.unused_data:
        raise ClaimsError(MALFORMED)
    return plain


def read_json(data: bytes) -> dict[str, Any]:
    """The object that these bytes are; raises ClaimsError."""
    try:
        value = json.loads(data)
    except ValueError as error:
        raise ClaimsError(MALFORMED) from error
    if not isinstance(value, dict):
        raise ClaimsError(MALFORMED)
    return value


def _unbase64(text: str) -> bytes:
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error) as error:
        raise ClaimsError(MALFORMED) from error
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise ClaimsError(MALFORMED)
    return data
