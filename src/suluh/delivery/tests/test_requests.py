"""Joining with approval: two stages, delegate, time-out, and decisions that come twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.deciding import (
    Choice,
    NothingChosen,
    ReasonMissing,
    decide_requests,
    pass_overdue,
)
from suluh.delivery.actions.gates import end_delegate, name_delegate
from suluh.delivery.actions.joining import ask_to_join, withdraw_request
from suluh.delivery.actions.registration import Gated, register, register_by_session
from suluh.delivery.models import Enrolment, JoinRequest, Offering, RequestStep
from suluh.delivery.tests import gated, make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Employment, Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Cast:
    """A requester with supervisor, a colleague, and the training office of another agency."""

    def __init__(self) -> None:
        unit = make.unit(make.agency("Kota"))
        self.rina, self.boss = make.actor(unit), make.actor(unit, name="Bu Sri")
        self.colleague = make.actor(unit, name="Pak Adi")
        gated.supervise(self.rina, self.boss)
        office = make.unit(make.agency("Badan Diklat"))
        self.office = make.actor(office, Role.ORGANISER, name="Diklat")
        self.agency = office.tenant


def ask(who: Actor, course: Offering, *, at: Any = NOW) -> JoinRequest:
    with scoped(own(who)):
        made = ask_to_join(actor=who, course=course.uuid, note="Untuk tugas saya", now=at)
    assert isinstance(made, JoinRequest)
    return made


def decide(
    who: Actor,
    made: JoinRequest,
    stage: str,
    *,
    approve: bool = True,
    reason: str = "",
    at: Any = NOW,
) -> int:
    with scoped(own(who)):
        return decide_requests(
            actor=who, choices=[Choice(made.uuid, stage)], approve=approve, reason=reason, now=at
        )


def place_of(who: Actor, course: Offering) -> str:
    with scoped(SYSTEM):
        rows = Enrolment.objects.filter(person_id=who.person_id, offering=course)
        return rows.values_list("state", flat=True).first() or ""


def test_a_gate_keeps_the_short_ways_shut(client: Client) -> None:
    cast = Cast()
    course = gated.course(cast.agency)
    with scoped(own(cast.rina)), pytest.raises(Gated):
        register(actor=cast.rina, offering_uuid=course.uuid, now=NOW)
    learner = people.person(people.unit(people.agency()))
    people.sign_in(client, learner)
    key = client.session.session_key
    assert key is not None
    assert register_by_session(session_key=key, offering_uuid=course.uuid, now=now()) is False
    with scoped(SYSTEM):
        assert not Enrolment.objects.exists()


def test_supervisor_then_office_then_the_place() -> None:
    cast = Cast()
    course = gated.course(cast.agency)
    made = ask(cast.rina, course)
    again = ask(cast.rina, course)
    with scoped(SYSTEM):
        told = Notice.objects.filter(person_id=cast.boss.person_id).count()

    first = decide(cast.boss, made, "supervisor", reason="Silakan")
    with scoped(SYSTEM):
        made.refresh_from_db()
    between = (made.stage, made.state, made.waits_until, place_of(cast.rina, course))
    last = decide(cast.office, made, "office")

    with scoped(SYSTEM):
        made.refresh_from_db()
        steps = list(RequestStep.objects.filter(request=made).values_list("outcome", "by_name"))
    assert (again.pk, told, first, last) == (made.pk, 1, 1, 1)
    assert between == ("office", "open", None, "")
    assert (made.state, place_of(cast.rina, course)) == ("approved", "registered")
    assert steps == [("asked", "Rina"), ("approved", "Bu Sri"), ("approved", "Diklat")]


def test_nobody_decides_before_their_turn_nor_for_themselves() -> None:
    cast = Cast()
    course = gated.course(cast.agency)
    made = ask(cast.rina, course)
    for who, stage in (
        (cast.office, "supervisor"), (cast.office, "office"), (cast.colleague, "supervisor"),
        (cast.rina, "supervisor"), (cast.boss, "office"),
    ):  # fmt: skip
        with pytest.raises(NothingChosen):
            decide(who, made, stage)
    chief = make.actor(make.unit(cast.agency), Role.ORGANISER, name="Kepala")
    with scoped(SYSTEM):
        Employment.objects.filter(person_id=chief.person_id).update(supervisor_id=None)
    own_wish = ask(chief, course)
    assert own_wish.stage == "office"  # no supervisor on record
    with pytest.raises(NothingChosen):
        decide(chief, own_wish, "office")
    assert decide(cast.office, own_wish, "office") == 1


def test_repeated_decisions_change_nothing() -> None:
    cast = Cast()
    course = gated.course(cast.agency, approval="supervisor")
    made = ask(cast.rina, course)
    decide(cast.boss, made, "supervisor")
    with pytest.raises(NothingChosen):
        decide(cast.boss, made, "supervisor")
    with pytest.raises(NothingChosen):
        decide(cast.boss, made, "supervisor", approve=False, reason="Tidak jadi")
    with scoped(SYSTEM):
        made.refresh_from_db()
        count = RequestStep.objects.filter(request=made).count()
    assert (made.state, count, place_of(cast.rina, course)) == ("approved", 2, "registered")


def test_what_another_decided_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked while it was open; the lock lets the second see what the first did."""
    cast = Cast()
    course = gated.course(cast.agency, approval="supervisor")
    made = ask(cast.rina, course)
    from suluh.delivery.actions import deciding

    seen = deciding._lock

    def slow(request: JoinRequest) -> JoinRequest | None:
        monkeypatch.setattr(deciding, "_lock", seen)
        decide(cast.boss, made, "supervisor", approve=False, reason="Beban kerja")
        return seen(request)

    monkeypatch.setattr(deciding, "_lock", slow)
    assert decide(cast.boss, made, "supervisor") == 0
    with scoped(SYSTEM):
        made.refresh_from_db()
    assert (made.state, place_of(cast.rina, course)) == ("refused", "")


