"""Answering one request of the protocol: read, judge, remember, sign."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping

from suluh.standards.tlog import Checkpoint, NoteVerifier, WitnessSigner
from suluh.standards.tlog.witness import (
    Answer,
    Refused,
    Submission,
    check_growth,
    conflict,
    known_log,
    read_submission,
)
from suluh.witness.store import Sighting, Store


class Desk:
    """One witness with its memory; `clock` gives seconds since 1970."""

    def __init__(
        self,
        signer: WitnessSigner,
        logs: Mapping[str, NoteVerifier],
        store: Store,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.signer = signer
        self._logs = logs
        self._store = store
        self._clock = clock

    def add_checkpoint(self, body: str) -> Answer:
        """Cosign a checkpoint that continues the last one, or say why not."""
        try:
            submission = read_submission(body)
            checkpoint = known_log(submission.note, self._logs)
            return Answer(200, self._cosign(submission, checkpoint))
        except Refused as refusal:
            return refusal.answer

    def checkpoint(self, origin_hash: str) -> Answer:
        """The note signed last for a log, by the SHA-256 of its origin: for monitors."""
        for origin in self._store.origins():
            if hashlib.sha256(origin.encode()).hexdigest() == origin_hash:
                return Answer(200, self._store.note(origin) or "")
        return Answer(404)

    def about(self) -> Answer:
        """Who this is: the key by which others know its signatures, and whom it watches."""
        lines = [self.signer.public().vkey(), *sorted(self._logs)]
        return Answer(200, "".join(f"{line}\n" for line in lines))

    def _cosign(self, submission: Submission, checkpoint: Checkpoint) -> str:
        last = self._store.last(checkpoint.origin)
        check_growth(submission, checkpoint.head, last)
        line = self.signer.cosign(submission.note, at=int(self._clock()))
        log = self._logs[checkpoint.origin]
        note = f"{checkpoint.body()}\n{log.line_in(submission.note)}{line}"
        sighting = Sighting(checkpoint.origin, checkpoint.head, note)
        if not self._store.put(sighting, after=last):
            raise conflict(self._store.last(checkpoint.origin).size)
        return line
