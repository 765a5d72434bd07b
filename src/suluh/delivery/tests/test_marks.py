"""The table of marks: a page at a constant cost, cells set one by one or together, with a trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.delivery.actions.marks import Mark, MarkOutOfRange, set_marks
from suluh.delivery.actions.timetable import BatchClosed
from suluh.delivery.models import Batch, Enrolment, Progress, Unjudged
from suluh.delivery.queries.marks import get_marked_course, marked_people, rows_of
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import Cohort
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db


def _keys(group: Cohort) -> tuple[UUID, UUID]:
    with scoped(SYSTEM):
        place = Enrolment.objects.filter(offering=group.offering).order_by("id")[0]
        return place.uuid, Activity.objects.get(version=group.offering.version).key


def _set(group: Cohort, score: int | None, who: Actor | None = None) -> int:
    place, key = _keys(group)
    actor = who or group.organiser
    with scoped(own(actor)):
        return set_marks(
            actor=actor, uuid=group.offering.uuid, marks=[Mark(place, key, score)], now=NOW
        ).changed


def _marked_by(client: Client) -> tuple[Cohort, str, str]:
    """A cohort whose organiser is signed in, its table of marks, and a cell of it."""
    group = batches.cohort()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    place, key = _keys(group)
    return group, f"/kelola/kelas/{group.offering.uuid}/nilai/", f"{place}:{key}"


def test_a_mark_is_set_once_makes_the_activity_done_and_leaves_a_trail() -> None:
    group = batches.cohort()
    assert (_set(group, 85_50), _set(group, 85_50), _set(group, 80_00)) == (1, 0, 1)
    with scoped(SYSTEM):
        step = Progress.objects.get()
        assert (step.score, step.state) == (80_00, "done")
        assert Unjudged.objects.get(enrolment=step.enrolment_id).since == NOW
    told = DomainEvent.objects.filter(name="delivery.mark.set").order_by("id")
    assert [(e.data["before"], e.data["after"]) for e in told] == [(None, 8550), (8550, 8000)]


def test_strangers_and_participants_set_none_and_nothing_after_closing() -> None:
    group = batches.cohort()
    for who in (make.actor(make.unit(make.agency()), Role.ORGANISER), group.people[0]):
        with pytest.raises(NotFound):
            _set(group, 50_00, who)
    with pytest.raises(MarkOutOfRange):
        _set(group, 101_00)
    with scoped(SYSTEM):
        Batch.objects.update(closed_at=NOW)
    with pytest.raises(BatchClosed):
        _set(group, 50_00)


def test_the_page_saves_a_cell_and_what_did_not_change_stays(client: Client) -> None:
    _group, url, cell = _marked_by(client)
    assert f'name="n:{cell}"' in client.get(url).content.decode()
    script = {"HTTP_X_REQUESTED_WITH": "fetch"}
    saved = client.post(url, {f"n:{cell}": "85,5", f"w:{cell}": ""}, **script)  # type: ignore[arg-type]
    wrong = client.post(url, {f"n:{cell}": "delapan"}, **script)  # type: ignore[arg-type]
    assert (saved.json(), wrong.status_code) == ({"changed": 1}, 409)
    assert client.post(url, {f"n:{cell}": "", f"w:{cell}": ""}).status_code == 302
    with scoped(SYSTEM):
        assert Progress.objects.get().score == 85_50
    assert 'value="85,5"' in client.get(url).content.decode()
    assert "Peserta 02" not in client.get(url + "?q=01").content.decode()


def test_a_mark_set_by_another_meanwhile_is_not_written_over_unseen(client: Client) -> None:
    group, url, cell = _marked_by(client)
    _set(group, 70_00)

    def post(seen: str) -> Any:
        fields = {f"n:{cell}": "60", f"w:{cell}": seen}
        return client.post(url, fields, headers={"X-Requested-With": "fetch"})

    refused = post("")
    with scoped(SYSTEM):
        assert Progress.objects.get().score == 70_00
    assert (refused.status_code, refused.json()["now"]) == (409, "70")
    assert "diubah orang lain menjadi 70" in refused.json()["error"]
    assert post("70").json() == {"changed": 1}
    with scoped(SYSTEM):
        assert Progress.objects.get().score == 60_00


@pytest.mark.parametrize("crowd", [1, 3])
def test_a_page_of_marks_costs_the_same(crowd: int, django_assert_num_queries: Any) -> None:
    group = batches.cohort(people=crowd)
    with scoped(own(group.organiser)):
        offering = get_marked_course(group.organiser, group.offering.uuid)
        places = list(marked_people(offering))
        rows_of(offering, places)
        with django_assert_num_queries(4):
            assert len(rows_of(offering, places)) == crowd