def test_a_refusal_says_why_and_one_may_ask_again() -> None:
    cast = Cast()
    course = gated.course(cast.agency)
    made = ask(cast.rina, course)
    with pytest.raises(ReasonMissing):
        decide(cast.boss, made, "supervisor", approve=False, reason=" ")
    assert decide(cast.boss, made, "supervisor", approve=False, reason="Kuota unit penuh") == 1
    with scoped(SYSTEM):
        notice = Notice.objects.get(person_id=cast.rina.person_id)
    anew = ask(cast.rina, course, at=NOW + DAY)
    assert "Kuota unit penuh" in notice.body
    assert (anew.pk != made.pk, place_of(cast.rina, course)) == (True, "")


def test_a_request_is_taken_back_by_its_owner() -> None:
    cast = Cast()
    course = gated.course(cast.agency)
    made = ask(cast.rina, course)
    for who in (cast.colleague, cast.rina, cast.rina):
        with scoped(own(who)):
            withdraw_request(actor=who, course=course.uuid, now=NOW)
    with scoped(SYSTEM):
        made.refresh_from_db()
        count = RequestStep.objects.filter(request=made, outcome="withdrawn").count()
    assert (made.state, count) == ("withdrawn", 1)
    with pytest.raises(NothingChosen):
        decide(cast.boss, made, "supervisor")


def test_a_delegate_decides_on_the_days_named() -> None:
    cast = Cast()
    course = gated.course(cast.agency, approval="supervisor")
    with scoped(SYSTEM):
        nip = str(Person.objects.get(pk=cast.colleague.person_id).nip)
    with scoped(own(cast.boss)):
        today = date(2026, 9, 16)
        name_delegate(actor=cast.boss, nip=nip, first_on=today, last_on=today + DAY, now=NOW)
    made = ask(cast.rina, course)
    with pytest.raises(NothingChosen):
        decide(cast.colleague, made, "supervisor", at=NOW + 3 * DAY)
    assert decide(cast.colleague, made, "supervisor") == 1
    with scoped(SYSTEM):
        step = RequestStep.objects.get(request=made, outcome="approved")
        told = Notice.objects.filter(person_id=cast.colleague.person_id).count()
    assert (step.by_name, told) == ("Pak Adi", 2)  # of standing in, and of the request
    with scoped(own(cast.boss)):
        end_delegate(actor=cast.boss, now=NOW)
    other = ask(cast.rina, gated.course(cast.agency, approval="supervisor"))
    with pytest.raises(NothingChosen):
        decide(cast.colleague, other, "supervisor")


@pytest.mark.parametrize(
    ("on_timeout", "approval", "ends"),
    [
        ("pass", "both", ("office", "open", "")),
        ("pass", "supervisor", ("office", "open", "")),
        ("approve", "supervisor", ("supervisor", "approved", "registered")),
        ("approve", "both", ("office", "open", "")),
    ],
)
def test_time_out_passes_on_or_approves_once(
    on_timeout: str, approval: str, ends: tuple[str, str, str]
) -> None:
    cast = Cast()
    course = gated.course(cast.agency, approval=approval, on_timeout=on_timeout, wait_days=2)
    made = ask(cast.rina, course)
    moved = [pass_overdue(now=NOW + days * DAY) for days in (1, 2, 2)]
    with scoped(SYSTEM):
        made.refresh_from_db()
    assert moved == [0, 1, 0]
    assert (made.stage, made.state, place_of(cast.rina, course)) == ends


