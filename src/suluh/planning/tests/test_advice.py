"""Recommendations: only what is open, allowed and not full; the order explained; away and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.tests import make as competencies
from suluh.content.tests import make as contents
from suluh.delivery.models import Enrolment, Offering, Prerequisite
from suluh.delivery.tests import make as deliveries
from suluh.delivery.tests.make import own
from suluh.identity.models import Person
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor
from suluh.planning.actions.advice import dismiss, take_back
from suluh.planning.actions.plans import put_in_plan
from suluh.planning.queries.advice import Advice, advice_for
from suluh.planning.tests import make
from suluh.recognition.actions.mentors import ask_mentor, pause_mentoring

pytestmark = pytest.mark.django_db


class Place:
    """A person with a gap of three levels in one agency, and another agency beside it."""

    def __init__(self, *, asked: int = 3, held: int = 0) -> None:
        self.home, self.other = deliveries.agency(), deliveries.agency("Provinsi Tetangga")
        self.actor: Actor = deliveries.actor(deliveries.unit(self.home))
        with scoped(SYSTEM):
            self.person = Person.objects.get(pk=self.actor.person_id)
        make.gap(self.person, asked, held=held)

    def advice(self, **more: Any) -> Advice:
        with scoped(own(self.actor)):
            return advice_for(self.actor, now=make.NOW, **more)

    def titles(self) -> list[str]:
        return [row.candidate.title for group in self.advice().groups for row in group.rows]


def _join(place: Place, offering: Offering, state: str) -> None:
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=offering.tenant, offering=offering, person=place.person, home=place.home,
            name="Rina", state=state, registered_at=make.NOW,
        )  # fmt: skip


def test_a_gap_lists_what_raises_it_and_nothing_else() -> None:
    place = Place(held=1)
    make.course(place.other, 2, title="Naik ke dua")
    make.event(place.home, 3, title="Webinar arsip")
    make.course(place.home, 1, title="Sudah dikuasai")
    make.raises(make.course(place.home, 1, title="Lain sama sekali"), 2, code="T.08")
    found = place.advice()
    assert [(group.need.code, group.need.held, group.need.asked) for group in found.groups] == [
        ("T.01", 1, 3)
    ]
    assert sorted(place.titles()) == ["Naik ke dua", "Webinar arsip"]


@pytest.mark.parametrize(
    "why", ["closed", "not yet", "over", "draft", "foreign", "full", "joined", "done", "before"]
)
def test_what_one_cannot_join_is_not_recommended(why: str) -> None:
    place = Place()
    day = timedelta(days=1)
    ways: dict[str, dict[str, Any]] = {
        "closed": {"registration_closes_at": make.NOW - day},
        "not yet": {"registration_opens_at": make.NOW + day},
        "over": {"ends_at": make.NOW - day / 2, "starts_at": make.NOW - day},
        "draft": {"state": "draft"}, "foreign": {"audience": "agency"}, "full": {"seats": 1},
        "before": {"is_gated": True},
    }  # fmt: skip
    offering = make.course(place.other, 2, **ways.get(why, {}))
    with scoped(SYSTEM):
        if why == "full":
            offering.buckets.update(free=0)
        if why == "before":
            Prerequisite.objects.create(
                tenant=place.other, offering=offering,
                training=contents.training(place.other, "Dasar arsip"),
            )  # fmt: skip
    if why in {"joined", "done"}:
        _join(place, offering, "registered" if why == "joined" else "completed")
    assert place.titles() == []


def test_seats_and_the_way_are_said() -> None:
    place = Place()
    event = make.event(place.home, 2, seats=12)
    row = place.advice().groups[0].rows[0].candidate
    assert (row.free, row.url, row.is_own_agency) == (12, f"/acara/{event.uuid}/", True)


def test_seats_of_a_quota_are_those_of_the_agency() -> None:
    place = Place()
    with scoped(SYSTEM):
        quotas: dict[Agency, int | None] = {place.home: 5}
    make.raises(deliveries.offering(place.other, audience="chosen", seats=40, quotas=quotas), 2)
    assert place.titles() == ["Pelayanan publik yang ramah"]


def test_the_order_is_the_sum_that_is_shown() -> None:
    place = Place(asked=3)
    make.course(place.other, 3, title="Tiga sekaligus")
    make.course(place.home, 1, title="Satu jenjang")
    later = make.NOW + timedelta(days=45)
    make.event(place.home, 1, title="Nanti", starts_at=later)
    rows = place.advice().groups[0].rows
    assert [row.candidate.title for row in rows] == ["Tiga sekaligus", "Satu jenjang", "Nanti"]
    for row in rows:
        assert row.score == pytest.approx(sum(part.value * part.points for part in row.parts))
        assert all(0 <= part.value <= 1 for part in row.parts)
    assert sum(part.points for part in rows[0].parts) == 100
    values = {part.factor.value: part.value for part in rows[2].parts}
    assert values["segera"] == pytest.approx(0.5)
    assert values["menutup"] == pytest.approx(1 / 3)


def test_what_is_waved_away_stays_away_until_taken_back() -> None:
    place = Place()
    key = UUID(str(make.course(place.home, 2, title="Bukan untuk saya").uuid))
    named: dict[str, Any] = {"sort": "pelatihan", "key": key, "code": "T.01", "now": make.NOW}
    with scoped(own(place.actor)):
        once, twice = (dismiss(actor=place.actor, **named) for _turn in range(2))
    assert once == twice
    assert place.titles() == []
    with scoped(own(place.actor)):
        take_back(actor=place.actor, **named)
    assert place.titles() == ["Bukan untuk saya"]
    with scoped(own(place.actor)), pytest.raises(NotFound):
        take_back(actor=place.actor, **named)


def test_only_ones_own_recommendations_are_waved_away() -> None:
    place = Place()
    named: dict[str, Any] = {"sort": "pelatihan", "code": "T.01", "now": make.NOW}
    with scoped(own(place.actor)), pytest.raises(NotFound):
        dismiss(actor=place.actor, key=uuid4(), **named)
    guest = deliveries.actor(None)
    with scoped(own(guest)), pytest.raises(NotAllowed):
        advice_for(guest, now=make.NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_grow(count: int, django_assert_num_queries: Any) -> None:
    place = Place()
    for number in range(count):
        make.course(place.home, 2, title=f"Arsip {number}")
        make.event(place.other, 2, title=f"Webinar {number}")
    competencies.reach(place.person, "M.01", level=1)
    with scoped(own(place.actor)), django_assert_num_queries(20):
        found = advice_for(place.actor, now=make.NOW)
    assert found.count == 2 * count


def test_a_gap_recommends_mentors_who_hold_more() -> None:
    place = Place(held=2)
    make.mentor(place.home, 3, name="Budi")
    make.mentor(place.other, 4, name="Sari", is_national=True)
    make.mentor(place.other, 4, name="Joko")
    make.mentor(place.home, 2, name="Setara")
    paused = make.mentor(place.home, 5, name="Jeda")
    with scoped(own(paused)):
        pause_mentoring(actor=paused, now=make.NOW, is_open=False)
    assert sorted(place.titles()) == ["Budi", "Sari"]
    found = next(row.candidate for row in place.advice().groups[0].rows)
    assert (found.sort, found.title, found.level, found.is_own_agency) == ("orang", "Budi", 3, True)


def test_a_mentor_who_was_asked_is_not_recommended_again() -> None:
    place = Place()
    who = make.mentor(place.home, 3, name="Budi")
    with scoped(own(place.actor)):
        uuid = place.advice().groups[0].rows[0].candidate.key
        ask_mentor(
            actor=place.actor, now=make.NOW, mentor=UUID(uuid), wish="Menata arsip.", days="Senin"
        )
    assert (who.name, place.titles()) == ("Budi", [])


def test_a_mentor_is_put_in_the_plan_as_mentoring() -> None:
    place = Place()
    make.mentor(place.home, 3, name="Budi")
    key = UUID(place.advice().groups[0].rows[0].candidate.key)
    with scoped(own(place.actor)):
        item = put_in_plan(actor=place.actor, sort="orang", key=key, code="T.01", now=make.NOW)
    said = (item.title, item.form_id, item.sort, item.level, item.jp_minor)
    assert said == ("Mentoring dengan Budi", 15, "orang", 3, 200)
