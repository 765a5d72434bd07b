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
from suluh.standards.commitment import OPENING_BYTES, commit, leaf_record
from suluh.standards.pades.verdict import CLAIMS_FILE, OPENING_FILE, PROOF_FILE, PdfVerdict
from suluh.standards.sentences import gettext_noop as _
from suluh.standards.tlog import (
    NoteVerifier,
    ProofError,
    Proven,
    WitnessKey,
    leaf_hash,
    verify_inclusion,
    verify_proof,
)

TITLE_CHARS, TEXT_CHARS, MAX_LINES = 140, 500_000, 400

NOT_OF_THE_LOG = _("Bukti log ini bukan milik sertifikat ini: nomor atau nama log-nya lain.")
NO_PROOF = _("Bukti log tidak ada di dalam berkas ini.")
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


def weigh_pdf(found: PdfVerdict, keys: Keys) -> Evidence:
    """Weigh a PDF: its seal first, then what travels in it; never raises.

    A certificate with JP carries its proof and its opening, or it is none of ours.
    """
    if not found.is_genuine:
        return Evidence(failed=Layer.SEAL, sentence=found.sentence)
    files = (found.files.get(name, "") for name in (CLAIMS_FILE, PROOF_FILE, OPENING_FILE))
    evidence = weigh(Bundle(*files), keys)
    is_whole = evidence.proven is not None and evidence.is_opened
    if evidence.claims and evidence.claims.commitment and not (evidence.failed or is_whole):
        return Evidence(evidence.claims, failed=Layer.LOG, sentence=NO_PROOF)
    return evidence


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
    if bundle.opening and not _is_opening(bundle.opening, claims, proven):
        return Evidence(claims, proven, failed=Layer.OPENING, sentence=BAD_OPENING)
    return Evidence(
        claims,
        proven,
        is_opened=bool(bundle.opening),
        is_witnessed=proven is not None and 0 < keys.quorum <= len(proven.seen),
    )


def _is_opening(text: str, claims: Claims, proven: Proven | None) -> bool:
    """Whether the lines in the file are those committed to, and add up to what is stated.

    One of them is the line that the claims name; an activity booked in several lines has more,
    each with its own path to the same checkpoint.
    """
    read = _read_canonical(text)
    given = read.get("lines")
    if not _is(read.get("v"), 1) or not isinstance(given, list) or len(given) > MAX_LINES:
        return False
    lines = [_line(one) for one in given]
    if not all(lines):
        return False
    opened = [line for line in lines if line]
    places = [line.index for line in opened]
    return (
        places == sorted(set(places))
        and claims.leaf_index in places
        and len({(line.person, line.activity) for line in opened}) == 1
        and sum(line.jp for line in opened) == claims.jp
        and all(_stands(line, claims, proven) for line in opened)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One opened line; whether it stands in the log is not yet known."""

    index: int
    commitment: bytes
    path: tuple[bytes, ...]
    person: int
    activity: str
    jp: int


def _line(given: Any) -> _Line | None:
    """A credit with what opens it; None where it is anything else."""
    match given:
        case {
            "entry": {
                "kind": "credit", "person_id": int(person), "activity_key": str(activity),
                "jp_minor": int(jp),
            } as entry,
            "i": int(index), "opening": str(opening), "path": list(path),
        }:  # fmt: skip
            pass
        case _:
            return None
    key, steps = _bytes(opening), tuple(_bytes(step) for step in path)
    if len(key) != OPENING_BYTES or any(type(number) is bool for number in (person, jp, index)):
        return None
    return _Line(index, commit(key, entry), steps, person, activity, jp)


def _stands(line: _Line, claims: Claims, proven: Proven | None) -> bool:
    if line.index == claims.leaf_index:
        return line.commitment == _bytes(claims.commitment)
    if proven is None:
        return False
    leaf = leaf_hash(leaf_record(line.index, line.commitment))
    return verify_inclusion(leaf, line.index, proof=line.path, head=proven.checkpoint.head)


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


def _bytes(text: Any) -> bytes:
    """Bytes of lower-case hexadecimal; empty where it is none, which fits nothing."""
    try:
        data = bytes.fromhex(text)
    except (TypeError, ValueError):
        return b""
    return data if data.hex() == text else b""