def test_a_request_for_what_is_over_ends_with_a_word_instead_of_waiting_for_ever() -> None:
    cast = Cast()
    course, other = gated.course(cast.agency), gated.course(cast.agency, approval="office")
    made, late = ask(cast.rina, course), ask(cast.rina, other)
    with scoped(SYSTEM):
        Offering.objects.update(ends_at=NOW + DAY)

    decide(cast.office, late, "office", at=NOW + 2 * DAY)
    ended = [pass_overdue(now=NOW + 2 * DAY) for _turn in range(2)]

    with scoped(SYSTEM):
        states = set(JoinRequest.objects.values_list("state", flat=True))
        told = Notice.objects.filter(title__startswith="Permintaan berakhir").count()
    assert (ended, states, told) == ([1, 0], {"refused"}, 2)
    assert (place_of(cast.rina, course), place_of(cast.rina, other), made.state) == ("", "", "open")


def test_limited_seats_are_not_oversold_by_approvals() -> None:
    cast = Cast()
    course = gated.course(cast.agency, approval="office", seats=1)
    other = make.actor(make.unit(make.agency()))
    asked = [ask(who, course) for who in (cast.rina, other)]
    with scoped(own(cast.office)):
        choices = [Choice(each.uuid, "office") for each in asked]
        assert decide_requests(
            actor=cast.office, choices=choices, approve=True, reason="", now=NOW
        ) == 2  # fmt: skip
    assert [place_of(who, course) for who in (cast.rina, other)] == ["registered", "waiting"]


def test_a_stranger_sees_and_decides_nothing(client: Client) -> None:
    cast = Cast()
    made = ask(cast.rina, gated.course(cast.agency))
    agency = people.agency()
    stranger = people.person(people.unit(agency))
    people.grant(stranger, Role.AGENCY_ADMIN, agency)
    people.sign_in(client, stranger)
    assert "Rina" not in client.get("/persetujuan/").content.decode()
    data = {"permintaan": f"{made.uuid}:supervisor", "tindakan": "setuju"}
    answer = client.post("/persetujuan/putuskan/", data, follow=True).content.decode()
    assert "Belum ada yang diputuskan. Centang dulu permintaannya" in answer
    with scoped(SYSTEM):
        made.refresh_from_db()
    assert made.stage == "supervisor"


def test_a_refusal_without_its_reason_keeps_what_was_ticked(client: Client) -> None:
    cast = Cast()
    made = ask(cast.rina, gated.course(cast.agency))
    with scoped(SYSTEM):
        boss = Person.objects.get(pk=cast.boss.person_id)
    people.sign_in(client, boss)
    tick = f"{made.uuid}:supervisor"
    data = {"permintaan": tick, "tindakan": "tolak"}
    page = client.post("/persetujuan/putuskan/", data, follow=True).content.decode()
    assert "Tulis alasan penolakan" in page
    assert f'value="{tick}" checked' in page


def test_organisers_see_on_the_class_and_the_desk_what_waits(client: Client) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    organiser = people.person(unit)
    people.grant(organiser, Role.ORGANISER, agency)
    people.sign_in(client, organiser)
    cast = Cast()
    course = gated.course(agency, approval="office")
    ask(cast.rina, course)

    assert "1 di bagian pelatihan" in client.get(f"/kelola/kelas/{course.uuid}/").content.decode()
    desk = client.get("/kerja/").content.decode()
    assert "Permintaan ikut pelatihan menunggu" in desk
    assert "Angkatan yang berjalan" not in desk  # always open, nothing to call a roll for


def test_a_course_without_gate_has_nothing_to_ask_for() -> None:
    cast = Cast()
    course = gated.course(cast.agency)
    with scoped(SYSTEM):
        Offering.objects.filter(pk=course.pk).update(is_gated=False)
    with scoped(own(cast.rina)), pytest.raises(NotFound):
        ask_to_join(actor=cast.rina, course=course.uuid, note="", now=NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    boss, asking = people.person(unit), people.person(unit)
    people.grant(boss, Role.SUPERVISOR, agency, at=unit)
    for _turn in range(count):
        with scoped(SYSTEM):
            staff = people.person(unit)
            for who in (staff, asking):
                JoinRequest.objects.create(
                    tenant=agency, offering=gated.course(agency), person=who, home=agency,
                    name=who.name, stage="supervisor", approver=boss, asked_at=now(), since=now(),
                )  # fmt: skip
    people.sign_in(client, boss)
    for url, queries in {"/persetujuan/": 8, "/persetujuan/?lihat=selesai": 6}.items():
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200
    assert client.get("/persetujuan/").content.decode().count('name="permintaan"') == 2 * count
    with scoped(SYSTEM):
        chosen = [f"{each.uuid}:supervisor" for each in JoinRequest.objects.all()]
    data = {"permintaan": chosen, "tindakan": "setuju"}
    done = client.post("/persetujuan/putuskan/", data, follow=True).content.decode()
    assert f"{2 * count} permintaan disetujui" in done
    with django_assert_num_queries(6):
        assert (
            client.get("/persetujuan/?lihat=selesai").content.decode().count("Disetujui") >= count
        )
    people.sign_in(client, asking)
    with django_assert_num_queries(5):
        assert client.get("/permintaan/").status_code == 200
