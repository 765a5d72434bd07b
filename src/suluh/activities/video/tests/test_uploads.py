"""Uploads in parts (tus 1.0): they go on where they stopped, whole or not at all, in the agency's space."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client

from suluh.activities.video import jobs
from suluh.activities.video.actions import clips
from suluh.activities.video.actions.packing import queue_packing
from suluh.activities.video.actions.uploads import forget_uploads
from suluh.activities.video.models import Clip, Upload
from suluh.activities.video.tests.make import clip, mp4
from suluh.activities.video.tests.test_packing import Hand
from suluh.activities.video.tests.test_pages import author
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.models import Agency
from tests import make

pytestmark = pytest.mark.django_db
BEGIN = "/kelola/video/unggah/"
DATA = mp4(8)


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def begin(client: Client, size: int = len(DATA)) -> HttpResponse:
    told = f"filename {encoded(b'a.mp4')},judul {encoded(b'Rapat')}"
    return client.post(BEGIN, headers={"Upload-Length": str(size), "Upload-Metadata": told})  # type: ignore[return-value]


def send(client: Client, address: str, offset: int, data: bytes, **more: str) -> HttpResponse:
    headers = {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": str(offset)} | {
        name.replace("_", "-"): value for name, value in more.items()
    }
    return client.post(  # type: ignore[return-value]
        address, data, content_type="application/offset+octet-stream", headers=headers
    )


@pytest.fixture
def agency() -> Agency:
    return make.agency()


@pytest.fixture
def client(agency: Agency) -> Client:
    return author(agency)


def test_a_video_comes_in_parts_and_is_packed(client: Client) -> None:
    made = begin(client)
    address = made["Location"]
    good = f"sha1 {encoded(hashlib.sha1(DATA[:50]).digest())}"

    assert (made.status_code, made["Tus-Resumable"]) == (201, "1.0.0")
    assert send(client, address, 0, DATA[:50], Upload_Checksum=good)["Upload-Offset"] == "50"
    state = client.head(address)
    assert (state["Upload-Offset"], state["Upload-Length"]) == ("50", str(len(DATA)))
    done = send(client, address, 50, DATA[50:])
    with scoped(SYSTEM):
        found = Clip.objects.get()
    assert (done.status_code, done["Upload-Done"]) == (204, f"/kelola/video/{found.uuid}/")
    assert (found.title, found.size, found.state) == ("Rapat", len(DATA), "waiting")
    assert (Path(django_settings.MEDIA_ROOT) / found.file).read_bytes() == DATA
    assert client.head(address).status_code == 404


def test_a_part_that_came_broken_or_twice_changes_nothing(client: Client) -> None:
    address = begin(client)["Location"]
    send(client, address, 0, DATA[:50])
    bad = f"sha256 {encoded(b'x' * 32)}"

    assert send(client, address, 0, DATA[:50]).status_code == 409
    assert send(client, address, 50, DATA[50:], Upload_Checksum=bad).status_code == 460
    assert send(client, address, 50, DATA[50:], Upload_Checksum="md5 x").status_code == 400
    assert send(client, address, 50, DATA[50:] + b"more").status_code == 409
    assert client.head(address)["Upload-Offset"] == "50"


WEBM = b"\x1aE\xdf\xa3" + b"x" * 96


def test_what_browsers_do_not_play_is_taken_where_it_can_be_packed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand()
    monkeypatch.setattr(clips, "packer", lambda: hand)
    done = send(client, begin(client, 100)["Location"], 0, WEBM)
    hand.is_absent = True
    refused = send(client, begin(client, 100)["Location"], 0, WEBM)

    with scoped(SYSTEM):
        found = Clip.objects.get()
        page = client.get(done["Upload-Done"]).content.decode()
    assert (done.status_code, refused.status_code) == (204, 415)
    assert (found.media, found.milliseconds, found.plays) == ("video/webm", 8_000, False)
    assert "baru dapat diputar setelah selesai diolah" in page


@pytest.mark.parametrize("size", [20, 2 * 10**9])
def test_what_is_no_video_goes_with_its_first_part(client: Client, size: int) -> None:
    address = begin(client, size)["Location"]
    answer = send(client, address, 0, b"#EXTM3U\n/etc/passwd\n"[:20])

    assert (answer.status_code, "MP4" in answer.content.decode()) == (415, True)
    assert client.head(address).status_code == 404
    folder = Path(django_settings.MEDIA_ROOT) / "video"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_agencys_space_is_reserved_and_given_back(
    client: Client, settings: object, agency: Agency
) -> None:
    settings.VIDEO_QUOTA = 2_500  # type: ignore[attr-defined]
    clip(agency, size=1_000, packed=[{"name": "p144", "height": 144, "size": 400}])
    first = begin(client, 800)

    refused = begin(client, 400)
    assert (refused.status_code, "Ruang video" in refused.content.decode()) == (413, True)
    client.post(first["Location"], headers={"X-HTTP-Method-Override": "DELETE"})
    assert begin(client, 400).status_code == 201
    assert begin(author(make.agency("Lain")), 2_400).status_code == 201


@pytest.mark.parametrize("size", ["0", "-1", "x", "9" * 15])
def test_a_size_that_makes_no_sense_is_refused(client: Client, size: str) -> None:
    told = {"Upload-Length": size, "Upload-Metadata": f"judul {encoded(b'x')}"}

    assert client.post(BEGIN, headers=told).status_code in {400, 413}


def test_an_upload_is_its_owners_alone(client: Client, agency: Agency) -> None:
    address = begin(client)["Location"]
    colleague = author(agency)

    assert colleague.head(address).status_code == 404
    assert send(colleague, address, 0, DATA).status_code == 404
    with scoped(SYSTEM):
        assert Upload.objects.get().offset == 0


def test_nobody_without_the_role_begins_one(agency: Agency) -> None:
    learner, client = make.person(make.unit(agency)), Client()
    make.sign_in(client, learner)

    assert begin(client).status_code == 403


def test_what_nobody_continues_is_forgotten(client: Client) -> None:
    begin(client)
    begin(client)
    with scoped(SYSTEM):
        Upload.objects.filter(pk=Upload.objects.latest("pk").pk).update(
            expires_at=now() - timedelta(minutes=1)
        )
        assert forget_uploads(now=now()) == 1
        assert forget_uploads(now=now()) == 0
    assert len(list(Path(django_settings.MEDIA_ROOT).glob("video/*/unggah/*"))) == 1


def test_what_is_spoken_here_is_said(client: Client) -> None:
    answer = client.post(BEGIN, headers={"X-HTTP-Method-Override": "OPTIONS"})

    assert answer["Tus-Extension"] == "creation,expiration,checksum,termination"


class Suspicious:
    """A scanner that finds something in everything."""

    def scan(self, chunks: Iterable[bytes]) -> str:
        assert b"".join(chunks) == DATA
        return "Eicar-Test-Signature"


def test_what_the_scanner_finds_harmful_goes(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "scanner", Suspicious)
    made = clip(agency, file=f"video/{agency.pk}/0a/asli.mp4")
    path = Path(django_settings.MEDIA_ROOT) / made.file
    path.parent.mkdir(parents=True)
    path.write_bytes(DATA)
    with scoped(SYSTEM):
        queue_packing(clip=made, now=now())
    jobs.pack_clip(clip=str(made.uuid), tenant_id=agency.pk)

    with scoped(SYSTEM):
        assert Clip.objects.get().state == "harmful"
    assert not path.exists()
