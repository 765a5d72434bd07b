"""The sample's videos: two short ones, made beforehand (`videos/draw.py`), in the agency's library."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.conf import settings

from config.sample.events import Stage
from suluh.activities.quiz.models import Question
from suluh.activities.video.actions.packing import queue_packing
from suluh.activities.video.models import Captions, Clip, Play
from suluh.activities.video.rules import captions, mp4
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.types import Setup, Stop
from suluh.delivery.models import Progress

FILES = Path(__file__).parent / "videos"
_NAMES = UUID("5d1f7a52-8f0b-4c38-9d0e-6a1f3c2b7e90")
# Questions of the bank that stop the video, by second.
ASKED = {
    "data-pribadi": (
        (23, "Data pribadi dikumpulkan sebatas yang diperlukan untuk tujuannya."),
        (34, "Rekan meminta daftar nomor telepon peserta untuk menawarkan dagangan. Apa jawaban"
             " Anda?"),
    ),
}  # fmt: skip
TITLES = {
    "surat-dinas": "Surat dinas dalam satu menit",
    "data-pribadi": "Tiga kebiasaan menjaga data pribadi",
}


def settings_of(name: str) -> dict[str, Any]:
    """Settings of the activity that shows it."""
    stops = tuple(
        Stop(at, question.uuid)
        for at, text in ASKED.get(name, ())
        if (question := Question.objects.filter(text=text).first())
    )
    return setups.to_data(Setup(clip=_key(name), seconds=_milliseconds(name) // 1000, stops=stops))


def make_clips(stage: Stage) -> None:
    """Put both into the library."""
    for name, title in TITLES.items():
        source = FILES / f"{name}.mp4"
        path = f"video/{stage.agency.pk}/{_key(name).hex}/asli.mp4"
        target = Path(settings.MEDIA_ROOT) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        made = Clip.objects.create(
            uuid=_key(name), tenant=stage.agency, title=title, file=path,
            size=source.stat().st_size, milliseconds=_milliseconds(name),
            created_by_id=stage.organiser.id, created_at=stage.now,
        )  # fmt: skip
        words = captions.read((FILES / f"{name}.vtt").read_text(encoding="utf-8"))
        Captions.objects.create(
            tenant=stage.agency, clip=made, text=captions.write(words), changed_at=stage.now,
            changed_by_id=stage.organiser.id,
        )  # fmt: skip


def pack_later(*, now: datetime) -> None:
    """The worker packs both once the site runs; until then they play as they are."""
    for clip in Clip.objects.filter(uuid__in=[_key(name) for name in TITLES]):
        queue_packing(clip=clip, now=now)


def watch(steps: Sequence[Progress]) -> None:
    """Who has done a video has watched it."""
    Play.objects.bulk_create(
        Play(
            tenant_id=step.tenant_id, key=uuid4(), activity_id=step.activity_id,
            enrolment_id=step.enrolment_id, person_id=step.person_id,
            spans=[[0, step.activity.settings["seconds"] * 1000]], opened_at=step.opened_at,
            started_at=step.opened_at, heard_at=step.done_at or step.changed_at,
        )
        for step in steps
        if step.activity.kind == "video"
    )  # fmt: skip


def _key(name: str) -> UUID:
    return uuid5(_NAMES, name)


def _milliseconds(name: str) -> int:
    with (FILES / f"{name}.mp4").open("rb") as file:
        return int((mp4.seconds_of(file) or 0) * 1000)
