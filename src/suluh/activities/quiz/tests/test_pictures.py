"""Pictures of questions: drawn anew, kept once, shown to who is asked with them, tapped and marked."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from suluh.activities.quiz.models import Picture, Question
from suluh.activities.quiz.queries.exchange import write_file
from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.formats import FORMATS
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make as rows
from suluh.organisation.types import Role
from suluh.standards.questions import read_moodle
from suluh.standards.questions.types import Marker, Markers, Zone, ZoneShape
from tests import make

pytestmark = pytest.mark.django_db
NEW = "/kelola/bank-soal/baru/"
FIELDS = {"text": "Di mana nomor surat?", "difficulty": "easy", "points": "1", "category": ""}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(width: int = 2400, height: int = 1200) -> SimpleUploadedFile:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    Image.new("RGB", (width, height), "white").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile("surat.jpg", made.getvalue())


def author(home: Any) -> Client:
    who, client = make.person(make.unit(home)), Client()
    make.grant(who, Role.AUTHOR, home)
    make.sign_in(client, who)
    return client


def test_a_hotspot_is_written_in_two_steps_and_its_picture_is_small_and_clean() -> None:
    client = author(make.agency())
    url = f"{NEW}?jenis=hotspot"

    first = client.post(url, {**FIELDS, "alt": "Contoh surat", "picture": photo()})
    with scoped(SYSTEM):
        kept = Picture.objects.get()
        data = kept.file.read()
    page = first.content.decode()
    done = client.post(
        url, {**FIELDS, "alt": "Contoh surat", "kept": str(kept.uuid), "lines": "10 20 30 8"}
    )

    assert first.status_code == 422
    assert f"/soal-gambar/{kept.uuid}/" in page
    assert (kept.width, kept.height, data[8:12]) == (1200, 600, b"WEBP")
    assert b"rahasia" not in data
    assert done.status_code == 302
    shown = client.get(done["Location"]).content.decode()
    assert shown.count('name="q0"') == 2


def test_the_same_picture_is_kept_once_and_what_is_none_is_refused() -> None:
    client = author(make.agency())
    url = f"{NEW}?jenis=hotspot"
    for _ in range(2):
        client.post(url, {**FIELDS, "alt": "Surat", "picture": photo()})
    wrong = SimpleUploadedFile("surat.png", b"<svg onload=alert(1)>")

    said = client.post(url, {**FIELDS, "alt": "Surat", "picture": wrong}).content.decode()

    with scoped(SYSTEM):
        assert Picture.objects.count() == 1
    assert "tidak dapat diterima" in said


def test_a_picture_in_the_words_needs_words_of_its_own() -> None:
    client = author(make.agency())
    url = f"{NEW}?jenis=single"
    given = {**FIELDS, "lines": "*kop\nisi"}

    assert client.post(url, {**given, "picture": photo()}).status_code == 422
    done = client.post(url, {**given, "picture": photo(), "alt": "Bagan [surat]"})

    with scoped(SYSTEM):
        text = Question.objects.get().text
    assert "![Bagan (surat)](/soal-gambar/" in text
    assert '<img src="/soal-gambar/' in client.get(done["Location"]).content.decode()


def test_another_agencys_picture_is_none_of_ones_own() -> None:
    client = author(make.agency())
    client.post(f"{NEW}?jenis=hotspot", {**FIELDS, "alt": "Surat", "picture": photo()})
    with scoped(SYSTEM):
        uuid = str(Picture.objects.get().uuid)
    other = author(make.agency("Lain"))

    said = other.post(
        f"{NEW}?jenis=hotspot", {**FIELDS, "alt": "Surat", "kept": uuid, "lines": "1 1 9 9"}
    )

    assert said.status_code == 422
    assert other.get(f"/soal-gambar/{uuid}/").status_code == 404


def test_who_takes_part_in_a_course_fetches_it_and_a_colleague_does_not() -> None:
    home = make.agency()
    author(home).post(f"{NEW}?jenis=hotspot", {**FIELDS, "alt": "Surat", "picture": photo()})
    with scoped(SYSTEM):
        url = f"/soal-gambar/{Picture.objects.get().uuid}/"
    learner, colleague = make.person(make.unit(make.agency("Asal"))), make.person(make.unit(home))
    course = rows.course(texts.published(texts.training(home)))
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=home, offering=course, person=learner, name=learner.name,
            registered_at=rows.NOW,
        )  # fmt: skip
    answers = []
    for who in (learner, colleague):
        client = Client()
        make.sign_in(client, who)
        answers.append(client.get(url))

    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0]["Content-Type"] == "image/webp"


def test_files_name_what_they_cannot_carry() -> None:
    client = author(make.agency())
    client.post(f"{NEW}?jenis=hotspot", {**FIELDS, "alt": "Surat", "picture": photo()})
    with scoped(SYSTEM):
        uuid = str(Picture.objects.get().uuid)
    client.post(f"{NEW}?jenis=hotspot", {**FIELDS, "alt": "a", "kept": uuid, "lines": "1 1 9 9"})
    single = {**FIELDS, "lines": "*kop\nisi", "alt": "Bagan", "picture": photo()}
    client.post(f"{NEW}?jenis=single", single)

    with scoped(SYSTEM):
        ids = list(Question.objects.values_list("pk", flat=True))
        written = write_file(ids, FORMATS["moodle"])

    assert {note.reason for note in written.notes} == {reasons.NO_ALT, reasons.PICTURES}
    assert "(Bagan)" in written.content
    assert "soal-gambar" not in written.content


def test_a_point_on_a_picture_goes_along_with_its_picture_and_its_place() -> None:
    client = author(make.agency())
    client.post(f"{NEW}?jenis=hotspot", {**FIELDS, "alt": "Surat", "picture": photo()})
    with scoped(SYSTEM):
        kept = Picture.objects.get()
        picture = kept.file.read()
    given = {**FIELDS, "alt": "Surat", "kept": str(kept.uuid)}
    client.post(f"{NEW}?jenis=hotspot", {**given, "lines": "Nomor surat = 10 20 30 8"})
    client.post(
        f"{NEW}?jenis=hotspot", {**given, "text": "Di mana kopnya?", "lines": "1 1 9 9\n50 1 9 9"}
    )

    with scoped(SYSTEM):
        ids = list(Question.objects.values_list("pk", flat=True))
        written = write_file(ids, FORMATS["moodle"])
        as_gift = write_file(ids, FORMATS["gift"])

    (again,) = read_moodle(written.content.encode()).questions
    assert isinstance(again, Markers)
    assert (again.picture.content, again.text.content) == (picture, "Di mana nomor surat?")
    assert again.markers == (Marker("Nomor surat"),)
    assert again.zones == (Zone(1, ZoneShape.RECTANGLE, "120,120;360,48"),)
    assert {note.reason for note in written.notes} == {reasons.NO_ALT, reasons.NO_HOTSPOT}
    assert "Di mana nomor surat?" not in as_gift.content
