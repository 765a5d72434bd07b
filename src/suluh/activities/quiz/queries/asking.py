"""Questions that other kinds put: choices alone, worded as now, judged on the server."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils.html import escape
from django.utils.translation import gettext as _

from suluh.activities.quiz.models import Question, QuestionVersion
from suluh.activities.quiz.rules.grading import grade
from suluh.activities.quiz.rules.items import CHOICES, from_data, parts_of
from suluh.activities.quiz.rules.review import key_of
from suluh.activities.quiz.rules.showing import shown
from suluh.activities.quiz.types import FULL, Sort
from suluh.base.errors import NotFound
from suluh.content.rules import richtext
from suluh.content.types import Asked, Judged

MOST = 500


def choosable() -> list[tuple[UUID, str]]:
    """The agency's questions with choices, by category; what is archived stays out."""
    rows = Question.objects.filter(archived_at=None, sort__in=[sort.value for sort in CHOICES])
    found = rows.order_by("category", "text").values_list("uuid", "category", "text")[:MOST]
    return [
        (uuid, f"{category}: {text[:90]}" if category else text[:90])
        for uuid, category, text in found
    ]


def ask(uuids: Sequence[UUID]) -> dict[UUID, Asked]:
    """Each as its newest version words it; one query."""
    rows = QuestionVersion.objects.filter(question__uuid__in=uuids, number=F("question__number"))
    found = {}
    for version in rows.select_related("question"):
        item = from_data(version.data)
        if item.sort in CHOICES:
            seen = shown(item, place=0, order=range(parts_of(item)))
            words = tuple((each.value, each.text) for each in seen.choices)
            found[version.question.uuid] = Asked(
                version.pk, seen.html, words, is_multiple=item.sort is Sort.MULTIPLE
            )
    return found


def judge(ref: int, answer: Sequence[str]) -> Judged:
    """Right where it earns all of the question; the words are the author's, or the key."""
    version = QuestionVersion.objects.filter(pk=ref).first()
    if version is None:
        raise NotFound
    item = from_data(version.data)
    share = grade(item, range(parts_of(item)), tuple(answer))
    key = _("Jawaban yang tepat: %(key)s") % {"key": escape(", ".join(key_of(item)))}
    return Judged(share == FULL, richtext.to_html(item.feedback) or key)
