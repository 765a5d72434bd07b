"""A folder of files becomes a course: in its order, each file once, each refusal with its reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.activities.video.tests.make import mp4
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Picture, Section, Training
from suluh.content.rules import bringing as rules
from suluh.content.tests import make as texts
from suluh.content.tests.test_packed import archive
from suluh.content.tests.test_pictures import author, photo
from suluh.library.tests.files import pdf
from suluh.organisation.types import Role
from tests import make

GIFT = b"::Kop:: Di mana kop surat? { =Di atas ~Di bawah }\n\n::Isi:: Surat itu singkat. {T}\n"
FOLDER: dict[str, bytes] = {
    "Kursus/3 Tes/Uji.gift.txt": GIFT,
    "Kursus/10 catatan.txt": b"Bawa kop surat.",
    "Kursus/1_Mulai/2-Surat dinas.pdf": b"",
    "Kursus/1_Mulai/1 salam.md": b"# Selamat datang\n\n![Kop](gambar/kop.jpg)\n![](gambar/tak-ada.png)",
    "Kursus/1_Mulai/gambar/kop.jpg": b"",
    "Kursus/2_Lanjut/video.mp4": mp4(90),
    "Kursus/2_Lanjut/rencana.xlsx": b"PK",
    "Kursus/2_Lanjut/rusak.pdf": b"bukan PDF",
    "Kursus/.DS_Store": b"x",
}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _sent() -> dict[str, Any]:
    data = FOLDER | {
        "Kursus/1_Mulai/2-Surat dinas.pdf": pdf("Satu", "Dua"),
        "Kursus/1_Mulai/gambar/kop.jpg": photo().read(),
    }
    files = [SimpleUploadedFile(path.rpartition("/")[2], data[path]) for path in FOLDER]
    return {"berkas": files, "jalan": list(FOLDER), "folder": "1"}


def _outline(training: Training) -> dict[str, list[tuple[str, str]]]:
    with scoped(SYSTEM):
        return {
            section.title: list(
                Activity.objects.filter(section=section).values_list("kind", "title")
            )
            for section in Section.objects.filter(version__training=training)
        }


@pytest.mark.django_db
def test_each_file_becomes_an_activity_and_the_second_time_nothing_does() -> None:
    home = make.agency()
    training = texts.training(home)
    texts.version(training)
    client, url = author(home), f"/kelola/pelatihan/{training.uuid}/berkas/"

    page = client.post(url, _sent()).content.decode()
    client.post(url, _sent())

    assert _outline(training) == {
        "Mulai": [("page", "Selamat datang"), ("document", "Surat dinas"), ("page", "Catatan")],
        "Lanjut": [("video", "Video")],
        "Tes": [("quiz", "Uji")],
    }
    with scoped(SYSTEM):
        text = Activity.objects.get(title="Selamat datang").settings["text"]
        picture = Picture.objects.get()
        asked = Activity.objects.get(kind="quiz").settings["fixed"]
    assert text == f"![Kop](/gambar/{picture.uuid}/)\n![](gambar/tak-ada.png)\n"
    assert len(asked) == 2
    for words in ("1 gambar tidak ditemukan", "Simpan sebagai PDF", "bukan PDF"):
        assert words in page


@pytest.mark.django_db
def test_a_zip_is_the_folder_inside_it_and_the_folder_afterwards_doubles_nothing() -> None:
    home = make.agency()
    training = texts.training(home)
    texts.version(training)
    client, url = author(home), f"/kelola/pelatihan/{training.uuid}/berkas/"
    sent = _sent()
    inside = dict(zip(sent["jalan"], sent["berkas"], strict=True))
    packed = archive({path: file.read() for path, file in inside.items()} | {"Kursus/x.zip": b"PK"})

    page = client.post(url, {"berkas": SimpleUploadedFile("kiriman.zip", packed.read())})
    again = client.post(url, _sent())

    assert _outline(training) == {
        "Mulai": [("page", "Selamat datang"), ("document", "Surat dinas"), ("page", "Catatan")],
        "Lanjut": [("video", "Video")],
        "Tes": [("quiz", "Uji")],
    }
    for words in ("1 gambar tidak ditemukan", "Simpan sebagai PDF", "bukan PDF", "Arsip di dalam"):
        assert words in page.content.decode()
    assert again.content.decode().count("Sudah ada di pelatihan ini.") == 5
    with scoped(SYSTEM):
        assert Picture.objects.count() == 1


@pytest.mark.django_db
def test_a_zip_that_lies_in_a_folder_stays_closed() -> None:
    home = make.agency()
    training = texts.training(home)
    texts.version(training)
    files = [SimpleUploadedFile("a.zip", archive({"K/a.md": b"Halo"}).read())]
    sent = {"berkas": files, "jalan": ["Kursus/a.zip"], "folder": "1"}

    page = author(home).post(f"/kelola/pelatihan/{training.uuid}/berkas/", sent).content.decode()

    assert "Impor ZIP ini tersendiri" in page
    assert _outline(training) == {"Bagian pertama": []}


@pytest.mark.django_db
def test_who_only_reads_the_draft_brings_nothing(client: Client) -> None:
    home = make.agency()
    training = texts.training(home)
    texts.version(training)
    url = f"/kelola/pelatihan/{training.uuid}/berkas/"

    answers = [author(home, Role.REVIEWER).post(url, _sent()), author(make.agency()).get(url)]

    assert [answer.status_code for answer in answers] == [409, 404]
    assert _outline(training) == {"Bagian pertama": []}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("02_surat-masuk.pdf", "Surat masuk"),
        ("3. Arsip statis.PDF", "Arsip statis"),
        ("2026.md", "2026"),
        ("kop-surat-dinas.md", "Kop surat dinas"),
    ],
)
def test_titles_are_read_off_names(name: str, title: str) -> None:
    assert rules.title_of(name) == title


def test_paths_lead_nowhere_else_and_numbers_count() -> None:
    assert rules.parts_of("../../etc/./a\\b.md") == ["etc", "a", "b.md"]
    assert rules.shown_in("![a](../../../x.png) ![b](//j.id/a.png)", "f/t.md") == {
        "../../../x.png": "x.png"
    }
    assert rules.sorted_paths(["K/10 a.md", "K/2 b.md", "K/1/9 c.md"]) == [
        "K/1/9 c.md", "K/2 b.md", "K/10 a.md",
    ]  # fmt: skip
