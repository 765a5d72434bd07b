"""Pages: who sees what, how many queries, and the walk from draft to completion."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import press
from suluh.delivery.models import Enrolment, Offering, Series
from suluh.delivery.tests import make
from suluh.identity.models import Account, RoleGrant
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role

pytestmark = pytest.mark.django_db


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def _organiser(**more: Any) -> tuple[Client, Actor]:
    home = make.unit(make.agency())
    organiser = make.actor(home, Role.ORGANISER, **more)
    with scoped(SYSTEM):
        Authenticator.objects.create(user_id=organiser.account_id, type="totp", data={})
        RoleGrant.objects.create(
            tenant=home.tenant,
            person_id=organiser.person_id,
            role=Role.ORGANISER,
            created_at=make.NOW,
        )
    return _client(organiser), organiser


def _open_event(at: Any, **more: Any) -> Offering:
    now = timezone.now()
    return make.offering(
        at,
        starts_at=now + timedelta(days=2),
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=2),
        **more,
    )


def _agency_of(actor: Actor) -> Any:
    return Agency.objects.get(pk=actor.agency_id or 0)


def test_the_public_sees_national_events_only() -> None:
    agency = make.agency()
    shown = _open_event(agency, title="Untuk semua orang")
    _open_event(agency, title="Hanya untuk kami", audience="agency")
    _open_event(agency, title="Masih rahasia", state="draft")

    page = Client().get("/acara/").content.decode()

    assert "Untuk semua orang" in page
    assert "Hanya untuk kami" not in page
    assert "Masih rahasia" not in page
    assert Client().get(f"/acara/{shown.uuid}/").status_code == 200


@pytest.mark.parametrize("events", [1, 3])
def test_the_catalogue_costs_the_same_for_one_and_three(
    events: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.base.kept.SECONDS", 3600)  # however slow the first page is
    actor = make.actor(make.unit(make.agency()))
    for _ in range(events):
        _open_event(_agency_of(actor))
    client = _client(actor)
    client.get("/belajar/")

    # Scope and actor, scope, the list; each scope is a savepoint in a test.
    with django_assert_num_queries(CATALOGUE_QUERIES):
        client.get("/belajar/")


def test_each_card_of_the_catalogue_shows_ones_own_place_alone() -> None:
    actor, other = (make.actor(make.unit(make.agency())) for _ in range(2))
    events = [_open_event(_agency_of(actor), title=f"Acara {number}") for number in range(3)]
    for who, event in ((actor, events[1]), (other, events[2])):
        _client(who).post(f"/acara/{event.uuid}/daftar/")

    page = _client(actor).get("/belajar/").content.decode()

    cards = page.split("<article")[1:]
    assert [card.count("Terdaftar") for card in cards] == [0, 1, 0]
    assert "<!--" not in page


def test_the_event_page_costs_few_queries(django_assert_num_queries: Any) -> None:
    actor = make.actor(make.unit(make.agency()))
    event = _open_event(_agency_of(actor), seats=10)
    client = _client(actor)
    client.get(f"/acara/{event.uuid}/")

    with django_assert_num_queries(EVENT_QUERIES):
        client.get(f"/acara/{event.uuid}/")


def test_search_forgives_typing_errors() -> None:
    agency = make.agency()
    _open_event(agency, title="Pelayanan publik digital")
    _open_event(agency, title="Keuangan daerah")

    page = Client().get("/acara/", {"q": "pelayann pubik"}).content.decode()

    assert "Pelayanan publik digital" in page
    assert "Keuangan daerah" not in page


def test_one_tap_registers_and_the_page_says_so() -> None:
    actor = make.actor(make.unit(make.agency()))
    event = _open_event(_agency_of(actor))
    client = _client(actor)

    answer = client.post(f"/acara/{event.uuid}/daftar/", follow=True)

    assert "Anda terdaftar" in answer.content.decode()
    client.post(f"/acara/{event.uuid}/batal/")
    with scoped(SYSTEM):
        assert Enrolment.objects.get(offering=event).state == "cancelled"


def test_the_short_way_needs_the_token_like_the_long_one() -> None:
    actor = make.actor(make.unit(make.agency()))
    event = _open_event(_agency_of(actor))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(pk=actor.account_id))

    assert strict.post(f"/acara/{event.uuid}/daftar/").status_code == 403
    with scoped(SYSTEM):
        assert not Enrolment.objects.exists()
    page = strict.get(f"/acara/{event.uuid}/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = strict.post(f"/acara/{event.uuid}/daftar/", {"csrfmiddlewaretoken": token})
    assert answer["Location"] == f"/acara/{event.uuid}/"
    with scoped(SYSTEM):
        assert Enrolment.objects.get().person_id == actor.person_id


def test_the_short_way_registers_and_leads_back() -> None:
    actor = make.actor(make.unit(make.agency()))
    event = _open_event(_agency_of(actor))
    cookies = {"sessionid": _client(actor).cookies["sessionid"].value}

    answer = press(f"/acara/{event.uuid}/daftar/", {"setuju": "1"}, cookies=cookies)
    assert (answer.status, answer.headers["Location"]) == (302, f"/acara/{event.uuid}/")
    forged = press(
        f"/acara/{event.uuid}/daftar/", cookies=cookies, HTTP_ORIGIN="http://jahat.example"
    )
    assert forged.status == 403
    with scoped(SYSTEM):
        assert Enrolment.objects.get().person_id == actor.person_id


def test_who_has_no_contact_is_asked_and_who_is_not_signed_in_signs_in() -> None:
    actor = make.actor(make.unit(make.agency()), email="")
    event = _open_event(_agency_of(actor))
    client = _client(actor)

    asked = client.post(f"/acara/{event.uuid}/daftar/")
    assert asked.status_code == 200
    assert "menghubungi" in asked.content.decode()
    done = client.post(f"/acara/{event.uuid}/daftar/", {"email": "", "phone": "0812"})
    assert done.status_code == 302
    assert "masuk" in Client().post(f"/acara/{event.uuid}/daftar/")["Location"]


def test_the_personal_link_remembers_who_came() -> None:
    actor = make.actor(make.unit(make.agency()))
    stranger = make.actor(make.unit(make.agency("Kota Lain")))
    event = _open_event(_agency_of(actor))
    client = _client(actor)
    client.post(f"/acara/{event.uuid}/daftar/")

    answer = client.get(f"/acara/{event.uuid}/ruang/")

    assert (answer.status_code, answer["Location"]) == (302, "https://contoh.example/rapat")
    with scoped(SYSTEM):
        assert Enrolment.objects.get(offering=event).joined_at is not None
    assert _client(stranger).get(f"/acara/{event.uuid}/ruang/").status_code == 404


def test_whoever_is_signed_out_is_led_to_sign_in_and_back() -> None:
    inside = make.offering(make.agency(), audience="agency")
    absent = inside.uuid.__class__(int=7)
    for uuid in (inside.uuid, absent):
        answer = Client().get(f"/acara/{uuid}/")
        assert answer.status_code == 404
        assert f"/masuk/?next=%2Facara%2F{uuid}%2F" in answer.content.decode()


def test_calendar_file_and_feed_hold_the_event() -> None:
    actor = make.actor(make.unit(make.agency()))
    event = _open_event(_agency_of(actor))
    client = _client(actor)
    client.post(f"/acara/{event.uuid}/daftar/")

    assert "BEGIN:VEVENT" in client.get(f"/acara/{event.uuid}/kalender.ics").content.decode()
    page = client.get("/agenda/").content.decode()
    feed = page.split("/agenda/umpan/")[1].split(".ics")[0]
    assert str(event.uuid) in Client().get(f"/agenda/umpan/{feed}.ics").content.decode()
    assert Client().get("/agenda/umpan/salah.ics").status_code == 404


def test_the_wizard_leads_from_nothing_to_an_announced_event() -> None:
    client, _organiser_actor = _organiser()
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    today = timezone.now().date().isoformat()

    first = client.post("/kelola/acara/baru/", {"title": "Menulis untuk warga", "theme": "Bahasa"})
    with scoped(SYSTEM):
        event = Offering.objects.get()
    assert first["Location"] == f"/kelola/acara/{event.uuid}/ubah/waktu/"
    base = f"/kelola/acara/{event.uuid}/"
    times = {
        "form": 9, "date": day, "start": "09:00", "end": "11:30", "zone": "Asia/Makassar",
        "break_minutes": 0, "join_link": "https://zoom.example/j/1",
    }  # fmt: skip
    preview = client.post(f"{base}pratinjau/waktu/", times)
    assert "WITA" in preview.content.decode()
    assert client.post(f"{base}ubah/waktu/", times)["Location"].endswith("/ubah/peserta/")
    audience = {
        "audience": "national", "seats": 100, "opens_date": today, "opens_time": "00:00",
        "closes_date": day, "closes_time": "09:00",
    }  # fmt: skip
    assert client.post(f"{base}ubah/peserta/", audience)["Location"].endswith("/ubah/pembicara/")
    guest = {"aksi": "tamu", "name": "Dr. Ratna Dewi", "email": "r@x.id", "role": "narasumber"}
    assert client.post(f"{base}ubah/pembicara/", guest).status_code == 302
    rule = {"rule": "masuk-pulang", "has_evaluation": "on"}
    assert client.post(f"{base}ubah/kelulusan/", rule)["Location"].endswith("/ubah/tinjau/")
    assert "Siap diumumkan" in client.get(f"{base}ubah/tinjau/").content.decode()
    assert client.post(f"{base}terbitkan/")["Location"] == base

    page = Client().get(f"/acara/{event.uuid}/").content.decode()
    assert "Menulis untuk warga" in page
    assert "Dr. Ratna Dewi" in page
    assert "100 kursi" in page
    for tab in ("", "peserta/", "batalkan/", "peserta/?xlsx=1"):
        assert client.get(f"{base}{tab}").status_code == 200
    copied = client.post(f"{base}salin/")
    assert copied.status_code == 302
    client.post(f"{base}batalkan/", {"reason": "Narasumber sakit"})
    assert "Narasumber sakit" in Client().get(f"/acara/{event.uuid}/").content.decode()


def test_each_draft_of_a_series_gets_the_next_number() -> None:
    client, organiser = _organiser()
    with scoped(SYSTEM):
        series = Series.objects.create(
            tenant=_agency_of(organiser), name="ASN Belajar", next_number=47, created_at=make.NOW
        )

    for title in ("Satu", "Dua"):
        client.post("/kelola/acara/baru/", {"title": title, "series": series.uuid})

    with scoped(SYSTEM):
        numbers = Offering.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == [47, 48]


def test_a_neighbouring_organiser_finds_nothing() -> None:
    _client_a, organiser = _organiser()
    neighbour, _actor = _organiser()
    event = _open_event(_agency_of(organiser))

    for page in ("", "peserta/", "batalkan/", "ubah/pokok/", "ubah/pembicara/"):
        assert neighbour.get(f"/kelola/acara/{event.uuid}/{page}").status_code == 404
    assert neighbour.post(f"/kelola/acara/{event.uuid}/terbitkan/").status_code == 404


def test_a_participant_may_not_organise() -> None:
    actor = make.actor(make.unit(make.agency()))
    event = _open_event(_agency_of(actor))

    assert _client(actor).get(f"/kelola/acara/{event.uuid}/").status_code == 404
    assert _client(actor).post("/kelola/acara/baru/", {"title": "x"}).status_code == 403
    assert _client(actor).get("/kelola/acara/").status_code == 403
    assert _client(actor).get("/kelola/seri/").status_code == 403


CATALOGUE_QUERIES = 5
EVENT_QUERIES = 5
