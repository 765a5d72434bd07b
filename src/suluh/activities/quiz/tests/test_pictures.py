"""Pictures of questions: drawn anew, kept once, shown to who is asked with them, tapped and marked."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from suluh.activities.quiz.models import BankImport, Picture, Question, QuestionVersion
from suluh.activities.quiz.queries.exchange import write_file
from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.formats import FORMATS
from suluh.activities.quiz.rules.items import from_data
from suluh.activities.quiz.types import Region
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
    assert '<img loading="lazy" src="/soal-gambar/' in client.get(done["Location"]).content.decode()


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

        as_gift = write_file(ids, FORMATS["gift"])

    assert {note.reason for note in written.notes} == {reasons.NO_ALT}
    assert reasons.PICTURES in {note.reason for note in as_gift.notes}
    assert "(Bagan)" in as_gift.content
    assert "soal-gambar" not in written.content + as_gift.content


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


def _moodle(zones: int = 1) -> bytes:
    """A choice with a picture in its words, and a marker on a picture, as Moodle writes them."""
    image = b64encode(photo(800, 400).read()).decode()
    file = f'<file name="kop.jpg" path="/" encoding="base64">{image}</file>'
    drops = "".join(
        f"<drop><no>{n}</no><shape>rectangle</shape><coords>{80 * n},40;160,33</coords>"
        f"<choice>1</choice></drop>"
        for n in range(1, zones + 1)
    )
    return f"""<quiz>
    <question type="multichoice"><name><text>Kop</text></name><questiontext format="html"><text>
    <![CDATA[<p>Apa ini?</p><p><img src="@@PLUGINFILE@@/kop.jpg" alt="Kop surat"></p>]]></text>{file}
    </questiontext><single>true</single>
    <answer fraction="100"><text>Kop</text></answer><answer fraction="0"><text>Isi</text></answer>
    </question>
    <question type="ddmarker"><name><text>Letak</text></name>
    <questiontext format="html"><text>Letakkan penandanya.</text></questiontext>{file}
    <drag><no>1</no><text>Nomor surat</text><noofdrags>1</noofdrags></drag>{drops}</question>
    </quiz>""".encode()


def _bring(client: Client, data: bytes) -> BankImport:
    client.post(
        "/kelola/bank-soal/impor/", {"file": SimpleUploadedFile("soal.xml", data), "category": ""}
    )
    with scoped(SYSTEM):
        return BankImport.objects.latest("pk")


def test_pictures_and_a_marker_come_in_go_out_and_come_back_unchanged() -> None:
    home, elsewhere = make.agency(), make.agency("Lain")
    client, other = author(home), author(elsewhere)
    run = _bring(client, _moodle())
    client.post(f"/kelola/bank-soal/impor/{run.uuid}/terapkan/")
    with scoped(SYSTEM):
        text, point = (
            from_data(each.data) for each in QuestionVersion.objects.order_by("question_id")
        )
        picture = Picture.objects.get(tenant=home)
        ids = list(Question.objects.values_list("pk", flat=True))
        written = write_file(ids, FORMATS["moodle"]).content.encode()

    again, there = _bring(client, written), _bring(other, written)

    assert run.counts == {"new": 2, "all": 2}
    assert text.text == f"Apa ini?\n\n![Kop surat](/soal-gambar/{picture.uuid}/)"
    with scoped(SYSTEM):
        assert Question.objects.get(pk=ids[-1]).words == "Apa ini?"
    assert point.text == "Letakkan penandanya.\n\n**Nomor surat**"
    assert (point.picture, point.regions) == (
        str(picture.uuid), (Region(100, 100, 200, 82, "Nomor surat"),),
    )  # fmt: skip
    assert (again.counts, there.counts) == ({"same": 2, "all": 2}, {"new": 2, "all": 2})


def test_a_question_with_several_markers_is_named_and_left() -> None:
    run = _bring(author(make.agency()), _moodle(zones=2))

    with scoped(SYSTEM):
        refused = run.rows.get(change="refused")
    assert (refused.title, refused.remarks) == ("Letak", [[reasons.MARKERS, ""]])
