"""Captions and transcript: read with care, shown to learners, searched in the page."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suluh.activities.video.actions.captions import NoCaptions, keep_captions, remove_captions
from suluh.activities.video.models import Captions
from suluh.activities.video.queries.player import play
from suluh.activities.video.rules import captions
from suluh.activities.video.tests.make import clip, seat
from suluh.activities.video.tests.test_pages import author
from suluh.activities.video.types import Cue, Setup
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.organisation.types import Actor, Role
from tests import make

VTT = """WEBVTT

00:00.000 --> 00:04.000
Selamat datang.

1
00:04.000 --> 00:09.500 line:0
Buka <b>laci</b>
kedua"""
SRT = """1
00:00:00,000 --> 00:00:04,000
Selamat datang.

2
00:00:04,000 --> 00:00:09,500
Buka laci kedua
"""


def test_vtt_and_srt_are_read_as_plain_words() -> None:
    cues = (Cue(0, 4_000, "Selamat datang."), Cue(4_000, 9_500, "Buka laci kedua"))

    assert captions.read(VTT) == cues
    assert captions.read("\ufeff" + SRT.replace("\n", "\r\n")) == cues
    assert captions.read(captions.write(cues)) == cues


def test_nothing_of_a_file_becomes_markup() -> None:
    cues = captions.read("00:00.000 --> 00:01.000\n<script>x</script> &lt;img src=x&gt; a & b")

    assert "<" not in captions.write(cues).replace("-->", "")
    assert captions.read(captions.write(cues)) == captions.read(captions.write(cues))


@pytest.mark.parametrize(
    "text", ["", "WEBVTT", "Selamat datang", "00:05.000 --> 00:01.000\nmundur", "\0" * 99]
)
def test_what_has_no_cue_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cue"):
        captions.read(text)


def _writer() -> tuple[Actor, object]:
    unit = rows.unit(rows.agency())
    return rows.actor(unit, Role.AUTHOR), unit.tenant


@pytest.mark.django_db
def test_they_are_kept_replaced_and_taken_away() -> None:
    writer, agency = _writer()
    found = clip(agency)  # type: ignore[arg-type]
    given = {"actor": writer, "clip": found.uuid, "language": "id", "now": NOW}
    with scoped(rows.own(writer)):
        keep_captions(text=VTT, **given)  # type: ignore[arg-type]
        keep_captions(text=VTT.replace("laci", "lemari"), **given)  # type: ignore[arg-type]
        assert "lemari" in Captions.objects.get().text
        with pytest.raises(NoCaptions):
            keep_captions(text="x", **given)  # type: ignore[arg-type]
        remove_captions(**given)  # type: ignore[arg-type]
        remove_captions(**given)  # type: ignore[arg-type]
        assert Captions.objects.count() == 0


@pytest.mark.django_db
def test_another_agency_and_who_only_learns_write_none() -> None:
    writer, _agency = _writer()
    stranger = rows.actor(rows.unit(rows.agency()))
    foreign = clip(rows.agency("Lain"))
    given = {"clip": foreign.uuid, "language": "id", "text": VTT, "now": NOW}
    with scoped(rows.own(writer)), pytest.raises(NotFound):
        keep_captions(actor=writer, **given)  # type: ignore[arg-type]
    with scoped(rows.own(stranger)), pytest.raises(NotAllowed):
        keep_captions(actor=stranger, **given)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_learner_reads_them_beside_the_video() -> None:
    room = seat(Setup(seconds=8))
    found = clip(room.agency)
    with scoped(SYSTEM):
        Captions.objects.create(
            tenant=room.agency, clip=found, text=captions.write(captions.read(VTT)), changed_at=NOW
        )
    lesson = room.lesson
    lesson.settings["clip"] = str(found.uuid)
    with inside_lesson(lesson):
        context = play(lesson, now=_now()).context

    assert [(line.at, line.text) for line in context["transcript"]] == [
        (0, "Selamat datang."), (4, "Buka laci kedua"),
    ]  # fmt: skip


def _now() -> datetime:
    return NOW


@pytest.mark.django_db
def test_the_page_takes_a_file_and_serves_it_to_the_player() -> None:
    agency = make.agency()
    client, found = author(agency), clip(agency)
    file = SimpleUploadedFile("teks.vtt", VTT.encode())
    told = client.post(
        f"/kelola/video/{found.uuid}/teks/", {"teks-language": "id", "teks-file": file}
    )
    page = client.get(f"/kelola/video/{found.uuid}/?teks=id").content.decode()
    track = re.search(r'src="(/video/[^"]+/teks-id\.vtt)"', page)
    assert track
    served = client.get(track[1])

    assert (told.status_code, served["Content-Type"]) == (302, "text/vtt; charset=utf-8")
    assert served.content.decode().startswith("WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nSelamat")
    assert "Buka laci kedua" in page
    assert client.get(track[1].replace("teks-id", "teks-en")).status_code == 404
    broken = client.post(
        f"/kelola/video/{found.uuid}/teks/", {"teks-language": "id", "teks-text": "halo"}
    )
    assert "WebVTT" in broken.content.decode()
