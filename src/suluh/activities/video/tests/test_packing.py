"""Packing: a job that may run twice, progress to see, the original where nothing else can be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from suluh.activities.video import jobs
from suluh.activities.video.actions.packing import queue_packing
from suluh.activities.video.models import Clip
from suluh.activities.video.ports import Facts, NotPacked, Rendition
from suluh.activities.video.queries.player import ways_of
from suluh.activities.video.tests.make import clip, mp4
from suluh.base.models import LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW

pytestmark = pytest.mark.django_db


class Hand:
    """A packer that writes by hand; `refuses` as ffmpeg does, `is_absent` where there is none."""

    runs = 0
    refuses = False
    is_absent = False

    def is_there(self) -> bool:
        return not self.is_absent

    def look(self, path: Path) -> Facts | None:
        return Facts(8_000, 360, True)

    def pack(
        self, source: Path, folder: Path, *, tell: Callable[[int], None]
    ) -> tuple[Rendition, ...]:
        self.runs += 1
        if self.refuses:
            raise NotPacked("moov atom not found")
        for name in ("p144", "p360", "suara"):
            (folder / name).mkdir()
            (folder / name / "daftar.m3u8").write_text("#EXTM3U")
        (folder / "semua.m3u8").write_text("#EXTM3U")
        tell(4_000)
        return Rendition("p144", 144, 10), Rendition("p360", 360, 99), Rendition("suara", 0, 5)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    made = Hand()
    monkeypatch.setattr(jobs, "packer", lambda: made)
    monkeypatch.setattr(jobs, "EVERY_SECONDS", 0.0)
    return made


def waiting() -> Clip:
    agency = rows.agency()
    made = clip(agency, file=f"video/{agency.pk}/0f/asli.mp4")
    path = Path(django_settings.MEDIA_ROOT) / made.file
    path.parent.mkdir(parents=True)
    path.write_bytes(mp4())
    with scoped(SYSTEM):
        queue_packing(clip=made, now=NOW)
    return made


def run(of: Clip) -> Clip:
    jobs.pack_clip(clip=str(of.uuid), tenant_id=of.tenant_id)
    with scoped(SYSTEM):
        return Clip.objects.get(pk=of.pk)


def job_of(found: Clip) -> LongJob:
    with scoped(SYSTEM):
        assert isinstance(found.job, UUID)
        return LongJob.objects.get(uuid=found.job)


def test_a_video_is_packed_once_and_says_what_each_way_takes(hand: Hand) -> None:
    made = waiting()
    assert (made.state, job_of(made).state) == ("waiting", "waiting")
    packed = run(made)
    run(made)

    folder = (Path(django_settings.MEDIA_ROOT) / made.file).parent
    assert (hand.runs, packed.state, job_of(packed).state) == (1, "ready", "done")
    assert sorted(path.name for path in folder.iterdir()) == [
        "asli.mp4", "p144", "p360", "semua.m3u8", "suara",
    ]  # fmt: skip
    assert [(way.playlist, way.size) for way in ways_of(packed)] == [
        ("semua.m3u8", 99), ("p144/daftar.m3u8", 10), ("suara/daftar.m3u8", 5),
    ]  # fmt: skip


def test_what_an_interrupted_run_left_does_not_stop_the_next(hand: Hand) -> None:
    made = waiting()
    left = (Path(django_settings.MEDIA_ROOT) / made.file).parent / "baru/p144"
    left.mkdir(parents=True)
    with scoped(SYSTEM):
        Clip.objects.update(state=Clip.State.PACKING)

    assert run(made).state == "ready"


@pytest.mark.parametrize("trouble", ["refuses", "is_absent"])
def test_where_it_cannot_be_packed_the_original_plays(hand: Hand, trouble: str) -> None:
    setattr(hand, trouble, True)
    found = run(waiting())

    assert (found.state, found.packed, ways_of(found)) == ("failed", [], [])
    assert job_of(found).message == "Video diputar apa adanya."


def test_what_can_neither_be_packed_nor_played_says_so(hand: Hand) -> None:
    hand.refuses = True
    made = waiting()
    with scoped(SYSTEM):
        Clip.objects.update(media="video/webm")
    found = run(made)

    assert (found.state, found.plays, job_of(found).state) == ("broken", False, "failed")
    assert "Simpan ulang sebagai MP4" in job_of(found).message
