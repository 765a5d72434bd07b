"""Communities: open to those they are for, joined by oneself, looked after by few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.discussion.models import Community, Member, Thread
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
FORM = {"title": "Penulis surat", "theme": "Surat", "summary": "Berbagi contoh."}


def client_of(person: Person, *roles: Role, at: Agency | None = None) -> Client:
    client = Client()
    for role in roles:
        make.grant(person, role, at)
    make.sign_in(client, person)
    return client


@dataclass
class Village:
    """An agency with a community, its keeper, and somebody of it and of another agency."""

    agency: Agency
    keeper: Client
    local: Client
    guest: Client

    def open(self, **given: Any) -> str:
        """Open a community by the form; gives its address."""
        return str(self.keeper.post("/komunitas/baru/", FORM | given)["Location"])


@pytest.fixture
def village() -> Village:
    agency = make.agency("Provinsi Sendiri")
    unit = make.unit(agency)
    return Village(
        agency,
        client_of(make.person(unit, "Kepala Kebun"), Role.ORGANISER, at=agency),
        client_of(make.person(unit, "Lina Lokal")),
        client_of(make.person(make.unit(make.agency("Lain")), "Tamu Jauh")),
    )


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return str(answer.content.decode())


def test_a_community_is_opened_joined_written_in_and_left(village: Village) -> None:
    assert "Belum ada komunitas" in text_of(village.local, "/komunitas/")
    url = village.open()
    assert "Penulis surat" in text_of(village.local, "/komunitas/?q=contoh")
    assert "Bergabung" in text_of(village.local, url)
    assert village.local.get(f"{url}baru/")["Location"] == url

    for _twice in range(2):
        village.local.post(f"{url}ikut/", {"aksi": "ikut"})
    said = {"title": "Salam", "text": "Halo semua", "token": str(uuid4())}
    thread = village.local.post(f"{url}baru/", said)["Location"]

    assert "2 anggota" in text_of(village.local, url)
    assert "Halo semua" in text_of(village.keeper, thread)
    assert "Lina Lokal" in text_of(village.local, f"{url}anggota/?q=lina")
    assert "Penulis surat" in text_of(village.local, "/komunitas/?hanya=saya")
    village.local.post(f"{url}ikut/", {"aksi": "keluar"})
    village.local.post(f"{url}ikut/", {"aksi": "keluar"})
    with scoped(SYSTEM):
        found = Community.objects.get()
        assert (found.member_count, found.thread_count) == (1, 1)
    reply = village.local.post(f"{thread}balas/", {"text": "Lagi", "token": str(uuid4())})
    assert (reply.status_code, "Bergabunglah dulu" in reply.content.decode()) == (422, True)


def test_what_is_the_agencys_own_is_absent_to_others(village: Village) -> None:
    url = village.open()

    assert "Penulis surat" not in text_of(village.guest, "/komunitas/")
    text_of(village.guest, url, 404)
    assert village.guest.post(f"{url}ikut/").status_code == 404


def test_a_national_one_is_open_to_all(village: Village) -> None:
    url = village.open(is_national="on")

    assert "Nasional, dari Provinsi Sendiri" in text_of(village.guest, "/komunitas/")
    village.guest.post(f"{url}ikut/")
    said = {"title": "Dari jauh", "text": "Salam dari provinsi lain", "token": str(uuid4())}
    thread = village.guest.post(f"{url}baru/", said)["Location"]
    assert "provinsi lain" in text_of(village.local, thread)
    assert village.guest.post(f"{url}ubah/", FORM).status_code == 403


def test_only_keepers_open_change_and_close(village: Village) -> None:
    url = village.open()
    with scoped(SYSTEM):
        keeper_row = Member.objects.get()

    assert village.local.post("/komunitas/baru/", FORM).status_code == 403
    assert village.local.post(f"{url}ubah/", FORM).status_code == 403
    assert village.local.post(f"{url}anggota/{keeper_row.uuid}/").status_code == 403
    assert village.keeper.post("/komunitas/baru/", FORM).status_code == 422
    village.keeper.post(f"{url}ubah/", FORM | {"title": "Penulis nota"})
    assert "Penulis nota" in text_of(village.local, url)
    for _twice in range(2):
        village.keeper.post(f"{url}ubah/", {"aksi": "tutup"})
    text_of(village.local, url, 404)
    assert "Ditutup" in text_of(village.keeper, url)
    village.keeper.post(f"{url}ubah/", {"aksi": "buka"})
    text_of(village.local, url)


def test_a_moderator_is_appointed_and_may_moderate(village: Village) -> None:
    url = village.open()
    village.local.post(f"{url}ikut/")
    said = {"title": "Salam", "text": "Kata kasar", "token": str(uuid4())}
    thread = village.keeper.post(f"{url}baru/", said)["Location"]
    hide = f"{thread}1/sembunyikan/"
    assert village.local.post(hide, {"reason": "Kasar"}).status_code == 403
    with scoped(SYSTEM):
        row = Member.objects.get(name="Lina Lokal")

    for _twice in range(2):
        village.keeper.post(f"{url}anggota/{row.uuid}/", {"aksi": "angkat"})
    assert village.local.post(hide, {"reason": "Kasar"}).status_code == 302
    with scoped(SYSTEM):
        assert Thread.objects.get().hidden_at is not None
    village.keeper.post(f"{url}anggota/{row.uuid}/", {"aksi": "lepas"})
    assert village.local.post(hide, {"reason": "Kasar"}).status_code == 404


def test_the_list_costs_the_same_however_long(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for names in (("Satu",), ("Dua", "Tiga")):
        for name in names:
            with scoped(SYSTEM):
                Community.objects.create(
                    tenant=village.agency, title=name, last_at=now(), created_by_id=1,
                    created_at=now(),
                )  # fmt: skip
        with django_assert_num_queries(LIST):
            text_of(village.local, "/komunitas/")


LIST = 6
