"""A move of many: asked for once, made in parts, and after a fault it goes on where it stood."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.base.clock import now as clock
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent, LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery import jobs
from suluh.delivery.actions import moving, standings
from suluh.delivery.actions.moving import ask_moves
from suluh.delivery.actions.standings import MoveReasonMissing, move_people
from suluh.delivery.models import Enrolment, Standing
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import Cohort
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 2)


def _places(group: Cohort) -> list[UUID]:
    with scoped(SYSTEM):
        rows = Enrolment.objects.filter(offering=group.offering).order_by("id")
        return list(rows.values_list("uuid", flat=True))


def _ask(group: Cohort, to: str, *, reason: str = "", who: Actor | None = None) -> LongJob:
    actor = who or group.organiser
    with scoped(own(actor)):
        return ask_moves(
            actor=actor, uuid=group.offering.uuid, places=_places(group), to=to, reason=reason,
            now=clock(),
        )  # fmt: skip


def _queued() -> dict[str, Any]:
    return dict(ProcrastinateJob.objects.get(task_name="delivery.move_people").args)


def _row() -> LongJob:
    with scoped(SYSTEM):
        return LongJob.objects.get()


def _states() -> list[str]:
    with scoped(SYSTEM):
        return list(Standing.objects.order_by("enrolment").values_list("state", flat=True))


def _trail() -> int:
    return DomainEvent.objects.filter(name="delivery.standing.moved").count()


@pytest.mark.parametrize("crowd", [1, 3, 4])
def test_everybody_is_moved_once_in_parts_and_each_is_in_the_trail(crowd: int) -> None:
    group = batches.cohort(people=crowd, meetings=0)
    _ask(group, "diverifikasi")
    assert _states() == []

    jobs.move_people(**_queued())
    jobs.move_people(**_queued())

    assert _states() == ["diverifikasi"] * crowd
    assert _trail() == crowd
    row = _row()
    assert (row.state, row.done, row.total) == ("done", crowd, crowd)
    assert row.message == f"{crowd} orang dipindahkan."


def test_a_job_that_broke_down_goes_on_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    group = batches.cohort(people=5, meetings=0)
    _ask(group, "mengundurkan_diri", reason="Angkatan dipecah")
    whole = standings.move_some
    parts: list[int] = []

    def breaks_down(*given: Any, **named: Any) -> Any:
        parts.append(1)
        moved = whole(*given, **named)
        if len(parts) == 2:
            raise ConnectionError
        return moved

    monkeypatch.setattr(moving, "move_some", breaks_down)
    with pytest.raises(ConnectionError):
        jobs.move_people(**_queued())
    assert (_states(), _trail()) == (["mengundurkan_diri"] * 2, 2)
    assert (_row().state, _row().done) == ("failed", 2)
    with scoped(own(group.organiser)):  # meanwhile somebody is taken back by hand: it stays so
        move_people(
            actor=group.organiser, uuid=group.offering.uuid, places=_places(group)[:1],
            to="berjalan", reason="Keliru", now=NOW,
        )  # fmt: skip

    jobs.move_people(**_queued())

    assert _states() == ["berjalan", *["mengundurkan_diri"] * 4]
    assert (_trail(), _row().state) == (6, "done")
    with scoped(SYSTEM):
        reasons = set(Standing.objects.filter(state="mengundurkan_diri").values_list("reason"))
    assert reasons == {("Angkatan dipecah",)}


def test_who_stands_elsewhere_is_passed_over_and_who_came_later_is_not_meant() -> None:
    group = batches.cohort(people=3, meetings=0)
    with scoped(own(group.organiser)):
        move_people(
            actor=group.organiser, uuid=group.offering.uuid, places=_places(group)[:1],
            to="diverifikasi", reason="", now=NOW,
        )  # fmt: skip
    _ask(group, "dipanggil")
    batches.enrol(group.offering, make.actor(make.unit(group.offering.tenant)))

    jobs.move_people(**_queued())

    assert _states() == ["dipanggil"]
    assert _row().message == (
        "1 orang dipindahkan. 2 orang tidak dapat menuju keadaan itu dari keadaannya sekarang."
    )


def test_refusals_come_before_the_job() -> None:
    group = batches.cohort(people=3, meetings=0)
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, group.people[0]):
        with pytest.raises(NotFound):
            _ask(group, "diverifikasi", who=who)
    with pytest.raises(MoveReasonMissing):
        _ask(group, "mengundurkan_diri", reason=" ")
    assert not ProcrastinateJob.objects.filter(task_name="delivery.move_people").exists()


def test_the_page_moves_all_that_match_by_a_job(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.delivery.views.standings.AT_ONCE", 2)
    group = batches.cohort(people=3, meetings=0)
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    url = f"/kelola/kelas/{group.offering.uuid}/status/"

    refused = client.post(url, {"semua": "1", "to": "mengundurkan_diri", "reason": ""})
    assert "Tulis alasannya" in refused.content.decode()
    nobody = client.post(url, {"to": "diverifikasi", "reason": ""}, follow=True)
    assert "Centang dulu orangnya" in nobody.content.decode()
    answer = client.post(url, {"semua": "1", "q": "peserta 0", "to": "diverifikasi", "reason": ""})

    assert answer["Location"] == f"/pekerjaan/{_row().uuid}/"
    assert "Mengubah keadaan peserta" in client.get(answer["Location"]).content.decode()
    assert len(_queued()["places"]) == 3
    few = client.post(url, {"semua": "1", "q": "peserta 01", "to": "diverifikasi", "reason": ""})
    assert few["Location"] == url
    assert _states() == ["diverifikasi"]
