"""Pictures in texts: drawn anew, kept once, put where one writes, shown to who learns there."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Picture
from suluh.content.rules import richtext
from suluh.content.tests import make as texts
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(name: str = "surat.jpg") -> SimpleUploadedFile:
    made, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "rahasia"
    Image.new("RGB", (2400, 1200), "white").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(name, made.getvalue())


def author(home: Agency, role: Role = Role.AUTHOR) -> Client:
    who, client = make.person(make.unit(home)), Client()
    make.grant(who, role, home)
    make.sign_in(client, who)
    return client


def _training(home: Agency) -> tuple[Any, str]:
    training = texts.training(home)
    texts.version(training, {})
    return training, f"/kelola/pelatihan/{training.uuid}/gambar/"


def test_a_picture_becomes_a_mark_small_clean_and_kept_once() -> None:
    home = make.agency()
    _, url = _training(home)
    client = author(home)
    sent = {"gambar-keterangan": "Kop [surat]\ndinas"}

    marks = [client.post(url, {**sent, "gambar-berkas": photo()}).json()["mark"] for _ in "ab"]

    with scoped(SYSTEM):
        kept = Picture.objects.get()
        data = kept.file.read()
    assert marks == [f"![Kop (surat) dinas](/gambar/{kept.uuid}/)"] * 2
    assert (kept.width, kept.height, b"rahasia" in data) == (1200, 600, False)
    assert f'<img loading="lazy" src="/gambar/{kept.uuid}/" alt="Kop (surat) dinas">' in (
        richtext.to_html(marks[0])
    )


def test_what_is_no_picture_is_refused_with_a_sentence() -> None:
    home = make.agency()
    _, url = _training(home)
    client = author(home)
    html = SimpleUploadedFile("surat.jpg", b"<script>alert(1)</script>")

    refused = [client.post(url, {"gambar-berkas": html}), client.post(url)]

    assert [answer.status_code for answer in refused] == [422, 422]
    assert all(answer.json()["problem"] and not answer.json()["mark"] for answer in refused)
    assert author(home, Role.REVIEWER).post(url, {"gambar-berkas": photo()}).status_code == 404


def test_without_a_script_the_picture_goes_below_the_text() -> None:
    home = make.agency()
    training, _ = _training(home)
    client = author(home)
    with scoped(SYSTEM):
        key = Activity.objects.get(version__training=training).key
    url = f"/kelola/pelatihan/{training.uuid}/kegiatan/{key}/"
    typed = {
        "umum-title": "Kop",
        "umum-is_required": "on",
        "text": "Lihat kopnya.",
        "gambar": "text",
    }

    empty = client.post(url, typed)
    done = client.post(url, typed | {"gambar-berkas": photo(), "gambar-keterangan": "Kop surat"})

    with scoped(SYSTEM):
        activity, picture = Activity.objects.get(version__training=training), Picture.objects.get()
    assert "Pilih dulu gambarnya." in empty.content.decode()
    assert done.status_code == 302
    assert activity.settings["text"] == (
        f"Lihat kopnya.\n\n![Kop surat](/gambar/{picture.uuid}/)\n"
    )


def test_decoration_is_silent() -> None:
    text = richtext.with_decorations("![](/gambar/a/) dan ![Kop](/gambar/b/)")

    assert text == "![hiasan](/gambar/a/) dan ![Kop](/gambar/b/)"
    assert '<img loading="lazy" src="/gambar/a/" alt="">' in richtext.to_html(text)
