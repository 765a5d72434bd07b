"""What a certificate's own words prove without us: claims, place in the log, opened entry. Pure.

Layers are weighed from the inside out; the first that does not hold decides, and is named. The
offline page (``verify.html``) does the same in JavaScript; a test holds the two together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import rfc8785

from suluh.standards.claims import Claims, ClaimsError, ClaimVerifier
from suluh.standards.commitment import leaf_record, opens
from suluh.standards.sentences import gettext_noop as _
from suluh.standards.tlog import NoteVerifier, ProofError, Proven, WitnessKey, verify_proof

TITLE_CHARS, TEXT_CHARS = 140, 20_000

NOT_OF_THE_LOG = _("Bukti log ini bukan milik sertifikat ini: nomor atau nama log-nya lain.")
BAD_PROOF = _("Bukti log tidak cocok dengan log yang ditandatangani.")
BAD_OPENING = _("Rincian JP di dalam berkas tidak cocok dengan yang tercatat di log.")


class Layer(StrEnum):
    """What is looked at; the order is that of the weighing."""

    SEAL = "segel"
    CLAIMS = "isi"
    LOG = "log"
    OPENING = "pembuka"
    REGISTER = "daftar"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What travels with a certificate; what is missing stays empty."""

    claims: str
    proof: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Whom a verifier trusts, and how many witnesses it asks for."""

    claims: ClaimVerifier
    log: NoteVerifier
    witnesses: Sequence[WitnessKey] = ()
    quorum: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far the evidence carries; where a layer failed, which one and why."""

    claims: Claims | None = None
    proven: Proven | None = None
    is_opened: bool = False
    is_witnessed: bool = False
    failed: Layer | None = None
    sentence: str = ""


def weigh(bundle: Bundle, keys: Keys) -> Evidence:
    """Weigh what travels with a certificate; never raises."""
    try:
        claims = keys.claims.verify(bundle.claims)
    except ClaimsError as error:
        return Evidence(failed=Layer.CLAIMS, sentence=str(error))
    if not bundle.proof and not bundle.opening:
        return Evidence(claims)
    if not claims.commitment or claims.leaf_index is None or claims.log_origin != keys.log.name:
        return Evidence(claims, failed=Layer.LOG, sentence=NOT_OF_THE_LOG)
    return _weigh_log(bundle, claims, keys)


def _weigh_log(bundle: Bundle, claims: Claims, keys: Keys) -> Evidence:
    assert claims.leaf_index is not None
    proven = None
    if bundle.proof:
        record = leaf_record(claims.leaf_index, _bytes(claims.commitment))
        try:
            proven = verify_proof(bundle.proof, record, keys.log, keys.witnesses)
        except ProofError:
            return Evidence(claims, failed=Layer.LOG, sentence=BAD_PROOF)
        if proven.index != claims.leaf_index:
            return Evidence(claims, failed=Layer.LOG, sentence=NOT_OF_THE_LOG)
    if bundle.opening and not _is_opening(bundle.opening, claims):
        return Evidence(claims, proven, failed=Layer.OPENING, sentence=BAD_OPENING)
    return Evidence(
        claims,
        proven,
        is_opened=bool(bundle.opening),
        is_witnessed=proven is not None and 0 < keys.quorum <= len(proven.seen),
    )


def _is_opening(text: str, claims: Claims) -> bool:
    """Whether the file opens the commitment, and the entry is what the certificate states."""
    read = _read_canonical(text)
    entry, opening = read.get("entry"), read.get("opening")
    if not isinstance(entry, dict) or not isinstance(opening, str) or not _is(read.get("v"), 1):
        return False
    title = entry.get("title")
    return (
        opens(_bytes(claims.commitment), _bytes(opening), entry)
        and _is(entry.get("kind"), "credit")
        and isinstance(title, str)
        and title[:TITLE_CHARS] == claims.title
        and _is(entry.get("jp_minor"), claims.jp)
    )


def _is(value: Any, wanted: str | int) -> bool:
    """Equal and of the same type: JSON's true is not 1."""
    return type(value) is type(wanted) and value == wanted


def _read_canonical(text: str) -> dict[str, Any]:
    """The object in its only spelling; empty where the text is anything else."""
    try:
        value = json.loads(text) if len(text) <= TEXT_CHARS else None
        spelled = rfc8785.dumps(value).decode()
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and spelled == text else {}


def _bytes(text: str) -> bytes:
    """Bytes of lower-case hexadecimal; empty where it is none, which fits nothing."""
    try:
        data = bytes.fromhex(text)
    except ValueError:
        return b""
    return data if data.hex() == text else b""
