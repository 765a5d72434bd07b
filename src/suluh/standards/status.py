"""The list of certificates that no longer hold, signed for a day: for verifying without network.

A certificate is named by the first half of SHA-256 over its code. The code is random, so the list
tells nobody which certificates there are; who holds one can look it up. (A bit for each place in the
proof log would be smaller, but a corrected certificate shares its place with the one it replaced,
and those of speakers have none.)
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from suluh.standards.claims import (
    ALGORITHM,
    ClaimsError,
    ClaimSigner,
    ClaimVerifier,
    inflate,
    read_json,
)

NAME_BYTES = 16
MAX_CHARS, MAX_PAYLOAD = 24_000_000, 24_000_000
_HEADER = {"alg": ALGORITHM, "typ": "suluh-status", "zip": "DEF"}
_VERSION = 1


class StatusError(ValueError):
    """The list is not ours, or malformed."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """What held on a day: names of those revoked and of those replaced."""

    as_of: date
    revoked: frozenset[bytes]
    replaced: frozenset[bytes]

    def state_of(self, code: str) -> str:
        """`valid`, `revoked` or `replaced`, as of the list's day."""
        name = name_of(code)
        if name in self.revoked:
            return "revoked"
        return "replaced" if name in self.replaced else "valid"


def name_of(code: str) -> bytes:
    """By what a certificate stands in the list."""
    return hashlib.sha256(code.encode()).digest()[:NAME_BYTES]


def sign_status(status: StatusList, signer: ClaimSigner) -> str:
    """The list as a compact JWS."""
    fields = {
        "v": _VERSION,
        "d": status.as_of.isoformat(),
        "x": _packed(status.revoked),
        "r": _packed(status.replaced),
    }
    return signer.seal(fields, _HEADER)


def read_status(token: str, verifier: ClaimVerifier) -> StatusList:
    """Read a list that one of our keys signed; raises StatusError."""
    try:
        _, payload = verifier.open(token.strip(), _HEADER, MAX_CHARS)
        fields = read_json(inflate(payload, MAX_PAYLOAD))
        if set(fields) != {"v", "d", "x", "r"} or fields["v"] != _VERSION:
            raise StatusError("the status list is of another version")
        return StatusList(
            date.fromisoformat(fields["d"]), _unpacked(fields["x"]), _unpacked(fields["r"])
        )
    except (ClaimsError, TypeError, ValueError) as error:
        raise StatusError(str(error)) from error


def _packed(names: Iterable[bytes]) -> str:
    return base64.b64encode(b"".join(sorted(names))).decode()


def _unpacked(text: str) -> frozenset[bytes]:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (AttributeError, UnicodeEncodeError, binascii.Error) as error:
        raise StatusError("the status list is malformed") from error
    if len(data) % NAME_BYTES:
        raise StatusError("the status list is cut off")
    return frozenset(data[start : start + NAME_BYTES] for start in range(0, len(data), NAME_BYTES))
