"""The evaluation form: default questions, reading and checking them, what the means say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.survey.types import Group, Plan, Question, QuestionKind, ScaleResult
from suluh.content.types import Flaw, Outcome

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


# --- An evaluation inside a training (docs: domain, evaluation of organisation and of trainers).
FEWEST_SHOWN = 3  # answers without names are not shown before so many people gave some
LONGEST_LINE, MOST_LINES = 200, 15
ORGANISATION, SUGGESTIONS = "umum", "bebas"


def default_plan() -> Plan:
    """What agencies ask: of the organisation, of each trainer, and a free word."""
    return Plan(
        organisation=(
            _("Tujuan pelatihan tercapai"),
            _("Materi berguna untuk pekerjaan saya"),
            _("Lama dan urutan belajar sesuai"),
            _("Penyelenggara melayani dengan baik"),
            _("Sarana belajar berjalan lancar"),
            _("Secara keseluruhan saya puas"),
        ),
        trainer=(
            _("Menguasai materi"),
            _("Menyajikan materi secara runtut"),
            _("Memakai metode dan media yang tepat"),
            _("Menjawab pertanyaan dengan jelas"),
            _("Memotivasi peserta"),
        ),
        texts=(_("Apa yang sebaiknya diperbaiki?"),),
    )


def plan_data(plan: Plan) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "organisation": list(plan.organisation), "trainer": list(plan.trainer),
        "texts": list(plan.texts), "anonymous": plan.is_anonymous,
    }  # fmt: skip


def read_plan(data: Mapping[str, Any]) -> Plan:
    """Settings as they are kept or come from a file; raises ValueError where they do not fit."""
    anonymous = data.get("anonymous", True)
    if anonymous not in (True, False):
        raise ValueError("anonymous is yes or no")
    organisation, trainer, texts = (
        _lines(data.get(name, [])) for name in ("organisation", "trainer", "texts")
    )
    return Plan(organisation, trainer, texts, is_anonymous=bool(anonymous))


def _lines(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or len(given) > MOST_LINES:
        raise ValueError("a list of questions")
    if not all(isinstance(line, str) and 0 < len(line) <= LONGEST_LINE for line in given):
        raise ValueError("a question is a line of text")
    return tuple(dict.fromkeys(given))


def plan_flaws(plan: Plan) -> Iterator[Flaw]:
    """Nothing to mark stops publishing."""
    if not plan.organisation and not plan.trainer:
        yield Flaw(_("Belum ada pertanyaan. Pakai usulan di formulir ini, atau tulis sendiri."))
    if not plan.is_anonymous:
        sentence = _("Jawaban memakai nama. Peserta lebih terbuka bila jawabannya tanpa nama.")
        yield Flaw(sentence, stops=False)


def plan_minutes(plan: Plan) -> int:
    """Ten seconds a mark, a minute for each free word."""
    marks = len(plan.organisation) + len(plan.trainer)
    return max(2, marks // 6 + len(plan.texts))


def questions_of_plan(plan: Plan, trainers: Sequence[tuple[int, str]]) -> list[Group]:
    """The questions in their groups. A key follows from the words: it outlives versions."""
    groups = [Group(_("Penyelenggaraan"), _scales(ORGANISATION, plan.organisation))]
    groups += [
        Group(name, _scales(trainer_prefix(number), plan.trainer), number)
        for number, name in trainers
        if plan.trainer
    ]
    free = [
        Question(f"{SUGGESTIONS}-{new_key(text, set())}", text, QuestionKind.TEXT, False)
        for text in plan.texts
    ]
    groups.append(Group(_("Saran"), tuple(free)))
    return [group for group in groups if group.items]


def trainer_prefix(number: int) -> str:
    """How the keys of a trainer's questions begin."""
    return f"pengajar{number}"


def _scales(prefix: str, texts: Sequence[str]) -> tuple[Question, ...]:
    taken: set[str] = set()
    found = []
    for text in texts:
        key = new_key(text, taken)
        taken.add(key)
        found.append(Question(f"{prefix}-{key}", text))
    return tuple(found)


def merged(before: Sequence[Question], asked: Sequence[Question]) -> list[Question]:
    """The questions that were asked so far: a later version adds its own, none goes."""
    known = {question.key for question in before}
    return [*before, *(question for question in asked if question.key not in known)]


def result_groups(results: Sequence[ScaleResult], trainers: Mapping[int, str]) -> list[Group]:
    """Results of the organisation, then of each trainer, with the mean of all their marks."""
    wanted: list[tuple[str, str, int | None]] = [(ORGANISATION, _("Penyelenggaraan"), None)]
    wanted += [(trainer_prefix(number), name, number) for number, name in trainers.items()]
    found = []
    for prefix, title, number in wanted:
        items = tuple(each for each in results if each.question.key.startswith(f"{prefix}-"))
        if not items:
            continue
        total = sum(each.total for each in items)
        marks = sum((each.mean or 0) * each.total for each in items)
        mean = marks / total if total else None
        found.append(Group(title, items, number, mean, band(mean)))
    return found


def outcome(*, is_sent: bool) -> Outcome:
    """Done once it is sent."""
    if is_sent:
        return Outcome(True, sentence=_("Evaluasi Anda sudah terkirim. Terima kasih."))
    return Outcome(False, sentence=_("Isi evaluasi ini, lalu kirim."))
