"""Expected failures: results for the person, not faults of ours."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """An expected refusal: `code` for programs, `sentence` (translatable) says what to do."""

    code = "refused"
    status = 409
    sentence: Any = ""

    def __init__(self, sentence: Any = None, **detail: Any) -> None:
        self.sentence = sentence if sentence is not None else self.sentence
        self.detail = detail
        super().__init__(str(self.sentence))


class NotAllowed(DomainError):
    """The actor's roles do not carry this act here. Views answer 403."""

    code = "not_allowed"
    status = 403


class NotFound(DomainError):
    """Absent, or foreign to the actor: both look alike. Views answer 404."""

    code = "not_found"
    status = 404
