"""What stands before a course beside approval: trainings before, one title at a time, waivers."""

from __future__ import annotations

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.gates import PersonUnknown, Terms, set_gate, waive, withdraw_waiver
from suluh.delivery.actions.joining import OneTitleAtATime, PrerequisiteMissing, ask_to_join
from suluh.delivery.actions.registration import cancel_enrolment, register
from suluh.delivery.models import Enrolment, JoinRequest, Offering, Prerequisite, Waiver
from suluh.delivery.queries.gates import waivers_of
from suluh.delivery.tests import gated, make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Acquaintance, Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db


def _join(who: Actor, course: Offering) -> str:
    with scoped(own(who)):
        made = ask_to_join(actor=who, course=course.uuid, note="", now=NOW)
    assert isinstance(made, Enrolment)
    return made.state


def test_a_training_asked_for_must_be_completed_before() -> None:
    agency = make.agency()
    first = make.course(texts.published(texts.training(agency, "Dasar"), {}))
    assert first.version is not None
    course = gated.course(agency, approval="none", needs=[first.version.training])
    rina = make.actor(make.unit(make.agency()))
    with pytest.raises(PrerequisiteMissing) as refusal:
        _join(rina, course)
    with scoped(own(rina)):
        register(actor=rina, offering_uuid=first.uuid, now=NOW)
    with pytest.raises(PrerequisiteMissing):
        _join(rina, course)
    with scoped(SYSTEM):
        Enrolment.objects.update(state="completed", completed_at=NOW)
    assert str(refusal.value.sentence) == "Selesaikan dulu: Dasar."
    assert _join(rina, course) == "registered"


def test_a_waiver_lets_one_person_in_with_reason_and_trace() -> None:
    office = make.unit(make.agency())
    organiser = make.actor(office, Role.ORGANISER)
    course = gated.course(
        office.tenant, approval="none", needs=[texts.training(office.tenant, "Dasar")]
    )
    rina, other = make.actor(office), make.actor(office)
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    with scoped(SYSTEM):
        nip = str(Person.objects.get(pk=rina.person_id).nip)
        Acquaintance.objects.get_or_create(tenant=office.tenant, person_id=rina.person_id)
    with scoped(own(stranger)), pytest.raises(NotFound):
        waive(actor=stranger, course=course.uuid, nip=nip, reason="Boleh", now=NOW)
    with scoped(own(organiser)):
        with pytest.raises(PersonUnknown):
            waive(actor=organiser, course=course.uuid, nip="123", reason="Boleh", now=NOW)
        for reason in ("Pengalaman sepuluh tahun", "Lain"):
            waive(actor=organiser, course=course.uuid, nip=nip, reason=reason, now=NOW)
    with scoped(SYSTEM):
        events = DomainEvent.objects.filter(name="delivery.waiver.granted")
        reasons = list(events.values_list("reason", flat=True))
    assert reasons == ["Pengalaman sepuluh tahun"]
    assert _join(rina, course) == "registered"
    with pytest.raises(PrerequisiteMissing):
        _join(other, course)


def test_one_title_at_a_time_until_it_is_left() -> None:
    agency = make.agency()
    one, two, free = (
        gated.course(agency, approval="none", one_title=True),
        gated.course(agency, approval="none", one_title=True),
        gated.course(agency, approval="none", needs=[]),
    )
    rina = make.actor(make.unit(make.agency()))
    assert _join(rina, one) == "registered"
    with pytest.raises(OneTitleAtATime):
        _join(rina, two)
    assert _join(rina, free) == "registered"
    with scoped(own(rina)):
        cancel_enrolment(actor=rina, offering_uuid=one.uuid, now=NOW)
    assert _join(rina, two) == "registered"


def test_an_open_request_counts_as_the_one_title() -> None:
    agency = make.agency()
    one, two = (gated.course(agency, approval="office", one_title=True) for _ in range(2))
    rina = make.actor(make.unit(make.agency()))
    with scoped(own(rina)):
        ask_to_join(actor=rina, course=one.uuid, note="", now=NOW)
        with pytest.raises(OneTitleAtATime):
            ask_to_join(actor=rina, course=two.uuid, note="", now=NOW)


