"""A large ZIP is opened by a job: how far it is, what became of each file, never twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.base.models import LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.content.actions.parcels import MANY
from suluh.content.jobs import open_parcel
from suluh.content.models import Activity, Parcel, Training
from suluh.content.tests import make as texts
from suluh.content.tests.test_packed import archive
from suluh.content.tests.test_pictures import author
from suluh.identity.models import Employment, RoleGrant
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
FILES = {f"K/1 Bagian/{n} halaman.md": f"# Halaman {n}".encode() for n in range(1, MANY + 1)}
LARGE = {**FILES, "K/lain.xyz": b"x"}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


class Desk:
    """An author before the page of a draft."""

    def __init__(self) -> None:
        self.home = make.agency()
        self.training: Training = texts.training(self.home)
        texts.version(self.training)
        self.client: Client = author(self.home)
        self.url = f"/kelola/pelatihan/{self.training.uuid}/berkas/"

    def send(self, files: dict[str, bytes] = LARGE, **more: Any) -> Any:
        """Choose a ZIP and press the button, without a script."""
        sent = {"berkas": SimpleUploadedFile("kursus.zip", archive(files).read())}
        return self.client.post(self.url, sent, **more)

    def run(self) -> None:
        """The job's turn comes."""
        with scoped(SYSTEM):
            parcel = Parcel.objects.get()
        open_parcel(parcel=str(parcel.uuid), tenant_id=self.home.pk)

    def page(self) -> str:
        """What the author reads now."""
        return str(self.client.get(self.url).content.decode())


def _titles() -> list[str]:
    with scoped(SYSTEM):
        return list(Activity.objects.order_by("id").values_list("title", flat=True))


def test_a_large_zip_waits_is_opened_and_told_file_by_file() -> None:
    desk = Desk()

    answer = desk.send()

    assert (answer.status_code, answer["Location"], _titles()) == (302, desk.url, [])
    assert 'id="pekerjaan"' in desk.page()
    desk.run()
    page = desk.page()
    assert _titles() == [f"Halaman {n}" for n in range(1, MANY + 1)]
    assert page.count('data-made="1"') == MANY
    for words in ("Hasil kursus.zip", "Jenis berkas ini tidak dikenal"):
        assert words in page
    assert default_storage.listdir("imports")[1] == []
    with scoped(SYSTEM):
        assert LongJob.objects.get().state == "done"


def test_a_second_run_and_a_second_sending_double_nothing() -> None:
    desk = Desk()
    desk.send()
    assert "ZIP sebelumnya masih dibuka" in desk.send().content.decode()
    desk.run()
    desk.run()
    desk.send()
    desk.run()

    assert len(_titles()) == MANY
    assert desk.page().count("Sudah ada di pelatihan ini.") == MANY


def test_a_small_one_is_opened_at_once_and_a_script_hears_that_a_large_one_waits() -> None:
    desk = Desk()
    small = desk.send({"K/a.md": b"Halo"})
    assert (small.status_code, _titles()) == (200, ["A"])

    rows = desk.send(headers={"X-Requested-With": "fetch"})

    assert "Dibuka di belakang layar" in rows.content.decode()


def test_who_lost_the_role_or_left_meanwhile_brings_nothing() -> None:
    for model, change in (
        (RoleGrant, {"revoked_at": texts.NOW}), (Employment, {"valid_to": texts.NOW.date()}),
    ):  # fmt: skip
        desk = Desk()
        desk.send()
        with scoped(SYSTEM):
            model._default_manager.filter(tenant=desk.home).update(**change)
        desk.run()

        with scoped(SYSTEM):
            (said,) = Parcel.objects.get().report
            Parcel.objects.all().delete()
        assert said["sentence"]
        assert _titles() == []


def test_a_stranger_sees_neither_the_page_nor_the_parcel() -> None:
    desk = Desk()
    desk.send()
    with scoped(SYSTEM):
        parcel = Parcel.objects.get()
    other = make.agency()

    assert author(other).get(desk.url).status_code == 404
    open_parcel(parcel=str(parcel.uuid), tenant_id=other.pk)
    assert _titles() == []
    reader, client = make.person(make.unit(desk.home)), Client()
    make.grant(reader, Role.REVIEWER, desk.home)
    make.sign_in(client, reader)
    assert client.post(desk.url, {}).status_code in {403, 404, 409, 422}


def test_a_broken_one_says_so() -> None:
    desk = Desk()
    data = archive(LARGE).read()
    whole = data[: len(data) // 3] + data[len(data) // 2 :]
    desk.client.post(desk.url, {"berkas": SimpleUploadedFile("rusak.zip", whole)})
    desk.run()

    assert "ZIP ini rusak" in desk.page()
