"""Questions on their way out: which, and as what file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suluh.activities.quiz.models import Question
from suluh.activities.quiz.queries.bank import require_reader
from suluh.activities.quiz.queries.holdings import read_held
from suluh.activities.quiz.queries.pictures import drawn_of
from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.formats import Format
from suluh.activities.quiz.rules.exchange.giving import give, is_givable
from suluh.activities.quiz.rules.exchange.pictures import Drawn, all_there, shown_in
from suluh.activities.quiz.types import Item, Sort
from suluh.organisation.types import Actor
from suluh.standards.questions.types import Note, Writing

MOST_CHOSEN = 500


def chosen_questions(actor: Actor, uuids: Sequence[UUID]) -> QuerySet[Question]:
    """Those of the agency's questions that were ticked."""
    require_reader(actor)
    return Question.objects.filter(uuid__in=list(uuids)[:MOST_CHOSEN])


def write_file(rows: Iterable[int], form: Format) -> Writing:
    """The questions as a file, by category; what the format cannot hold is in the notes.

    The code of each names it when the file comes back: its own, or the bank's.
    """
    held = sorted(read_held(rows), key=lambda each: (each.entry.category, each.pk))
    givable = [each for each in held if is_givable(each.entry.item)]  # in some format
    drawn = drawn_of(uuid for each in givable for uuid in _pictures(each.entry.item))
    carried = drawn if form.slug == "moodle" else {}
    questions = (
        give(
            each.entry, code=each.entry.code or each.uuid,
            drawn=drawn if each.entry.item.sort is Sort.HOTSPOT else carried,
        )
        for each in givable
    )  # fmt: skip
    written = form.write(questions)
    notes = [
        Note(0, each.entry.item.text[:120], reason)
        for each in held
        if (reason := _loss(each.entry.item, carried))
    ]
    return replace(written, notes=(*written.notes, *notes))


def _pictures(item: Item) -> list[str]:
    return [*([item.picture] if item.picture else []), *shown_in(item.text)]


def _loss(item: Item, carried: Mapping[str, Drawn]) -> str:
    if not is_givable(item):
        return reasons.NO_HOTSPOT
    if item.sort is Sort.HOTSPOT:
        return reasons.NO_ALT
    shown = shown_in(item.text)
    return reasons.PICTURES if shown and not all_there(shown, carried) else ""


def summed_up(notes: Iterable[Note]) -> list[tuple[str, str, int]]:
    """Notes in words: reason, part, and how many questions it is about; most first."""
    counts = Counter((note.reason, note.detail) for note in notes)
    return [
        (_(reason), _(detail) if detail else "", count)
        for (reason, detail), count in counts.most_common()
    ]
