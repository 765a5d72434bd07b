"""What people do in tests of practice: who is who, marks, the seminar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.test import Client

from suluh.activities.practice.actions.judging import (
    give_score,
    set_seminar,
)
from suluh.activities.practice.queries.access import at_desk
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.make import TASK, Desk
from suluh.activities.practice.types import Role
from suluh.base.scope import scoped
from suluh.content.rules.judging import Judgement
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account
from suluh.organisation.types import Actor
from tests.make import second_factor

GOOD, FAIR = Judgement([0]), Judgement([1])
UNSCORED = replace(TASK, weights=dict.fromkeys(Role, 0), rubric=(), pass_percent=0)


def cast(desk: Desk) -> tuple[Actor, Actor, Actor]:
    """Learner, mentor, coach, each of an agency of their own."""
    return desk.learner(), make.guide("Mentor"), make.guide("Coach")


def client_of(who: Actor) -> Client:
    client = Client()
    second_factor(make.person_of(who))
    client.force_login(Account.objects.get(person_id=who.person_id))
    return client


def score(who: Actor, role: Role, judgement: Judgement = GOOD) -> None:
    with scoped(rows.own(who)):
        give_score(
            actor=who, practice=make.practice().uuid, role=role, judgement=judgement, now=NOW
        )


def seminar(by: Actor) -> None:
    with scoped(rows.own(by)), at_desk(by, make.practice().uuid, lock=True) as access:
        at = NOW + timedelta(days=40)
        set_seminar(actor=by, practice=access.practice, at=at, place="Aula", now=NOW)
