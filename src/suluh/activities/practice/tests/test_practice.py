"""A practice from plan to mark: who may say what, what settles, what nobody can rewrite."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.activities.practice.actions.guides import GuideThere, answer, end_guide, set_guide
from suluh.activities.practice.actions.guiding import NothingToDecide, WordsMissing, remark
from suluh.activities.practice.actions.judging import (
    Judgement,
    NotReady,
    ReasonMissing,
    give_score,
    set_seminar,
)
from suluh.activities.practice.models import Entry, File, Guide, Milestone, Practice
from suluh.activities.practice.queries.access import at_desk
from suluh.activities.practice.queries.guiding import my_places
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.make import PLAN, TASK, Desk, upload
from suluh.activities.practice.types import Role
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Progress
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account
from suluh.messaging.models import Notice
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor
from tests.make import second_factor

pytestmark = pytest.mark.django_db
GOOD, FAIR = Judgement([0]), Judgement([1])
UNSCORED = replace(TASK, weights=dict.fromkeys(Role, 0), rubric=(), pass_percent=0)


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


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


def test_both_must_approve_and_who_sends_back_says_why() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    make.planned(desk, learner, mentor, coach)

    make.approve_plan(mentor)
    make.approve_plan(mentor)
    assert (make.practice().state, make.practice().waits_for) == ("planned", ["coach"])
    with pytest.raises(WordsMissing):
        make.approve_plan(coach, approves=False)
    make.approve_plan(coach, approves=False, text="Ukurannya belum jelas.")
    assert make.practice().state == "returned"
    desk.post(learner, "kirim", **PLAN)
    make.approve_plan(coach)
    assert make.practice().waits_for == ["mentor"]  # of the new plan nobody else has spoken yet
    make.approve_plan(mentor)

    assert make.practice().state == "running"
    assert make.acts().count("plan_approved") == 3
    with pytest.raises(NothingToDecide):
        make.approve_plan(mentor)


def test_evidence_sent_again_needs_every_word_again() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    make.planned(desk, learner, mentor, coach)
    for who in (mentor, coach):
        make.approve_plan(who)
    step = make.steps()[0]
    desk.post(learner, "bukti", tahap=str(step.uuid), catatan="Awal", files=[upload()])
    make.approve_step(mentor, step)

    desk.post(learner, "bukti", tahap=str(step.uuid), catatan="Tambahan")
    assert make.practice().waits_for == ["coach", "mentor"]
    make.approve_step(coach, step, approves=False, text="Tambahkan foto.")
    assert make.steps()[0].state == "returned"
    desk.post(learner, "bukti", tahap=str(step.uuid), files=[upload()])
    for who in (mentor, coach):
        make.approve_step(who, step)

    assert make.steps()[0].state == "approved"
    late = desk.post(learner, "bukti", tahap=str(step.uuid), catatan="Terlambat")
    assert "tidak diterima" in late.sentence


def test_only_checked_files_are_kept_and_only_guides_and_the_learner_open_them() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    make.planned(desk, learner, mentor, coach)
    for who in (mentor, coach):
        make.approve_plan(who)
    step = make.steps()[0]

    said = desk.post(
        learner, "bukti", tahap=str(step.uuid), files=[upload("jahat.pdf", b"<html>"), upload()]
    )

    assert "jahat.pdf" in said.sentence
    with scoped(SYSTEM):
        file = File.objects.get()
    own = f"/pelatihan/{desk.offering.uuid}/praktik/{desk.key}/berkas/{file.uuid}/"
    guided = f"/bimbingan/{make.practice().uuid}/berkas/{file.uuid}/"
    assert client_of(learner).get(own)["Content-Disposition"].startswith("attachment")
    assert client_of(mentor).get(guided).status_code == 200
    assert client_of(make.guide("Asing")).get(guided).status_code == 404
    assert client_of(learner).get(guided).status_code == 404


def test_a_proposed_guide_may_decline_and_another_is_asked() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    desk.ask(learner, Role.MENTOR, mentor)
    with scoped(rows.own(mentor)):
        answer(actor=mentor, practice=make.practice().uuid, accepts=False, text="Cuti", now=NOW)
    with scoped(rows.own(mentor)), pytest.raises(NotFound):
        answer(actor=mentor, practice=make.practice().uuid, accepts=True, text="", now=NOW)

    desk.ask(learner, Role.MENTOR, coach)
    with scoped(rows.own(coach)):
        answer(actor=coach, practice=make.practice().uuid, accepts=True, text="", now=NOW)

    with pytest.raises(GuideThere):
        desk.ask(learner, Role.MENTOR, mentor)
    with scoped(SYSTEM):
        assert Guide.objects.get(ended_at=None).person_id == coach.person_id
        assert Notice.objects.filter(person_id=learner.person_id).count() == 2


def test_nobody_guides_or_judges_without_the_role() -> None:
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    organiser, stranger = desk.organiser(), make.guide("Asing")
    make.ready(desk, learner, mentor, coach)

    for who, refusal in ((stranger, NotFound), (learner, NotFound), (organiser, NotAllowed)):
        with pytest.raises(refusal):
            score(who, Role.MENTOR)
    with pytest.raises(NotAllowed):
        score(mentor, Role.COACH)
    with scoped(rows.own(mentor)), pytest.raises(NotAllowed):
        set_guide(
            actor=mentor, practice=make.practice().uuid, role=Role.EXAMINER,
            face=make.face_of(mentor), now=NOW,
        )  # fmt: skip
    with scoped(rows.own(stranger)), pytest.raises(NotFound):
        remark(actor=stranger, practice=make.practice().uuid, step=None, text="Halo", now=NOW)


def test_a_changed_mark_needs_a_reason_and_the_earlier_one_stays() -> None:
    desk = make.desk(replace(TASK, weights={Role.MENTOR: 50, Role.COACH: 50}))
    learner, mentor, coach = cast(desk)
    make.ready(desk, learner, mentor, coach)
    score(mentor, Role.MENTOR, FAIR)
    score(coach, Role.COACH, FAIR)
    assert (make.practice().score, desk.place(learner).state) == (50_00, "registered")

    with pytest.raises(ReasonMissing):
        score(coach, Role.COACH, GOOD)
    score(coach, Role.COACH, replace(GOOD, reason="Salah baca"))

    assert (make.practice().score, desk.place(learner).state) == (75_00, "completed")
    assert make.acts().count("scored") == 3


def test_a_replaced_mentor_loses_access_and_their_mark_does_not_count() -> None:
    desk = make.desk(replace(TASK, weights={Role.MENTOR: 100}))
    learner, mentor, coach = cast(desk)
    organiser, other = desk.organiser(), make.guide("Pengganti")
    make.ready(desk, learner, mentor, coach)
    score(mentor, Role.MENTOR)
    assert make.practice().state == "done"

    make.named(desk, learner, Role.MENTOR, other, organiser)

    assert (make.practice().state, make.practice().score) == ("ready", None)
    assert client_of(mentor).get(f"/bimbingan/{make.practice().uuid}/").status_code == 404
    score(other, Role.MENTOR, FAIR)
    assert make.practice().score == 50_00
    with scoped(rows.own(organiser)):
        guide = Guide.objects.get(person_id=other.person_id, ended_at=None)
        end_guide(actor=organiser, practice=make.practice().uuid, guide=guide.uuid, now=NOW)
    assert make.practice().state == "ready"


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


def test_a_mentor_is_found_by_name_or_is_the_supervisor_and_never_oneself() -> None:
    desk = make.desk()
    learner = desk.learner()
    mate = rows.actor(rows.unit(learner_agency(learner)), name="Bu Kepala Bidang")
    desk.post(learner, "simpan")
    url = f"/pelatihan/{desk.offering.uuid}/praktik/{desk.key}/pembimbing/mentor/"
    client = client_of(learner)

    found = client.get(f"{url}?q=Kepala").content.decode()
    assert "Bu Kepala Bidang" in found
    for wrong in (learner, make.guide("Asing")):
        assert client.post(url, {"orang": make.face_of(wrong).uuid}).status_code == 404
    client.post(url, {"orang": make.face_of(mate).uuid})

    with scoped(SYSTEM):
        assert Guide.objects.get().person_id == mate.person_id
    assert client.get(url.replace("mentor", "examiner")).status_code == 404


def learner_agency(who: Actor) -> Agency:
    with scoped(SYSTEM):
        return Agency.objects.get(pk=who.agency_id or 0)
