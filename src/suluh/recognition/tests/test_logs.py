"""Logs of learning at work: confirmed by the other person, capped by the law, booked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Person
from suluh.ledger.models import ConversionRule, PersonYear
from suluh.ledger.queries.replay import replay
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor
from suluh.recognition.actions import confirm_claim, file_log
from suluh.recognition.actions import logs as actions
from suluh.recognition.actions.claims import AlreadyClaimed, NotChangeable, WrongDates
from suluh.recognition.actions.deciding import AlreadyDecided, ChangedMeanwhile
from suluh.recognition.actions.evidence import Upload
from suluh.recognition.models import Claim
from suluh.recognition.queries.credits import foretold
from suluh.recognition.queries.standing import log_rules, mix
from suluh.recognition.tests import make
from suluh.recognition.types import Stated
from tests import make as house

pytestmark = pytest.mark.django_db
STORY = (
    "Kami membahas cara memimpin rapat yang singkat, lalu menyepakati tiga latihan minggu depan."
)
LONG = " ".join([STORY] * 4)
BASE = Stated(
    form_code=14, title="Memimpin rapat yang singkat", starts_on=make.DAY, ends_on=make.DAY,
    story=STORY,
)  # fmt: skip


@pytest.fixture
def pair() -> tuple[Actor, Actor]:
    """A learner and a coach of the same unit."""
    _agency, unit = make.home()
    return make.actor(unit), make.actor(unit, name="Budi")


def log(
    learner: Actor, coach: Actor, *, kind: str = "coaching", file: bytes | None = None,
    claim: Claim | None = None, **more: Any,
) -> Claim:  # fmt: skip
    with make.own(learner):
        return file_log(
            actor=learner, now=make.NOW, kind=kind, stated=replace(BASE, **more),
            partner_id=coach.person_id, claim=claim.uuid if claim else None,
            upload=Upload("bukti.png", file) if file else None,
        )  # fmt: skip


def answer(coach: Actor, claim: Claim, *, yes: bool = True, words: str = "") -> Claim:
    with make.own(coach):
        return confirm_claim(
            actor=coach, now=make.NOW, claim=claim.uuid, revision=claim.revision, is_confirmed=yes,
            words=words,
        )  # fmt: skip


def jp_of(who: Actor) -> int:
    with scoped(SYSTEM):
        found = PersonYear.objects.filter(person_id=who.person_id).first()
    return found.jp_minor if found else 0


def test_a_coaching_counts_once_the_coach_confirms(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    claim = log(learner, coach)
    assert (claim.state, jp_of(learner)) == ("confirm", 0)
    with scoped(SYSTEM):
        assert Notice.objects.get(person_id=coach.person_id).link == "/persetujuan/belajar/"
    done = answer(coach, claim)
    assert (done.state, jp_of(learner), jp_of(coach)) == ("approved", 200, 0)
    with pytest.raises(AlreadyDecided):
        answer(coach, claim)
    assert jp_of(learner) == 200


def test_the_third_coaching_of_a_month_brings_nothing_and_says_so_before(
    pair: tuple[Actor, Actor],
) -> None:
    learner, coach = pair
    for number in range(2):
        day = make.DAY - timedelta(days=number)
        answer(coach, log(learner, coach, title=f"Topik ke-{number}", starts_on=day, ends_on=day))
    with make.own(learner):
        rules = {each.kind.slug: each for each in log_rules(learner, today=make.DAY)}
    assert "sudah 2 dari 2 kali" in rules["coaching"].left
    third = log(learner, coach, title="Topik ketiga")
    with make.own(learner):
        told = foretold(third)
    assert (told.after, told.reasons) == (
        0, ("Coaching dihitung paling banyak 2 kali sebulan.",),
    )  # fmt: skip
    answer(coach, third)
    assert jp_of(learner) == 400
    before = date(2026, 8, 20)
    answer(coach, log(learner, coach, title="Agustus", starts_on=before, ends_on=before))
    assert jp_of(learner) == 600


def test_self_study_counts_two_jp_a_day(pair: tuple[Actor, Actor]) -> None:
    learner, boss = pair
    values: dict[str, Any] = {"kind": "mandiri", "story": LONG, "minutes": 400}
    answer(boss, log(learner, boss, **values))
    assert jp_of(learner) == 200
    first = make.DAY - timedelta(days=9)
    values |= {"title": "Statistik dasar", "starts_on": first, "minutes": 450}
    answer(boss, log(learner, boss, ends_on=make.DAY - timedelta(days=1), **values))
    assert jp_of(learner) == 1200  # ten JP on nine days, none over two
    assert replay().differences == 0


def test_a_placement_needs_a_file_and_is_worth_twenty(pair: tuple[Actor, Actor]) -> None:
    learner, host = pair
    values: dict[str, Any] = {
        "kind": "magang", "starts_on": make.DAY - timedelta(days=30), "ends_on": make.DAY,
    }  # fmt: skip
    with pytest.raises(actions.FileMissing):
        log(learner, host, **values)
    answer(host, log(learner, host, file=make.photo(), **values))
    assert jp_of(learner) == 2000


def test_the_other_person_is_real_and_not_oneself(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    with pytest.raises(actions.NoSuchPartner):
        log(learner, learner)
    Account.objects.filter(person_id=coach.person_id).update(is_active=False)
    with pytest.raises(actions.NoSuchPartner):
        log(learner, coach)


def test_little_told_and_days_to_come_are_refused(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    with pytest.raises(actions.ReportTooShort):
        log(learner, coach, story="Bagus sekali.")
    later = make.NOW.date() + timedelta(days=2)
    with pytest.raises(WrongDates):
        log(learner, coach, starts_on=later, ends_on=later)
    with pytest.raises(NotFound):
        log(learner, coach, kind="jalan-jalan")


def test_who_does_not_confirm_says_why_and_the_learner_mends(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    claim = log(learner, coach)
    with pytest.raises(actions.ReasonTooShort):
        answer(coach, claim, yes=False)
    refused = answer(coach, claim, yes=False, words="Tanggalnya keliru.")
    assert (refused.state, refused.reason) == ("refused", "Tanggalnya keliru.")
    day = make.DAY - timedelta(days=1)
    again = log(learner, coach, claim=claim, starts_on=day, ends_on=day)
    assert (again.pk, again.state, again.revision) == (claim.pk, "confirm", 2)
    with pytest.raises(ChangedMeanwhile):
        answer(coach, claim)
    answer(coach, again)
    with pytest.raises(NotChangeable):
        log(learner, coach, claim=claim)
    assert jp_of(learner) == 200


def test_only_the_person_named_answers(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    claim = log(learner, coach)
    for other in (learner, make.actor(make.home()[1], name="Orang lain")):
        with pytest.raises(NotFound):
            answer(other, claim)
    assert jp_of(learner) == 0


def test_a_mentor_of_another_agency_confirms(pair: tuple[Actor, Actor]) -> None:
    learner, _coach = pair
    mentor = make.actor(make.home()[1], name="Mentor Jauh")
    answer(mentor, log(learner, mentor, kind="mentoring"))
    assert jp_of(learner) == 200


def test_one_conversation_is_not_both_coaching_and_mentoring(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    log(learner, coach)
    with pytest.raises(AlreadyClaimed):
        log(learner, coach, kind="mentoring")


def test_a_cap_of_the_year_holds(pair: tuple[Actor, Actor]) -> None:
    learner, host = pair
    with scoped(SYSTEM):
        rule = ConversionRule.objects.get(form_id=20)
        ConversionRule.objects.create(
            form_id=20, version=2, unit=rule.unit, jp_minor_per_unit=1000,
            max_jp_minor_per_year=1500, valid_from=date(2026, 1, 1), legal_basis="uji",
            certainty="read",
        )  # fmt: skip
    for number in range(3):
        day = make.DAY - timedelta(days=40 * number)
        values: dict[str, Any] = {"title": f"Kunjungan {number}", "starts_on": day, "ends_on": day}
        answer(host, log(learner, host, kind="patok-banding", file=make.photo(), **values))
    assert jp_of(learner) == 1500
    assert replay().differences == 0


def test_the_mix_of_a_year_adds_up(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    with make.own(learner):
        assert mix(learner, 2026) == []
    answer(coach, log(learner, coach))
    answer(coach, log(learner, coach, kind="bimbingan", title="Menyusun SOP layanan"))
    with make.own(learner):
        shares = {each.target: (each.jp_minor, each.percent) for each in mix(learner, 2026)}
    assert shares == {70: (200, 50), 20: (200, 50), 10: (0, 0)}


def test_the_form_finds_people_by_name_and_number(pair: tuple[Actor, Actor]) -> None:
    learner, coach = pair
    with scoped(SYSTEM):
        person = Person.objects.get(pk=learner.person_id)
        nip = Person.objects.values_list("nip", flat=True).get(pk=coach.person_id)
    client, place = Client(), "/pembelajaran-luar/catatan/coaching/"
    house.sign_in(client, person)
    page = client.get(place).content.decode()
    assert "2 JP setiap sesi, paling banyak 2 kali sebulan" in page
    data = {"title": "Menulis telaahan", "starts_on": "2026-03-02", "story": STORY}
    nobody = client.post(place, data | {"partner": "Tidak Ada"})
    assert (nobody.status_code, "Tidak ditemukan akun" in nobody.content.decode()) == (422, True)
    sent = client.post(place, data | {"partner": str(nip)}, follow=True).content.decode()
    assert "Menunggu konfirmasi" in sent
    boss = Client()
    with scoped(SYSTEM):
        house.sign_in(boss, Person.objects.get(pk=coach.person_id))
        claim = Claim.objects.get()
    assert "Menulis telaahan" in boss.get("/persetujuan/belajar/").content.decode()
    answered = boss.post(
        f"/persetujuan/belajar/{claim.uuid}/", {"jawaban": "ya", "revisi": "1"}, follow=True
    )
    assert "Tidak ada yang menunggu konfirmasi Anda" in answered.content.decode()
    assert jp_of(learner) == 200


def test_two_of_one_name_are_offered_to_choose(pair: tuple[Actor, Actor]) -> None:
    learner, _coach = pair
    with scoped(SYSTEM):
        person = Person.objects.get(pk=learner.person_id)
        unit = person.employments.select_related("unit__tenant").get().unit
    twins = [house.person(unit, "Dewi Lestari") for _each in range(2)]
    client, place = Client(), "/pembelajaran-luar/catatan/coaching/"
    house.sign_in(client, person)
    data = {"title": "Menulis telaahan", "starts_on": "2026-03-02", "story": STORY}
    page = client.post(place, data | {"partner": "Dewi"}).content.decode()
    assert all(str(each.uuid) in page for each in twins)
    chosen = client.post(place, data | {"partner": "", "person": str(twins[1].uuid)})
    assert chosen.status_code in {302, 422}


def test_what_was_confirmed_while_the_learner_wrote_is_not_rewritten(
    pair: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    learner, coach = pair
    claim = log(learner, coach)
    answer(coach, claim)
    monkeypatch.setattr(actions, "_changeable", lambda *_given: claim)  # as it was when read
    with pytest.raises(NotChangeable):
        log(learner, coach, claim=claim, story=LONG)
    assert jp_of(learner) == 200
