"""The kind `video`: something to watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.video.actions.clips import add_clip
from suluh.activities.video.actions.watching import receive
from suluh.activities.video.forms import SetupForm
from suluh.activities.video.queries.player import play
from suluh.activities.video.queries.watching import outcome_of
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.types import Setup
from suluh.base.uploads import ending_of
from suluh.content.rules.bringing import parts_of, title_of
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report, Taken
from suluh.organisation.types import Actor


class VideoKind:
    """A video."""

    slug = "video"
    icon = "monitor-play"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Video")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _("Video dari perpustakaan atau YouTube. Selesai bila sungguh ditonton.")

    def blank(self) -> dict[str, Any]:
        """Nothing chosen yet."""
        return setups.to_data(Setup())

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """Which video, and how much of it must be watched."""
        return SetupForm(data, setup=setups.of(settings))

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """Nothing chosen, or too long for a phone."""
        return list(setups.flaws(setups.of(settings)))

    def minutes(self, settings: dict[str, Any]) -> int:
        """The length."""
        return setups.minutes(setups.of(settings))

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The video, and what of it was watched."""
        return play(lesson, now=now)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """What was watched, or the question whether that is enough."""
        return receive(lesson=lesson, data=data, now=now)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """From the watched spans."""
        return outcome_of(lesson)

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """All but the file of the library."""
        return setups.portable(setups.of(settings))

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """Settings, if they are some."""
        try:
            return setups.portable(setups.read(data))
        except KeyError as error:
            raise ValueError("a video says where it comes from") from error

    @property
    def takes_words(self) -> str:
        """What the library takes in one piece."""
        return _(
            "Video (.mp4, .mov, .webm, .mkv), paling besar 200 MB; yang lebih besar lewat Video"
        )

    def takes(self, name: str, head: bytes) -> bool:
        """By the ending; what is inside is looked at when it is kept."""
        return ending_of(name) in {".mp4", ".m4v", ".mov", ".webm", ".mkv"}

    def take(
        self, *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any],
        near: Mapping[str, str], now: datetime,
    ) -> Taken:  # fmt: skip
        """The video, kept in the agency's library."""
        clip = add_clip(actor=actor, title=title_of(parts_of(name)[-1]), file=file, now=now)
        setup = Setup(clip=clip.uuid, seconds=clip.milliseconds // 1000)
        return Taken(setups.to_data(setup))


KIND = VideoKind()
