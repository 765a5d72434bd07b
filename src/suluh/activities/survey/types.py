"""Words of the evaluation: a question, and what people answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the form; `key` stays, whatever becomes of the text."""

    key: str
    text: str
    kind: QuestionKind = QuestionKind.SCALE
    is_required: bool = True

    def as_data(self) -> dict[str, Any]:
        """For the survey's `questions` column."""
        return {
            "key": self.key, "text": self.text, "kind": self.kind.value,
            "required": self.is_required,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """Settings of an evaluation in a training: what is asked of the organisation and each trainer."""

    organisation: tuple[str, ...] = ()
    trainer: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    is_anonymous: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Questions, fields or results that stand together; `trainer` is the number of one."""

    title: str
    items: tuple[Any, ...]
    trainer: int | None = None
    mean: float | None = None
    band: str = ""

    @property
    def hundred(self) -> float | None:
        """The mean on a scale to 100: a mean of 5 is 100."""
        return None if self.mean is None else self.mean * 20


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """Answers from 1 to 5 to one question."""

    question: Question
    counts: tuple[int, ...]
    total: int
    mean: float | None
    band: str
