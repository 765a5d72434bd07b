"""Choosing questions of the bank one by one for a test that is still a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.queries.picking import get_draft
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.types import Plan
from suluh.base.errors import DomainError
from suluh.content.actions.outline import change_activity
from suluh.organisation.types import Actor


class TooManyQuestions(DomainError):
    """More than a test may ask."""

    code = "too_many_questions"
    sentence = _("Sebuah tes memuat paling banyak 200 soal.")


def pick_questions(
    *, actor: Actor, training: UUID, key: UUID, add: Sequence[UUID] = (), drop: Sequence[UUID] = (),
    now: datetime,
) -> Plan:  # fmt: skip
    """Add questions at the end of the test, or take them out; each stands once. A repeat is the same."""
    draft = get_draft(actor, training, key)
    before = plans.read(draft.activity.settings)
    known = [*before.fixed, *add]
    fixed = [str(each) for each in dict.fromkeys(known) if each not in set(drop)]
    try:
        plan = plans.read(draft.activity.settings | {"fixed": fixed})
    except ValueError as error:
        raise TooManyQuestions from error
    change_activity(
        actor=actor, training=training, key=key, values={"settings": plans.to_data(plan)}, now=now
    )
    return plan
