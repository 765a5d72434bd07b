"""The library, the files and the player's page."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.activities.video.models import Clip
from suluh.activities.video.rules import addresses
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.tests.make import clip, mp4
from suluh.activities.video.tests.sample import earlier
from suluh.activities.video.types import Setup
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.ports import activity_kinds
from suluh.content.tests import make as texts
from suluh.delivery.models import Progress
from suluh.delivery.tests import make as rows
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db


def author(agency: Agency) -> Client:
    person, client = make.person(make.unit(agency)), Client()
    make.grant(person, Role.AUTHOR, agency)
    make.sign_in(client, person)
    return client


def upload(client: Client, data: bytes, name: str = "rekaman.mp4") -> int:
    file = SimpleUploadedFile(name, data)
    answer = client.post("/kelola/video/baru/", {"title": "Rekaman", "file": file})
    return answer.status_code


def test_a_video_is_uploaded_and_played_in_parts() -> None:
    client = author(make.agency())
    assert upload(client, mp4(8)) == 302
    with scoped(SYSTEM):
        found = Clip.objects.get()
    page = client.get(f"/kelola/video/{found.uuid}/").content.decode()
    address = re.search(r'src="(/video/[^"]+asli\.mp4)"', page)
    assert address

    whole = client.get(address[1], headers={"accept-encoding": "gzip"})
    part = client.get(address[1], headers={"range": "bytes=4-7"})
    tail = client.get(address[1], headers={"range": "bytes=-5"})
    beyond = client.get(address[1], headers={"range": "bytes=9999-"})

    assert b"".join(whole.streaming_content) == mp4(8)  # type: ignore[attr-defined]
    assert (whole.status_code, whole["Accept-Ranges"], whole["Content-Type"]) == (
        200, "bytes", "video/mp4",
    )  # fmt: skip
    assert whole["Cache-Control"].startswith("private, max-age=")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"ftyp")  # type: ignore[attr-defined]
    assert part["Content-Range"] == f"bytes 4-7/{len(mp4(8))}"
    assert b"".join(tail.streaming_content) == b"xxxxx"  # type: ignore[attr-defined]
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(mp4(8))}")


@pytest.mark.parametrize("data", [b"#EXTM3U\nfile:///etc/passwd", b"GIF89a" * 9, b"", mp4(8)[:40]])
def test_what_is_no_video_is_refused_whatever_its_name(data: bytes) -> None:
    client = author(make.agency())

    assert upload(client, data) == 200
    with scoped(SYSTEM):
        assert Clip.objects.count() == 0
    assert not list(Path(django_settings.MEDIA_ROOT).glob("video/**/*.mp4"))


def test_a_learner_sees_no_library_and_adds_nothing() -> None:
    agency = make.agency()
    learner, client = make.person(make.unit(agency)), Client()
    make.sign_in(client, learner)
    found = clip(agency)

    assert client.get("/kelola/video/").status_code == 403
    assert upload(client, mp4()) == 403
    assert client.post(f"/kelola/video/{found.uuid}/arsip/").status_code == 403


def test_the_proxy_sends_the_file_where_there_is_one(settings: object) -> None:
    agency = make.agency()
    client = author(agency)
    upload(client, mp4())
    settings.ACCEL = "/berkas"  # type: ignore[attr-defined]
    with scoped(SYSTEM):
        found = Clip.objects.get()
    page = client.get(f"/kelola/video/{found.uuid}/").content.decode()
    address = re.search(r'src="(/video/[^"]+asli\.mp4)"', page)

    answer = client.get(address[1] if address else "")
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/berkas/{found.file}", b"")


@pytest.mark.parametrize(
    "name", ["../../../secret_key", "asli.mp4/..", "x/y/z.m3u8", "a.php", "0/..mp4"]
)
def test_an_address_reaches_nothing_else(name: str) -> None:
    agency = make.agency()
    person, client = make.person(make.unit(agency)), Client()
    make.sign_in(client, person)
    found = clip(agency)
    signed = addresses.sign(found.uuid, tenant_id=agency.pk, person_id=person.pk, now=now())

    assert client.get(f"/video/{signed}/{name}").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_three() -> None:
    agency = make.agency()
    client = author(agency)
    counts, page = [], ""
    for title in ("Satu", "Dua", "Tiga"):
        clip(agency, title)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/kelola/video/").content.decode()
        counts.append(len(asked))

    assert "Tiga" in page
    assert counts[1] == counts[2]
    assert "Tiga" not in client.get("/kelola/video/?q=dua").content.decode()
    assert (
        "Unggah video pertama" in author(make.agency("Lain")).get("/kelola/video/").content.decode()
    )


def test_put_away_and_taken_back() -> None:
    agency = make.agency()
    client, found = author(agency), clip(agency, "Lama sekali")
    client.post(f"/kelola/video/{found.uuid}/arsip/")

    assert "Lama sekali" not in client.get("/kelola/video/").content.decode()
    assert "Lama sekali" in client.get("/kelola/video/?arsip=1").content.decode()
    client.post(f"/kelola/video/{found.uuid}/arsip/", {"kembali": "1"})
    assert "Lama sekali" in client.get("/kelola/video/").content.decode()


def test_the_authors_form_takes_the_length_from_the_file() -> None:
    agency = make.agency()
    found = clip(agency, milliseconds=65_000)
    kind = activity_kinds()["video"]
    data = {"source": "clip", "clip": str(found.uuid), "share": "80", "no_skip": "on"}
    given = QueryDict(mutable=True)
    given.update(data)
    with scoped(SYSTEM):
        form = kind.editor(kind.blank(), tenant_id=agency.pk, data=given)
        assert form.is_valid(), form.errors
        kept = form.settings()  # type: ignore[attr-defined]

    assert setups.read(kept) == Setup(clip=found.uuid, seconds=65, share=80, no_skip=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("youtube", "https://contoh.id/x"), ("length", "empat menit"), ("share", "20")],
)
def test_the_authors_form_says_what_does_not_fit(field: str, value: str) -> None:
    given = QueryDict(mutable=True)
    given.update({"source": "youtube", "share": "90", field: value})
    with scoped(SYSTEM):
        form = activity_kinds()["video"].editor({}, tenant_id=0, data=given)

        assert list(form.errors) == [field]


def test_a_player_tells_what_it_played_and_finds_its_place_again() -> None:
    agency = make.agency("Penyelenggara")
    settings = setups.to_data(Setup(clip=clip(agency).uuid, seconds=100))
    version = texts.published(texts.training(agency), {"kind": "video", "settings": settings})
    offering = rows.course(version)
    learner, client = make.person(make.unit(make.agency())), Client()
    make.sign_in(client, learner)
    client.post(f"/pelatihan/{offering.uuid}/mulai/")
    with scoped(SYSTEM):
        key = version.activities.get().key
    page = client.get(f"/pelatihan/{offering.uuid}/belajar/{key}/").content.decode()
    ticket = re.search(r'data-ticket="([^"]+)"', page)
    assert ticket
    claim = {
        "putar": str(uuid4()), "rentang": "0-40000", "posisi": "40000",
        "tanda": earlier(ticket[1], timedelta(minutes=1)),
    }  # fmt: skip

    told = client.post(f"/pelatihan/{offering.uuid}/video/{key}/", claim)
    again = client.get(f"/pelatihan/{offering.uuid}/belajar/{key}/").content.decode()

    assert told.json() | {"tanda": ""} == {
        "hasil": "tercatat", "persen": 40, "cukup": False, "tanda": "",
    }  # fmt: skip
    assert 'data-at="40"' in again
    assert 'data-spans="0-40000"' in again
    assert "0:40–1:40" in again
    broken = client.post(f"/pelatihan/{offering.uuid}/video/{key}/", {"putar": "x"})
    assert broken.status_code == 400
    with scoped(SYSTEM):
        assert Progress.objects.get().position == {"at": 40}
