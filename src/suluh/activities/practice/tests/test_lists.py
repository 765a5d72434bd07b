"""Lists and pages of who guides and who runs the course."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suluh.activities.practice.models import Entry, Milestone, Practice
from suluh.activities.practice.queries.guiding import my_places
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.acting import (
    cast,
    client_of,
)
from suluh.activities.practice.tests.make import PLAN
from suluh.activities.practice.types import Role
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests import make as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_the_list_of_who_guides_costs_the_same_for_one_and_three() -> None:
    desk = make.desk()
    mentor = make.guide("Mentor")
    client = client_of(mentor)
    counts, page = [], ""
    for name in ("Rina", "Sari", "Tuti"):
        learner = desk.learner(name)
        desk.post(learner, "simpan", **PLAN)
        desk.ask(learner, Role.MENTOR, mentor)
        if name != "Sari":
            with CaptureQueriesContext(connection) as seen:
                page = client.get("/bimbingan/").content.decode()
            counts.append(len(seen.captured_queries))

    assert counts[0] == counts[1]
    assert all(name in page for name in ("Rina", "Sari", "Tuti"))
    assert "Sari" not in client.get("/bimbingan/?q=Rin").content.decode()
    with scoped(rows.own(make.guide("Asing"))):
        assert my_places(make.guide("Lain"), view="berjalan").count() == 0


def test_who_was_asked_finds_the_page_in_the_menu_and_others_do_not() -> None:
    desk = make.desk()
    learner, mentor, _coach = cast(desk)
    assert "/bimbingan/" not in client_of(mentor).get("/").content.decode()

    desk.ask(learner, Role.MENTOR, mentor)
    desk.ask(learner, Role.MENTOR, mentor)

    assert "/bimbingan/" in client_of(mentor).get("/").content.decode()
    assert make.person_of(mentor).doors == ["bimbingan"]
    assert "/bimbingan/" not in client_of(learner).get("/").content.decode()


def test_the_organiser_names_guides_and_a_seminar_for_several_at_once() -> None:
    desk = make.desk()
    organiser = desk.organiser()
    coach = rows.actor(rows.unit(desk.agency), name="Coach Dalam")
    client = client_of(organiser)
    url = f"/kelola/kelas/{desk.offering.uuid}/praktik/{desk.key}/"
    learners = [desk.learner(name) for name in ("Rina", "Sari", "Tuti")]
    chosen = [str(desk.place(who).uuid) for who in learners]
    post = {"orang": make.face_of(coach).uuid, "peran": "coach", "at": "2026-12-01T09:00"}

    client.post(url, {"peserta": chosen[:1], **post})
    with CaptureQueriesContext(connection) as one:
        client.get(f"{url}?keadaan=rancangan")
    client.post(url, {"peserta": chosen, **post})
    with CaptureQueriesContext(connection) as three:
        page = client.get(f"{url}?keadaan=rancangan").content.decode()

    assert len(one.captured_queries) == len(three.captured_queries)
    assert page.count("Coach Dalam") == 3
    with scoped(SYSTEM):
        assert Practice.objects.filter(seminar_at__isnull=False).count() == 3
        assert Entry.objects.filter(act="guide_set").count() == 3
        assert Milestone.objects.count() == 6
    assert client_of(coach).post(url, {"peserta": chosen, **post}).status_code == 404


def test_the_pages_of_the_guide_show_decide_and_print() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    make.planned(desk, learner, mentor, coach)
    url, client = f"/bimbingan/{make.practice().uuid}/", client_of(mentor)

    page = client.get(url).content.decode()
    client.post(url, {"aksi": "setuju-rancangan"})
    client.post(url, {"aksi": "setuju-rancangan"})
    paper = client.get(f"{url}lembar.pdf")

    assert "Nomor antrean daring." in page
    assert make.acts().count("plan_approved") == 1
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    own = f"/pelatihan/{desk.offering.uuid}/praktik/{desk.key}/lembar.pdf"
    assert client_of(learner).get(own).status_code == 200
