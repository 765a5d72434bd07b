"""The sample's bank of questions: real ones, from `texts/bank-soal.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from suluh.activities.quiz.actions.bank import add_questions
from suluh.activities.quiz.rules.items import flaw_of
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.types import Entry, Sort
from suluh.organisation.models import Agency

TEXT = Path(__file__).parent / "texts" / "bank-soal.txt"


def make_bank(agency: Agency, *, now: datetime) -> None:
    """All questions, in two statements."""
    add_questions(tenant_id=agency.pk, entries=read(), by_id=None, now=now)


def read() -> list[Entry]:
    """`# category | tag`, then for each question `? type level`, its text, its lines, `> why`."""
    made, category, tag = [], "", ""
    for block in TEXT.read_text(encoding="utf-8").split("\n? "):
        head, *lines = block.splitlines()
        if not head.startswith("#"):
            made.append(_entry(head, [x for x in lines if x[:2] != "# "], (category, tag)))
        for line in block.splitlines():
            if line.startswith("# "):
                category, tag = (part.strip() for part in line[2:].split("|"))
    return made


def _entry(head: str, lines: list[str], place: tuple[str, str]) -> Entry:
    sort, level = head.split()
    text, *rest = lines
    feedback = " ".join(_notes(rest))
    answers = "\n".join(line for line in rest if not line.startswith(">"))
    item = item_from(Sort(sort), text=text, lines=answers, feedback=feedback)
    if flaw := flaw_of(item):
        raise ValueError(f"{text}: {flaw}")
    return Entry(item, place[0], (place[1],), level)


def _notes(lines: list[str]) -> Iterator[str]:
    return (line[1:].strip() for line in lines if line.startswith(">"))
