"""The witness protocol: C2SP ``tlog-witness``, add-checkpoint, both sides, without a network.

A log hands in its newest checkpoint with the proof that it continues the one the witness saw last.
The witness signs what is consistent, and answers everything else with the status of the
specification: 400 not readable, 404 unknown log, 403 not signed by it, 409 not from where the
witness stands, 422 not consistent.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suluh.standards.tlog.note import (
    Checkpoint,
    NoteError,
    NoteVerifier,
    is_number,
    read_checkpoint,
    split_note,
    unbase64,
)
from suluh.standards.tlog.tree import EMPTY_ROOT, HASH_BYTES, TreeHead, verify_consistency

MAX_STEPS, MAX_CHARS = 63, 65_536
SIZE_TYPE, TEXT_TYPE = "text/x.tlog.size", "text/plain; charset=utf-8"
NOTHING = TreeHead(0, EMPTY_ROOT)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a log hands in: the size it starts from, the proof, the signed checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer of the protocol."""

    status: int
    body: str = ""
    media: str = TEXT_TYPE


class Refused(Exception):
    """The witness does not sign; the answer says why."""

    def __init__(self, status: int, body: str = "", media: str = TEXT_TYPE) -> None:
        self.answer = Answer(status, body, media)
        super().__init__(f"{status} {body}")


def write_submission(submission: Submission) -> str:
    """The body of a request."""
    steps = [base64.b64encode(step).decode() for step in submission.proof]
    return "\n".join([f"old {submission.old}", *steps]) + "\n\n" + submission.note


def read_submission(text: str) -> Submission:
    """Read the body of a request; raises Refused 400."""
    head, separator, note = text.partition("\n\n")
    old, *steps = head.split("\n")
    if len(text) > MAX_CHARS or not separator or not old.startswith("old "):
        raise Refused(400, "this is no submission\n")
    size = old.removeprefix("old ")
    if not is_number(size) or len(steps) > MAX_STEPS:
        raise Refused(400, "the old size or the proof is malformed\n")
    try:
        proof = tuple(unbase64(step) for step in steps)
    except NoteError as error:
        raise Refused(400, f"{error}\n") from error
    if any(len(step) != HASH_BYTES for step in proof):
        raise Refused(400, "a hash in the proof has the wrong length\n")
    return Submission(int(size), proof, note)


def known_log(note: str, logs: Mapping[str, NoteVerifier]) -> Checkpoint:
    """The checkpoint of a note that one of the known logs signed; raises Refused 400, 404, 403."""
    try:
        body, _ = split_note(note)
        checkpoint = read_checkpoint(body)
    except NoteError as error:
        raise Refused(400, f"{error}\n") from error
    if checkpoint.origin not in logs:
        raise Refused(404, "this log is not known here\n")
    try:
        logs[checkpoint.origin].check(note)
    except NoteError as error:
        raise Refused(403, f"{error}\n") from error
    return checkpoint


def check_growth(submission: Submission, new: TreeHead, last: TreeHead) -> None:
    """Raise Refused unless the new tree continues the last one seen (NOTHING: none yet)."""
    if submission.old > new.size:
        raise Refused(400, "the old size is larger than the checkpoint\n")
    if submission.old != last.size:
        raise conflict(last.size)
    if new.size == 0 and new.root != EMPTY_ROOT:
        raise Refused(422, "an empty tree has another root\n")
    if not _continues(last, new, submission.proof):
        raise Refused(422, "the checkpoint does not continue the one seen last\n")


def conflict(size: int) -> Refused:
    """The log started from elsewhere than where the witness stands."""
    return Refused(409, f"{size}\n", SIZE_TYPE)


def _continues(last: TreeHead, new: TreeHead, proof: Sequence[bytes]) -> bool:
    if last.size == 0:
        return not proof
    return verify_consistency(last, new, proof)