def test_setting_and_lifting_the_gate() -> None:
    office = make.unit(make.agency())
    organiser, rina = make.actor(office, Role.ORGANISER), make.actor(office)
    course = gated.course(office.tenant, approval="none")
    needed = texts.training(office.tenant, "Dasar")
    foreign = texts.training(make.agency(), "Asing")
    with scoped(own(rina)), pytest.raises(NotFound):
        set_gate(actor=rina, course=course.uuid, terms=_terms("both"), now=NOW)
    with scoped(own(organiser)):
        terms = Terms("office", 3, "pass", one_title=False, trainings={needed.uuid, foreign.uuid})
        set_gate(actor=organiser, course=course.uuid, terms=terms, now=NOW)
    with scoped(SYSTEM):
        asked = list(course.prerequisites.values_list("training_id", flat=True))
    with scoped(own(organiser)):
        set_gate(actor=organiser, course=course.uuid, terms=_terms("none"), now=NOW)
    with scoped(SYSTEM):
        course.refresh_from_db()
    assert (asked, course.is_gated) == ([needed.pk], False)
    with scoped(own(rina)):
        assert register(actor=rina, offering_uuid=course.uuid, now=NOW).is_new


def _terms(approval: str) -> Terms:
    return Terms(approval, 3, "pass", one_title=False)


def test_the_pages_from_gate_to_place(client: Client) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    organiser, rina, boss = (people.person(unit, name=name) for name in ("Tuti", "Rina", "Sri"))
    people.grant(organiser, Role.ORGANISER, agency)
    people.grant(boss, Role.SUPERVISOR, agency, at=unit)
    with scoped(SYSTEM):
        rina.employments.update(supervisor=boss)
    course = make.course(texts.published(texts.training(agency), {}))
    page = f"/pelatihan/{course.uuid}/"

    people.sign_in(client, organiser)
    assert "Syarat masuk" in client.get(f"/kelola/kelas/{course.uuid}/").content.decode()
    gate = {"approval": "both", "wait_days": "3", "on_timeout": "pass"}
    saved = client.post(f"/kelola/kelas/{course.uuid}/syarat/", gate, follow=True)
    assert "Syarat masuk tersimpan" in saved.content.decode()

    people.sign_in(client, rina)
    assert "Minta ikut" in client.get(page).content.decode()
    assert client.post(f"{page}mulai/")["Location"] == f"{page}minta/"
    sent = client.post(f"{page}minta/", {"note": "Untuk tugas"}, follow=True).content.decode()
    assert "Di atasan Anda, Sri" in sent
    assert "Di atasan Anda, Sri" in client.get("/permintaan/").content.decode()

    for who, stage in ((boss, "supervisor"), (organiser, "office")):
        people.sign_in(client, who)
        inbox = client.get("/persetujuan/").content.decode()
        assert "Untuk tugas" in inbox
        start = inbox.index('name="permintaan" value="') + len('name="permintaan" value="')
        token = inbox[start : inbox.index('"', start)]
        assert token.endswith(stage)
        data = {"permintaan": token, "tindakan": "setuju"}
        done = client.post("/persetujuan/putuskan/", data, follow=True).content.decode()
        assert "1 permintaan disetujui" in done

    people.sign_in(client, rina)
    assert "Mulai belajar" in client.get(page).content.decode()


def _waived(approval: str = "none") -> tuple[Actor, Actor, Offering]:
    """A course that asks for a training, its organiser, and a person let in without it."""
    office = make.unit(make.agency())
    organiser, rina = make.actor(office, Role.ORGANISER), make.actor(office)
    course = gated.course(
        office.tenant, approval=approval, needs=[texts.training(office.tenant, "Dasar")]
    )
    with scoped(SYSTEM):
        nip = str(Person.objects.get(pk=rina.person_id).nip)
        Acquaintance.objects.get_or_create(tenant=office.tenant, person_id=rina.person_id)
    with scoped(own(organiser)):
        waive(actor=organiser, course=course.uuid, nip=nip, reason="Pengalaman", now=NOW)
    return organiser, rina, course


