"""What a training raises is said by its authors, and read by everybody."""

from __future__ import annotations

import pytest

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.content.actions.carrying import set_competencies
from suluh.content.models import TrainingCompetency
from suluh.content.tests import make, people
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db


def _levels() -> list[tuple[str, int]]:
    rows = TrainingCompetency.reachable.order_by("competency__code")
    return list(rows.values_list("competency__code", "level"))


def _ids() -> dict[str, int]:
    with scoped(SYSTEM):
        return dict(Competency.objects.filter(tenant=None).values_list("code", "id"))


def test_what_is_said_replaces_what_was_said() -> None:
    home = people.agency()
    unit, ids = people.unit(home), _ids()
    author = people.actor(unit, Role.AUTHOR)
    made = make.training(home)
    for levels in ({"M.01": 2, "M.02": 3}, {"M.02": 4}, {"M.02": 4}):
        with scoped(people.own(author)):
            given = {ids[code]: level for code, level in levels.items()}
            set_competencies(actor=author, uuid=made.uuid, levels=given, now=make.NOW)
            assert _levels() == sorted(levels.items())


def test_others_may_read_it_and_not_write_it() -> None:
    home, elsewhere = people.agency(), people.agency("Provinsi Lain")
    unit, ids = people.unit(home), _ids()
    author, made = people.actor(unit, Role.AUTHOR), make.training(home)
    with scoped(people.own(author)):
        set_competencies(actor=author, uuid=made.uuid, levels={ids["M.01"]: 2}, now=make.NOW)
    stranger = people.actor(people.unit(elsewhere), Role.AUTHOR)
    for actor, refusal in ((people.actor(unit), NotAllowed), (stranger, NotFound)):
        with scoped(people.own(actor)):
            assert _levels() == [("M.01", 2)]
            with pytest.raises((refusal, NotFound)):
                set_competencies(actor=actor, uuid=made.uuid, levels={}, now=make.NOW)
            assert _levels() == [("M.01", 2)]
