"""The evaluation form: default questions, reading and checking them, what the means say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.survey.types import Question, QuestionKind, ScaleResult

SUGGESTION = "saran"
SCALE = (1, 2, 3, 4, 5)
MAX_QUESTIONS = 30
MAX_TEXT = 2_000


def default_questions(speakers: Sequence[tuple[int, str]]) -> list[Question]:
    """What an agency asks after a webinar: the event, each speaker, and a free word."""
    asked = [
        Question("tujuan", _("Tujuan acara tercapai")),
        Question("materi", _("Materi berguna untuk pekerjaan saya")),
        Question("jadwal", _("Jadwal berjalan sesuai rencana")),
        Question("panitia", _("Panitia melayani dengan baik")),
        Question("sarana", _("Ruang rapat daring dan sambungan berjalan lancar")),
    ]
    speaker = _("Narasumber %(name)s menguasai dan menyampaikan materi dengan jelas")
    asked += [
        Question(f"narasumber-{number}", speaker % {"name": name}) for number, name in speakers
    ]
    return [
        *asked,
        Question(
            SUGGESTION, _("Saran untuk acara berikutnya"), QuestionKind.TEXT, is_required=False
        ),
    ]


def read_questions(data: Sequence[Mapping[str, Any]]) -> list[Question]:
    """Questions as the survey keeps them."""
    return [
        Question(
            str(item["key"]), str(item["text"]), QuestionKind(item.get("kind", "scale")),
            bool(item.get("required", True)),
        )
        for item in data
    ]  # fmt: skip


def new_key(text: str, taken: set[str]) -> str:
    """A key for a question that an organiser wrote."""
    base = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:30] or "pertanyaan"
    number = 1
    key = base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def summarise(question: Question, counts: Mapping[int, int]) -> ScaleResult:
    """Distribution, mean and band of one scale question."""
    by_mark = tuple(counts.get(mark, 0) for mark in SCALE)
    total = sum(by_mark)
    weight = sum(mark * count for mark, count in zip(SCALE, by_mark, strict=True))
    mean = weight / total if total else None
    return ScaleResult(question, by_mark, total, mean, band(mean))


def band(mean: float | None) -> str:
    """What a mean from 1 to 5 says in words."""
    if mean is None:
        return _("belum ada jawaban")
    if mean >= 4.5:
        return _("sangat memuaskan")
    if mean >= 3.5:
        return _("memuaskan")
    if mean >= 2.5:
        return _("cukup")
    return _("kurang")
