"""What mentor and coach may say and open, and who is asked to be one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suluh.activities.practice.actions.guides import GuideThere, answer, end_guide, set_guide
from suluh.activities.practice.actions.guiding import NothingToDecide, WordsMissing, remark
from suluh.activities.practice.models import File, Guide
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.acting import (
    FAIR,
    cast,
    client_of,
    score,
)
from suluh.activities.practice.tests.make import PLAN, TASK, upload
from suluh.activities.practice.types import Role
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.messaging.models import Notice
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


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
    make.agreed(desk, learner, mentor, coach)
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
    make.agreed(desk, learner, mentor, coach)
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
