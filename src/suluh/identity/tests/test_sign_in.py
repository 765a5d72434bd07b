"""Coming in: who may, who may not, how often one may try, and what it tells strangers."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.accounts import give_totp
from suluh.identity.jobs import accounts as jobs
from suluh.identity.models import Account, Employment, Person, Session
from suluh.identity.queries.accounts import session_handle
from suluh.identity.rules.links import GUEST, NEW_EMAIL, signed
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _mail_box(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def employee(**more: str) -> Account:
    person = make.person(make.unit(make.agency()), **more)
    account = Account.objects.get(person_id=person.pk)
    account.set_password(make.PASSWORD)
    account.save()
    return account


def home_of(person: Person) -> Agency:
    with scoped(SYSTEM):
        return Agency.objects.get(pk=Employment.objects.get(person=person, valid_to=None).tenant_id)


def enter(client: Client, login: str, password: str = make.PASSWORD, **more: str) -> int:
    data = {"login": login, "password": password} | more
    return client.post("/masuk/", data).status_code


def code_now() -> str:
    """What the authenticator app shows."""
    return str(format_hotp_value(hotp_value(SECRET, int(now().timestamp()) // 30)))


def is_in(client: Client) -> bool:
    return client.get("/saya/").status_code == 200


def test_nip_with_blanks_and_mail_in_capitals_open_the_account(client: Client) -> None:
    account = employee()
    nip = account.username
    assert enter(client, f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}") == 302
    assert is_in(client)
    other = Client()
    enter(other, account.email.upper())
    assert is_in(other)


def test_signing_in_costs_few_queries(client: Client, django_assert_num_queries: object) -> None:
    account = employee()
    with django_assert_num_queries(4):  # type: ignore[operator]
        enter(client, account.username)


def test_a_wrong_password_and_an_unknown_name_look_alike(client: Client) -> None:
    account = employee()
    pages = [
        client.post("/masuk/", {"login": login, "password": "bukan ini, sungguh"})
        for login in (account.username, "199001012020011001")
    ]
    texts = [re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages]
    assert texts[0] == texts[1]
    assert not is_in(client)


def test_inactive_accounts_stay_out(client: Client) -> None:
    account = employee()
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert enter(client, account.username) == 200
    assert not is_in(client)


def test_an_address_of_several_accounts_opens_none(client: Client) -> None:
    one, _two = employee(email="kantor@contoh.go.id"), employee(email="kantor@contoh.go.id")
    enter(client, "kantor@contoh.go.id")
    assert not is_in(client)
    enter(client, one.username)
    assert is_in(client)


def test_guessing_ends_after_ten_failures(client: Client) -> None:
    account = employee()
    answers = [enter(client, account.username, f"tebakan ke {n} salah") for n in range(11)]
    assert answers == [200] * 10 + [429]
    assert enter(client, account.username) == 429


def test_a_stranger_cannot_lock_out_the_owners_device() -> None:
    account, own, stranger = employee(), Client(), Client()
    enter(own, account.username)
    own.post("/keluar/")
    for n in range(11):
        enter(stranger, account.username, f"tebakan ke {n} salah")
    assert enter(stranger, account.username) == 429
    assert enter(own, account.username) == 302


def test_a_check_in_does_not_make_the_owners_device_a_stranger() -> None:
    """Browsers send both cookies, the one of the longer path first; a server keeps the last."""
    account, own = employee(), Client()
    enter(own, account.username)
    own.post("/keluar/")
    kept = [f"{name}={morsel.value}" for name, morsel in own.cookies.items()]
    sent = "; ".join([*kept, f"perangkat={'a' * 32}"])
    for n in range(11):
        enter(Client(), account.username, f"tebakan ke {n} salah")
    device = Client(headers={"cookie": sent})
    assert enter(device, account.username) == 302


def test_the_session_key_changes_at_sign_in_and_dies_at_sign_out(client: Client) -> None:
    account = employee()
    session = client.session
    session["apa"] = "saja"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before or ""
    enter(client, account.username)
    inside = client.cookies["sessionid"].value
    assert inside != before
    assert not Session.objects.filter(session_key=before).exists()
    client.post("/keluar/")
    stolen = Client()
    stolen.cookies["sessionid"] = inside
    assert not is_in(stolen)


def test_the_second_factor_is_asked_for(client: Client) -> None:
    account = employee()
    give_totp(account=account, secret=SECRET)
    answer = client.post("/masuk/", {"login": account.username, "password": make.PASSWORD})
    assert answer["Location"] == "/masuk/kode/"
    assert not is_in(client)
    assert client.post("/masuk/kode/", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post("/masuk/kode/", {"code": code_now()}).status_code == 302
    assert is_in(client)


def test_the_secret_is_not_stored_in_the_clear() -> None:
    account = employee()
    give_totp(account=account, secret=SECRET)
    assert SECRET not in str(account.authenticator_set.get().data)  # type: ignore[attr-defined]


def test_a_new_secret_key_logs_nobody_out(client: Client, settings: Settings) -> None:
    """R57: sessions, authenticator apps, links and known devices outlive a change of the key."""
    account = employee()
    give_totp(account=account, secret=SECRET)
    link = signed(NEW_EMAIL, [account.pk, "baru@contoh.go.id"])
    client.post("/masuk/", {"login": account.username, "password": make.PASSWORD})
    client.post("/masuk/kode/", {"code": code_now()})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "kunci baru " * 6
    assert is_in(client)
    assert client.get(f"/saya/surel/{link}/").status_code == 200
    kept = Authenticator.objects.get(user=account).data["secret"]
    assert get_adapter().decrypt(kept) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(f"/saya/surel/{link}/").status_code == 410


def test_a_role_waits_for_its_second_factor(client: Client) -> None:
    account = employee()
    with scoped(SYSTEM):
        person = Person.objects.get(account=account)
    make.grant(person, Role.ORGANISER, home_of(person))
    account.authenticator_set.all().delete()  # type: ignore[attr-defined]
    answer = client.post("/masuk/", {"login": account.username, "password": make.PASSWORD})
    assert answer["Location"] == "/saya/keamanan/"
    assert client.get("/pesan/kiriman/")["Location"] == "/saya/keamanan/"
    assert make.actor(client).holds(Role.ORGANISER) is False
    make.second_factor(person)
    assert make.actor(client).holds(Role.ORGANISER) is True


def test_a_role_ends_with_the_employment(client: Client) -> None:
    """R54: whoever leaves, or moves to another agency, holds no role of the old one."""
    person = make.person(make.unit(make.agency()))
    make.grant(person, Role.LEADER, home_of(person))
    assert make.sign_in(client, person).holds(Role.LEADER) is True
    with scoped(SYSTEM):
        Employment.objects.filter(person=person).update(valid_to=now().date())
    assert make.actor(client).holds(Role.LEADER) is False
    with scoped(SYSTEM):
        unit = make.unit(make.agency("Instansi Baru"))
        Employment.objects.create(
            tenant_id=unit.tenant_id, person=person, unit=unit, status="PNS", valid_from=now()
        )
    assert make.actor(client).holds(Role.LEADER) is False


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found
    return found[1]


def test_recovery_sets_a_password_once_and_ends_sessions(client: Client) -> None:
    account, elsewhere = employee(), Client()
    enter(elsewhere, account.username)
    assert client.post("/masuk/lupa/", {"login": account.username}).status_code == 302
    jobs.send_password_link(login=account.username)
    (letter,) = mail.outbox
    path = link_in(str(letter.body))
    assert client.get(path).status_code == 200
    client.post(path, {"password": "empat kata yang baru"})
    assert not is_in(elsewhere)
    assert client.get(path).status_code == 410
    assert enter(client, account.username, "empat kata yang baru") == 302


def test_recovery_tells_nothing(client: Client) -> None:
    account = employee()
    answers = [
        client.post("/masuk/lupa/", {"login": login})
        for login in (account.username, "199001012020011001", "siapa@contoh.go.id")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, "/masuk/terkirim/")
    }
    jobs.send_password_link(login="199001012020011001")
    assert mail.outbox == []


def test_recovery_is_limited(client: Client) -> None:
    answers = [client.post("/masuk/lupa/", {"login": "a@b.id"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_guest_proves_the_address_first(client: Client) -> None:
    form = {"name": "Dr. Budi", "email": "Budi@Kampus.ac.id", "organisation": "Kampus"}
    assert client.post("/daftar/", form).status_code == 302
    assert Account.objects.count() == 0
    token = signed(GUEST, ["Dr. Budi", "budi@kampus.ac.id", "Kampus"])
    jobs.send_guest_link(email="budi@kampus.ac.id", token=token)
    path = link_in(str(mail.outbox[0].body))
    client.post(path, {"password": "empat kata yang baru"})
    assert is_in(client)
    again = Client().post(path, {"password": "empat kata yang baru"})
    assert again.status_code == 200
    assert Account.objects.count() == 1


def test_a_guest_who_has_an_account_gets_a_link_to_it() -> None:
    account = employee()
    jobs.send_guest_link(email=account.email, token="x")
    assert "/masuk/sandi/" in mail.outbox[0].body


def test_a_token_serves_one_purpose(client: Client) -> None:
    account = employee()
    client.force_login(account)
    guest = signed(GUEST, [account.pk, "baru@contoh.go.id"])
    change = signed(NEW_EMAIL, [account.pk, "baru@contoh.go.id"])
    assert client.get(f"/saya/surel/{guest}/").status_code == 410
    assert client.get(f"/daftar/{change}/").status_code == 410
    assert client.get(f"/saya/surel/{change}/").status_code == 200


def test_a_foreign_mail_link_changes_nothing(client: Client) -> None:
    account, other = employee(), employee()
    client.force_login(other)
    change = signed(NEW_EMAIL, [account.pk, "baru@contoh.go.id"])
    assert client.post(f"/saya/surel/{change}/").status_code == 410
    account.refresh_from_db()
    assert account.email != "baru@contoh.go.id"


def test_changing_the_address_needs_the_link(client: Client) -> None:
    account = employee()
    client.force_login(account)
    assert client.post("/saya/surel/", {"email": "baru@contoh.go.id"}).status_code == 200
    account.refresh_from_db()
    assert account.email != "baru@contoh.go.id"
    client.post(f"/saya/surel/{signed(NEW_EMAIL, [account.pk, 'baru@contoh.go.id'])}/")
    account.refresh_from_db()
    assert account.email == "baru@contoh.go.id"


def test_changing_the_password_ends_the_other_sessions(client: Client) -> None:
    account, elsewhere = employee(), Client()
    enter(client, account.username)
    enter(elsewhere, account.username)
    form = {"present": make.PASSWORD, "password": "empat kata yang baru"}
    assert client.post("/saya/sandi/", form).status_code == 302
    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_the_present_password_is_needed(client: Client) -> None:
    account = employee()
    enter(client, account.username)
    form = {"present": "bukan ini, sungguh", "password": "empat kata yang baru"}
    assert client.post("/saya/sandi/", form).status_code == 200


def test_short_and_common_passwords_are_refused(client: Client) -> None:
    account = employee()
    enter(client, account.username)
    for bad in ("pendek", "password1234", account.username):
        form = {"present": make.PASSWORD, "password": bad}
        assert client.post("/saya/sandi/", form).status_code == 200
    account.refresh_from_db()
    assert account.check_password(make.PASSWORD)


def test_ending_a_session_elsewhere(client: Client) -> None:
    account, elsewhere = employee(), Client()
    enter(client, account.username)
    enter(elsewhere, account.username)
    page = client.get("/saya/").content.decode()
    handle = re.search(r"/saya/sesi/([0-9a-f]{24})/akhiri/", page)
    assert handle
    client.post(handle[0])
    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_a_foreign_session_cannot_be_ended(client: Client) -> None:
    account, other = employee(), employee()
    mine = Client()
    enter(mine, account.username)
    enter(client, other.username)
    handle = session_handle(mine.cookies["sessionid"].value)
    assert client.post(f"/saya/sesi/{handle}/akhiri/").status_code == 404
    assert is_in(mine)


def test_who_comes_before_the_sample_is_loaded_is_told_to_wait(
    client: Client, settings: Settings
) -> None:
    assert client.get("/contoh/").status_code == 404
    settings.SAMPLE = True
    waiting = client.get("/contoh/")
    assert (waiting.status_code, "Contoh sedang dimuat" in waiting.content.decode()) == (200, True)
