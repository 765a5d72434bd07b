"""Links of the first password: who may send them, who gets one, and that each serves once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client

from suluh.base.clock import now
from suluh.base.models import DomainEvent, LongJob
from suluh.base.scope import NOBODY, SYSTEM, Scope, scoped
from suluh.identity.actions.activation import (
    AlreadyInside,
    EverybodyInside,
    NoAddress,
    SentLately,
    send_activation,
    send_activations,
)
from suluh.identity.jobs import accounts as jobs
from suluh.identity.models import Account, Person
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Role
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "obor-yang-baru-2031"


@pytest.fixture
def unit() -> Unit:
    return make.unit(make.agency())


@pytest.fixture
def admin(unit: Unit, client: Client) -> Actor:
    """Looks after the whole agency, and is inside already."""
    person = make.person(unit, "Luwar")
    make.grant(person, Role.AGENCY_ADMIN, unit.tenant)
    actor = make.sign_in(client, person)
    inside(person)
    return actor


def inside(person: Person) -> None:
    with scoped(SYSTEM):
        Account.objects.filter(person=person).update(last_login=now())


def own(actor: Actor) -> Scope:
    return Scope(tenant_id=actor.agency_id, person_id=actor.person_id)


def link() -> str:
    found = re.search(r"https?://[^/]+(/masuk/aktivasi/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def work(job: LongJob) -> LongJob:
    with scoped(SYSTEM):
        event = DomainEvent.objects.get(name="identity.activation.asked")
    with scoped(NOBODY):
        jobs.send_activations(
            agency=event.tenant_id or 0, paths=[""], job=str(job.uuid), total=event.data["count"]
        )
    with scoped(SYSTEM):
        return LongJob.objects.get(uuid=job.uuid)


def test_the_link_opens_once_and_chooses_the_first_password(unit: Unit, admin: Actor) -> None:
    rina = make.person(unit, "Rina")
    with scoped(own(admin)):
        account = send_activation(actor=admin, person=rina.uuid, now=now())
    with scoped(NOBODY):
        jobs.send_activation_link(account=account.pk)
    stranger, path = Client(), link()

    assert "Selamat datang, Rina" in stranger.get(path).content.decode()
    chosen = {"password": PASSWORD}
    assert stranger.post(path, chosen).status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert (stranger.get(path).status_code, stranger.post(path, chosen).status_code) == (410, 410)


@pytest.mark.parametrize("path", ["/masuk/aktivasi/palsu/", "/masuk/aktivasi/WyJ4Il0:1:2/"])
def test_a_forged_link_opens_nothing(path: str, client: Client) -> None:
    assert client.get(path).status_code == 410


def test_who_cannot_get_a_link_is_told_why(unit: Unit, admin: Actor) -> None:
    awake, silent, told = (make.person(unit, name) for name in ("Ani", "Budi", "Cici"))
    inside(awake)
    with scoped(SYSTEM):
        Account.objects.filter(person=silent).update(email="")
    with scoped(own(admin)):
        send_activation(actor=admin, person=told.uuid, now=now())
        for person, refusal in ((awake, AlreadyInside), (silent, NoAddress), (told, SentLately)):
            with pytest.raises(refusal):
                send_activation(actor=admin, person=person.uuid, now=now())
        send_activation(actor=admin, person=told.uuid, now=now() + timedelta(days=4))


def test_everyone_asleep_gets_one_letter_and_nobody_twice(unit: Unit, admin: Actor) -> None:
    asleep = [make.person(unit, name) for name in ("Ani", "Budi")]
    inside(make.person(unit, "Cici"))
    make.person(make.unit(make.agency()), "Orang lain")
    with scoped(own(admin)):
        job = send_activations(actor=admin, now=now())

    first, again = work(job), work(job)

    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(one.email for one in asleep)
    assert (first.state, first.done, first.total) == ("done", 2, 2)
    assert (again.done, first.message) == (2, "2 tautan terkirim.")
    with scoped(own(admin)), pytest.raises(EverybodyInside):
        send_activations(actor=admin, now=now())


def test_a_refused_address_does_not_stop_the_others(
    unit: Unit, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make.person(unit, "Ani"), make.person(unit, "Budi")
    deliver = locmem.EmailBackend.send_messages

    def picky(line: locmem.EmailBackend, letters: Sequence[mail.EmailMessage]) -> int:
        if letters[0].to == [bad.email]:
            raise SMTPRecipientsRefused({})
        return deliver(line, letters)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", picky)
    with scoped(own(admin)):
        job = send_activations(actor=admin, now=now())
    done = work(job)
    assert [letter.to for letter in mail.outbox] == [[good.email]]
    assert done.message == "1 tautan terkirim. 1 alamat ditolak server surel."


def test_a_unit_admin_reaches_the_own_unit_only(unit: Unit, client: Client) -> None:
    other = make.unit(unit.tenant, "Dinas Lain")
    head = make.person(unit, "Kepala")
    make.grant(head, Role.UNIT_ADMIN, unit.tenant, at=unit)
    actor = make.sign_in(client, head)
    inside(head)
    mine, far = make.person(unit, "Dekat"), make.person(other, "Jauh")

    page = client.get("/pegawai/aktivasi/").content.decode()
    assert "1 pegawai belum pernah masuk" in page
    assert client.get(f"/pegawai/aktivasi/?unit={other.uuid}").status_code == 404
    assert client.post(f"/pegawai/{far.uuid}/aktivasi/").status_code == 404
    assert client.post(f"/pegawai/{mine.uuid}/aktivasi/").status_code == 302
    with scoped(own(actor)), pytest.raises(EverybodyInside):
        send_activations(actor=actor, now=now())


def test_who_only_looks_cannot_send(unit: Unit, client: Client) -> None:
    chief, other = make.person(unit, "Pimpinan"), make.person(unit, "Rina")
    make.grant(chief, Role.LEADER, unit.tenant)
    make.sign_in(client, chief)
    assert client.get("/pegawai/aktivasi/").status_code == 403
    assert client.post(f"/pegawai/{other.uuid}/aktivasi/").status_code in (403, 404)


def test_the_button_leads_to_a_job_with_progress(unit: Unit, admin: Actor, client: Client) -> None:
    make.person(unit, "Ani")
    answer = client.post("/pegawai/aktivasi/")
    job = UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert "Mengirim tautan aktivasi" in client.get(f"/pekerjaan/{job}/").content.decode()


def test_a_role_is_given_from_the_persons_page(unit: Unit, admin: Actor, client: Client) -> None:
    rina, far = make.person(unit, "Rina"), make.person(make.unit(make.agency()), "Jauh")
    page = client.get(f"/pegawai/{rina.uuid}/").content.decode()
    assert f"/peran/beri/?orang={rina.uuid}" in page
    assert f'value="{rina.nip}"' in client.get(f"/peran/beri/?orang={rina.uuid}").content.decode()
    for strange in (str(far.uuid), "x"):
        form = client.get(f"/peran/beri/?orang={strange}").content.decode()
        assert str(far.nip) not in form


def test_the_list_finds_those_who_never_came_in(unit: Unit, admin: Actor, client: Client) -> None:
    make.person(unit, "Ani Tidur")
    inside(make.person(unit, "Budi Bangun"))
    page = client.get("/pegawai/?akun=belum").content.decode()
    assert "Ani Tidur" in page
    assert "Budi Bangun" not in page
