"""A large angkatan is closed by a job: decided at the press, carried out in parts, each person once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.base.clock import now as clock
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent, LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.models import Certificate
from suluh.delivery import jobs
from suluh.delivery.actions import closing, concluding, results
from suluh.delivery.actions.closing import Record, close_batch
from suluh.delivery.actions.concluding import go_on_closing
from suluh.delivery.actions.marks import set_marks
from suluh.delivery.actions.moving import ask_moves
from suluh.delivery.actions.registration import CannotCancel, cancel_enrolment
from suluh.delivery.actions.standings import ClosingRuns, move_people
from suluh.delivery.actions.timetable import BatchClosed
from suluh.delivery.models import Batch, Enrolment, Meeting, Offering, Paper, Standing
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import CLOSES, Cohort
from suluh.delivery.tests.make import own
from suluh.identity.models import Person
from suluh.ledger.models import JpEntry
from suluh.messaging.models import Notice
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
RECORD = Record(
    "800/1/BPSDM/2026", date(2026, 9, 24), "Kampus BPSDM", "Dr. Hendra", "Kepala BPSDM",
    note="Keputusan rapat",
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "AT_ONCE", 2)
    monkeypatch.setattr(concluding, "AT_ONCE", 2)


def _cohort(crowd: int) -> Cohort:
    group = batches.cohort(people=crowd, meetings=1)
    with scoped(SYSTEM):
        Meeting.objects.update(roll_closed_at=CLOSES)
    return group


def _places(group: Cohort) -> list[UUID]:
    with scoped(SYSTEM):
        rows = Enrolment.objects.filter(offering=group.offering).order_by("id")
        return list(rows.values_list("uuid", flat=True))


def _press(group: Cohort, *verdicts: str) -> Paper:
    given = dict(zip(_places(group), verdicts, strict=True))
    with scoped(own(group.organiser)):
        return close_batch(
            actor=group.organiser, uuid=group.offering.uuid, verdicts=given, record=RECORD,
            now=CLOSES,
        )  # fmt: skip


def _queued() -> dict[str, Any]:
    found = ProcrastinateJob.objects.filter(task_name="delivery.conclude_batch")
    return dict(found.latest("id").args)


def _row() -> LongJob:
    with scoped(SYSTEM):
        return LongJob.objects.get()


def _batch() -> Batch:
    with scoped(SYSTEM):
        return Batch.objects.get()


def _states() -> list[str]:
    with scoped(SYSTEM):
        return list(Standing.objects.order_by("enrolment").values_list("state", flat=True))


def _counts() -> tuple[int, int, int]:
    """Certificates, people with JP, and people who were told that they did not pass."""
    with scoped(SYSTEM):
        booked = JpEntry.objects.values("person_id").distinct().count()
        told = Notice.objects.filter(key__startswith="putusan:").count()
        return Certificate.objects.count(), booked, told


def test_the_press_freezes_everything_and_the_job_gives_each_their_result_once() -> None:
    group = _cohort(5)
    verdicts = ["lulus", "lulus", "tidak_lulus", "lulus", "lulus_bersyarat"]
    paper = _press(group, *verdicts)
    assert [each["state"] for each in paper.content["people"]] == verdicts
    assert (_states(), _counts()) == ([], (0, 0, 0))
    assert (_batch().closed_at, _batch().closing) == (CLOSES, _row().uuid)

    jobs.conclude_batch(**_queued())
    jobs.conclude_batch(**_queued())

    assert _states() == verdicts
    assert _counts() == (3, 3, 2)
    row = _row()
    assert (row.state, row.done, row.total) == ("done", 5, 5)
    assert _batch().closing is None
    with scoped(SYSTEM):
        done = Enrolment.objects.filter(state="completed").values_list("completed_at", flat=True)
    assert set(done) == {CLOSES}
    closed = DomainEvent.objects.get(name="delivery.batch.closed")
    assert closed.data["counts"] == {"lulus": 3, "tidak_lulus": 1, "lulus_bersyarat": 1}
    assert DomainEvent.objects.filter(name="delivery.standing.moved").count() == 5


def test_a_second_press_gives_the_same_paper_and_no_second_job() -> None:
    group = _cohort(3)
    first = _press(group, *["lulus"] * 3)
    again = _press(group, *["tidak_lulus"] * 3)
    assert first.pk == again.pk
    jobs.conclude_batch(**_queued())
    last = _press(group, *["tidak_lulus"] * 3)
    assert last.pk == first.pk
    assert _states() == ["lulus"] * 3
    assert ProcrastinateJob.objects.filter(task_name="delivery.conclude_batch").count() == 1


def test_a_closing_that_broke_down_goes_on_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    group = _cohort(5)
    _press(group, *["lulus"] * 5)
    whole, parts = results.record_results, list[int]()

    def breaks_down(**named: Any) -> Any:
        parts.append(1)
        done = whole(**named)
        if len(parts) == 2:
            raise ConnectionError
        return done

    monkeypatch.setattr(concluding, "record_results", breaks_down)
    with pytest.raises(ConnectionError):
        jobs.conclude_batch(**_queued())
    assert (_states(), _counts()) == (["lulus"] * 2, (2, 2, 0))
    assert (_row().state, _row().done) == ("failed", 2)

    with scoped(own(group.organiser)):
        go_on_closing(actor=group.organiser, uuid=group.offering.uuid, now=CLOSES)
        go_on_closing(actor=group.organiser, uuid=group.offering.uuid, now=CLOSES)
    assert ProcrastinateJob.objects.filter(task_name="delivery.conclude_batch").count() == 2
    jobs.conclude_batch(**_queued())

    assert (_states(), _counts()) == (["lulus"] * 5, (5, 5, 0))
    assert _row().state == "done"


def test_what_was_decided_stays_while_it_is_carried_out() -> None:
    group = _cohort(3)
    with scoped(SYSTEM):
        Offering.objects.update(ends_at=CLOSES.replace(year=2027))
    _press(group, *["lulus"] * 3)
    who, uuid = group.organiser, group.offering.uuid
    with scoped(own(who)):
        moves: dict[str, Any] = {
            "actor": who, "uuid": uuid, "places": _places(group), "to": "mengundurkan_diri",
            "reason": "Sakit", "now": CLOSES,
        }  # fmt: skip
        with pytest.raises(ClosingRuns):
            move_people(**moves)
        with pytest.raises(ClosingRuns):
            ask_moves(**moves)
        with pytest.raises(BatchClosed):
            set_marks(actor=who, uuid=uuid, marks=[], now=CLOSES)
    with scoped(own(group.people[0])), pytest.raises(CannotCancel):
        cancel_enrolment(actor=group.people[0], offering_uuid=uuid, now=CLOSES)


def test_a_move_that_was_still_running_stops_at_the_closing() -> None:
    group = _cohort(3)
    with scoped(own(group.organiser)):
        ask_moves(
            actor=group.organiser, uuid=group.offering.uuid, places=_places(group),
            to="mengundurkan_diri", reason="Keliru", now=clock(),
        )  # fmt: skip
    _press(group, *["lulus"] * 3)

    jobs.move_people(**ProcrastinateJob.objects.get(task_name="delivery.move_people").args)
    jobs.conclude_batch(**_queued())

    assert _states() == ["lulus"] * 3


def test_strangers_set_nothing_going_again() -> None:
    group = _cohort(3)
    _press(group, *["lulus"] * 3)
    with scoped(SYSTEM):
        LongJob.objects.update(state=LongJob.State.FAILED)
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, group.people[0]):
        with scoped(own(who)), pytest.raises(NotFound):
            go_on_closing(actor=who, uuid=group.offering.uuid, now=CLOSES)
    assert _row().state == "failed"


def test_the_page_says_how_far_it_is_and_then_what_came_of_it(client: Client) -> None:
    group = _cohort(3)
    _press(group, *["lulus"] * 3)
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    url = f"/kelola/kelas/{group.offering.uuid}/penutupan/"

    page = client.get(url).content.decode()
    assert "Angkatan sedang ditutup" in page
    assert "Menutup angkatan" in page
    assert 'name="ya"' not in page
    with scoped(SYSTEM):
        LongJob.objects.update(state=LongJob.State.FAILED)
    assert "Lanjutkan penutupan" in client.get(url).content.decode()
    assert client.post(url, {"lanjut": "1"}).status_code == 302
    assert _row().state == "waiting"

    jobs.conclude_batch(**_queued())
    page = client.get(url).content.decode()
    assert "Angkatan ini sudah ditutup" in page
    assert "Menutup angkatan" not in page
