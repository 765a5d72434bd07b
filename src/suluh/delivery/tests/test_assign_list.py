"""Assigning by a list of NIP, pasted or from a file: of paths as of courses, who is missing named first."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment, PathAssignment
from suluh.delivery.rules.review import numbers_of_rows
from suluh.delivery.tests import make
from suluh.delivery.tests.paths import Town
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from suluh.standards.spreadsheet import write_xlsx
from tests import make as people

pytestmark = pytest.mark.django_db


def _nip(who: Actor) -> str:
    with scoped(SYSTEM):
        return str(Person.objects.get(pk=who.person_id).nip)


def _sit_down(client: Client, town: Town) -> None:
    with scoped(SYSTEM):
        author = Person.objects.get(pk=town.author.person_id)
        people.grant(author, Role.ORGANISER, town.agency)
    people.sign_in(client, author)


def _hidden(page: str) -> dict[str, str]:
    """What goes along to "yes"."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_of_a_table_the_numbers_are_taken_and_mistyped_ones_kept() -> None:
    rows = [
        ["NIP", "Nama", "Telepon"],
        ["19900101 201503 1 001", "Budi", "0811"],
        ["2", "19850505", "08123"],
        ["", "Tanpa nomor", ""],
    ]
    assert numbers_of_rows(rows) == "19900101 201503 1 001\n19850505"


def test_a_path_is_assigned_to_who_is_on_the_list_and_missing_ones_are_named(
    client: Client,
) -> None:
    town = Town()
    rina, budi = make.actor(town.unit), make.actor(town.unit)
    stranger = make.actor(make.unit(make.agency()))
    sheet = io.BytesIO()
    write_xlsx(sheet, ["Nama", "NIP"], [["Budi", _nip(budi)], ["Orang lain", _nip(stranger)]])
    file = SimpleUploadedFile("daftar.xlsx", sheet.getvalue())
    _sit_down(client, town)
    url = f"/kelola/jalur/{town.path.uuid}/tugaskan/daftar/"
    assert "NIP siapa saja yang Anda tugaskan?" in client.get(url).content.decode()

    page = client.post(
        url, {"numbers": _nip(rina), "file": file, "reason": "ST 1"}
    ).content.decode()
    assert "2 orang akan ditugaskan" in page
    assert _nip(stranger) in page.split("Tidak ditemukan di unit Anda", 1)[1]
    assert town.places() == {}
    again = client.post(url, _hidden(page) | {"ubah": "1"}).content.decode()
    assert "ST 1" in again
    assert _nip(budi) in again

    assert client.post(url, _hidden(page) | {"ya": "1"}).status_code == 302
    assert set(town.places()) == {rina.person_id, budi.person_id}
    with scoped(SYSTEM):
        made = PathAssignment.objects.get()
    assert (made.people, made.is_rule, made.follows, made.reason) == (2, False, False, "ST 1")
    act = client.get(f"/kelola/jalur/{town.path.uuid}/tugaskan/{made.uuid}/").content.decode()
    assert "Daftar NIP" in act


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"numbers": ""}, "Tempel sedikitnya satu NIP, atau pilih berkasnya."),
        ({"numbers": "1", "due_on": "2020-01-01"}, "Tanggal ini sudah lewat."),
        ({"numbers": "198001010000001001"}, "Tidak ada pegawai yang cocok."),
        ({"file": b"PK\x03\x04 rusak"}, '<div class="error"'),
    ],
)
def test_what_cannot_be_read_is_told(
    client: Client, given: dict[str, str | bytes], told: str
) -> None:
    town = Town()
    _sit_down(client, town)
    data = {
        name: SimpleUploadedFile("a.xlsx", value) if isinstance(value, bytes) else value
        for name, value in given.items()
    }
    url = f"/kelola/jalur/{town.path.uuid}/tugaskan/daftar/"
    assert told in client.post(url, data).content.decode()
    assert town.places() == {}


def test_a_course_takes_the_same_file(client: Client) -> None:
    town = Town(courses=1)
    rina = make.actor(town.unit)
    _sit_down(client, town)
    url = f"/pelatihan/{town.courses[0].uuid}/tugaskan/"
    file = SimpleUploadedFile("daftar.csv", f"NIP;Nama\n{_nip(rina)};Rina\n".encode())

    page = client.post(url, {"whom": "list", "file": file}).content.decode()
    assert client.post(url, _hidden(page) | {"ya": "1"}).status_code == 302

    with scoped(SYSTEM):
        placed = Enrolment.objects.values_list("person_id", "source")
        assert list(placed) == [(rina.person_id, "assigned")]
