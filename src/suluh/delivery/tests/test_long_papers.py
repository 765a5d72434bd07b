"""Papers of very many names: asked for, drawn apart, kept a day for who asked and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.models import LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery import jobs
from suluh.delivery.actions import drawing
from suluh.delivery.models import Paper
from suluh.delivery.queries.papers import DRAWN
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import Cohort
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> Cohort:
    """Three people, which is one more than is drawn at once."""
    monkeypatch.setattr("suluh.delivery.views.papers.AT_ONCE", 2)
    return batches.cohort(people=3, meetings=1)


def _colleague(client: Client, group: Cohort) -> None:
    who = make.actor(make.unit(group.offering.tenant), Role.ORGANISER)
    _in(client, group, who.person_id)


def _in(client: Client, group: Cohort, person_id: int | None = None) -> None:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=person_id or group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)


def _roll(group: Cohort) -> str:
    return f"/kelola/kelas/{group.offering.uuid}/hadir/{group.meetings[0].uuid}/daftar-hadir.pdf"


def _work() -> LongJob:
    for row in ProcrastinateJob.objects.filter(task_name="delivery.draw_paper"):
        jobs.draw_paper(**row.args)
    with scoped(SYSTEM):
        return LongJob.objects.get()


def _bytes(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_long_roll_is_drawn_by_a_job_for_who_asked(client: Client, group: Cohort) -> None:
    _in(client, group)
    asked = client.get(_roll(group)).content.decode()
    assert "Siapkan PDF dengan 3 nama?" in asked
    with scoped(SYSTEM):
        assert not LongJob.objects.exists()

    progress = client.post(_roll(group))["Location"]
    done = _work()

    assert progress == f"/pekerjaan/{done.uuid}/"
    assert (done.state, done.message[:18]) == ("done", "PDF siap diunduh. ")
    answer = client.get(done.link)
    assert _bytes(answer).startswith(b"%PDF-")
    assert "daftar-hadir-2026-09-21.pdf" in answer["Content-Disposition"]
    _colleague(client, group)
    assert client.get(done.link).status_code == 404


def test_a_second_run_puts_it_in_the_same_place_and_a_day_later_it_is_gone(
    client: Client, group: Cohort
) -> None:
    _in(client, group)
    client.post(_roll(group))
    _work()
    link = _work().link
    _folders, names = default_storage.listdir(DRAWN)
    assert f"{link[-36:].replace('-', '')}.pdf" in names

    drawing.forget_drawn(now=now() + timedelta(hours=23))
    assert _bytes(client.get(link)).startswith(b"%PDF-")
    drawing.forget_drawn(now=now() + timedelta(hours=25))

    assert "Siapkan PDF dengan 3 nama?" in client.get(link).content.decode()


def test_a_long_letter_too_and_a_paper_answers_at_its_own_address_only(
    client: Client, group: Cohort
) -> None:
    people_of = [{"name": "Ani", "nip": "", "unit": "Dinas"}] * 3
    signer = {"name": "Hendra", "post": "Kepala", "rank": "", "nip": ""}
    with scoped(SYSTEM):
        paper = Paper.objects.create(
            tenant=group.offering.tenant, offering=group.offering, kind="tugas", number="7/2026",
            dated=NOW.date(), made_by_id=1, made_at=NOW,
            content={"people": people_of, "signer": signer, "city": "", "note": ""},
        )  # fmt: skip
    _in(client, group)
    url = f"/kelola/kelas/{group.offering.uuid}/berkas/{paper.uuid}.pdf"
    client.post(url)

    link = _work().link

    assert link.startswith(f"{url}?siap=")
    assert _bytes(client.get(link)).startswith(b"%PDF-")
    elsewhere = client.get(f"{_roll(group)}?{link.partition('?')[2]}").content.decode()
    assert "Siapkan PDF dengan 3 nama?" in elsewhere
    assert "Siapkan PDF" in client.get(f"{url}?siap=x").content.decode()


def test_what_breaks_down_is_told_and_tried_again(
    client: Client, group: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in(client, group)
    client.post(_roll(group))
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "run_apart", lambda *_words, **_more: "killed")
        with pytest.raises(RuntimeError):
            _work()
    with scoped(SYSTEM):
        assert LongJob.objects.get().state == "failed"

    assert _work().state == "done"


def test_strangers_and_participants_ask_for_none(group: Cohort) -> None:
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, group.people[0]):
        with scoped(own(who)), pytest.raises(NotFound):
            drawing.ask_roll(
                actor=who, uuid=group.offering.uuid, meeting=group.meetings[0].uuid, now=NOW
            )