def _withdraw(who: Actor, rina: Actor, course: Offering) -> Waiver:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=rina.person_id)
    with scoped(own(who)):
        return withdraw_waiver(
            actor=who, course=course.uuid, person=person.uuid, reason="Ijazahnya keliru", now=NOW
        )


def test_a_withdrawn_waiver_lets_nobody_in_and_can_be_given_again() -> None:
    organiser, rina, course = _waived()
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, rina):
        with pytest.raises(NotFound):
            _withdraw(who, rina, course)
    assert _withdraw(organiser, rina, course).ended_by_name == organiser.name
    with pytest.raises(NotFound):
        _withdraw(organiser, rina, course)
    with pytest.raises(PrerequisiteMissing):
        _join(rina, course)
    with scoped(SYSTEM):
        told = DomainEvent.objects.get(name="delivery.waiver.withdrawn")
        nip = str(Person.objects.get(pk=rina.person_id).nip)
    assert told.reason == "Ijazahnya keliru"
    with scoped(own(organiser)):
        waive(actor=organiser, course=course.uuid, nip=nip, reason="Diperbaiki", now=NOW)
        assert waivers_of(course).count() == 2
    assert _join(rina, course) == "registered"


def test_a_place_outlives_its_waiver_and_a_waiting_request_falls_with_it() -> None:
    organiser, rina, course = _waived()
    assert _join(rina, course) == "registered"
    _withdraw(organiser, rina, course)
    with scoped(SYSTEM):
        assert Enrolment.objects.get(offering=course).state == "registered"
    organiser, rina, course = _waived("office")
    with scoped(own(rina)):
        ask_to_join(actor=rina, course=course.uuid, note="", now=NOW)
    _withdraw(organiser, rina, course)
    with scoped(SYSTEM):
        asked = JoinRequest.objects.get(offering=course)
        step = asked.steps.latest("id")
    assert (asked.state, step.outcome, step.reason) == ("refused", "refused", "Ijazahnya keliru")


def test_a_request_that_needs_no_waiver_goes_on_without_it() -> None:
    organiser, rina, course = _waived("office")
    with scoped(own(rina)):
        ask_to_join(actor=rina, course=course.uuid, note="", now=NOW)
    with scoped(SYSTEM):
        Prerequisite.objects.filter(offering=course).delete()
    _withdraw(organiser, rina, course)
    with scoped(SYSTEM):
        assert JoinRequest.objects.get(offering=course).state == "open"


def test_the_page_says_what_withdrawing_means_before_it_is_done(client: Client) -> None:
    organiser, rina, course = _waived()
    with scoped(SYSTEM):
        keeper = Person.objects.get(pk=organiser.person_id)
        person = Person.objects.get(pk=rina.person_id)
        people.grant(keeper, Role.ORGANISER, course.tenant)
    people.sign_in(client, keeper)
    desk = f"/kelola/kelas/{course.uuid}"
    gate, page = f"{desk}/syarat/", f"{desk}/pengecualian/{person.uuid}/tarik/"
    assert page in client.get(gate).content.decode()
    asked = client.get(page).content.decode()
    assert "baru dapat ikut setelah menyelesaikan: Dasar" in asked
    assert "Tarik pengecualian ini?" in client.post(page, {"reason": "pendek"}).content.decode()
    done = client.post(page, {"reason": "Ijazahnya keliru"}, follow=True).content.decode()
    assert "Ditarik: Ijazahnya keliru" in done
    assert client.get(page).status_code == 404
    assert "Tidak ada nama yang cocok" in client.get(f"{gate}?q=zzz").content.decode()
