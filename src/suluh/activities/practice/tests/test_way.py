"""A practice from plan to mark: the whole way, milestones, what nobody can rewrite."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from suluh.activities.practice.actions.guides import answer
from suluh.activities.practice.actions.judging import (
    NotReady,
)
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.acting import (
    FAIR,
    UNSCORED,
    cast,
    client_of,
    score,
    seminar,
)
from suluh.activities.practice.tests.make import PLAN
from suluh.activities.practice.types import Role
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Progress
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_the_whole_way_ends_with_a_weighted_mark_and_a_completed_course() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    organiser, examiner = desk.organiser(), make.guide("Penguji")
    make.ready(desk, learner, mentor, coach)
    make.named(desk, learner, Role.EXAMINER, examiner, organiser)
    with pytest.raises(NotReady):
        score(examiner, Role.EXAMINER)
    seminar(organiser)

    score(mentor, Role.MENTOR)
    score(coach, Role.COACH)
    assert make.practice().waits_for == ["examiner"]
    score(examiner, Role.EXAMINER, FAIR)

    with scoped(SYSTEM):
        step = Progress.objects.get()
    assert (make.practice().state, make.practice().score) == ("done", 80_00)
    assert (step.state, step.score, desk.place(learner).state) == ("done", 80_00, "completed")
    page = client_of(learner).get(desk.lesson(learner).url).content.decode()
    assert "Nilai akhir 80" in page


def test_without_weights_it_is_done_once_every_milestone_is_approved() -> None:
    desk = make.desk(UNSCORED)
    learner, mentor, coach = cast(desk)

    make.ready(desk, learner, mentor, coach)

    assert (make.practice().state, make.practice().score) == ("done", None)
    assert desk.place(learner).state == "completed"


def test_a_plan_needs_its_parts_its_milestones_and_guides_who_accepted() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)

    assert "Lengkapi" in desk.post(learner, "kirim", masalah="Antre.").sentence
    assert "Pembimbing Anda belum lengkap" in desk.post(learner, "kirim", **PLAN).sentence
    desk.ask(learner, Role.MENTOR, mentor)
    make.named(desk, learner, Role.COACH, coach, desk.organiser())
    assert "belum lengkap" in desk.post(learner, "kirim", **PLAN).sentence
    assert make.practice().number == 0
    with scoped(rows.own(mentor)):
        answer(actor=mentor, practice=make.practice().uuid, accepts=True, text="", now=NOW)

    desk.post(learner, "kirim", **PLAN)
    desk.post(learner, "kirim", **PLAN)

    assert (make.practice().state, make.practice().number) == ("planned", 1)
    assert make.acts().count("plan_sent") == 1


def test_milestones_are_proposed_changed_added_and_removed() -> None:
    desk = make.desk()
    learner = desk.learner()
    desk.post(learner, "simpan")
    first, second = make.steps()

    desk.post(
        learner, "simpan", tahap_id=[str(first.uuid), str(second.uuid), ""],
        tahap_nama=["Uji coba di loket", "", "Sosialisasi"],
        tahap_tanggal=["2026-10-01", "", "2026-10-09"],
    )  # fmt: skip
    said = desk.post(
        learner, "simpan", tahap_id=[""], tahap_nama=["Tanpa hari"], tahap_tanggal=[""]
    )

    assert [each.title for each in make.steps()] == ["Uji coba di loket", "Sosialisasi"]
    assert "Isi tanggal" in said.sentence


def test_two_devices_never_write_over_one_another() -> None:
    desk = make.desk()
    learner = desk.learner()
    desk.post(learner, "simpan", masalah="Dari ponsel", cap="0")

    said = desk.post(learner, "simpan", masalah="Dari kantor", cap="0")

    kept = make.practice().problem
    assert "Dari ponsel" in kept
    assert "Dari kantor" in kept
    assert "perangkat lain" in said.sentence


def test_nobody_rewrites_the_history() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    make.planned(desk, learner, mentor, coach)

    for statement in ("UPDATE practice_entry SET text = 'x'", "DELETE FROM practice_entry"):
        with (
            scoped(SYSTEM), pytest.raises(ProgrammingError), transaction.atomic(),
            connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(statement)


def test_texts_are_kept_while_typed_and_never_over_another_device_or_a_sent_plan() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    desk.lesson(learner)  # opened, as the page does
    client = client_of(learner)
    url = f"/pelatihan/{desk.offering.uuid}/praktik/{desk.key}/simpan/"
    texts = {"masalah": "Antre.", "gagasan": "Nomor.", "hasil": "Singkat."}

    first = client.post(url, {**texts, "cap": "0"})
    again = client.post(url, {**texts, "cap": "0"})
    other = client.post(url, {**texts, "masalah": "Dari kantor.", "cap": "0"})
    later = client.post(url, {**texts, "masalah": "Antre lama.", "cap": first.json()["cap"]})

    assert [each.status_code for each in (first, again, other, later)] == [200, 200, 409, 200]
    assert (make.practice().problem, make.practice().idea) == ("Antre lama.", "Nomor.")
    make.planned(desk, learner, mentor, coach)
    sent = make.practice().problem
    assert client.post(url, {**texts, "cap": str(make.practice().stamp)}).status_code == 409
    assert make.practice().problem == sent
