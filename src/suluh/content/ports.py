"""What content and delivery ask of kinds of activity: the folders named in settings.KINDS.

A kind is one object, `KIND`, in its folder's `kind.py`. Kinds that may stand in the outline of a
training fulfil `ActivityKind`; kinds that take part in events fulfil `delivery.ports.EventKind`;
one object may do both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.module_loading import import_string

from suluh.base.errors import NotFound
from suluh.content.types import (
    Asked,
    Flaw,
    Judged,
    Learners,
    Lesson,
    Outcome,
    Play,
    Report,
    Taken,
    Told,
)
from suluh.organisation.types import Actor


class Editor(Protocol):
    """A bound or unbound form that shows settings and gives them back. Any Django form with both."""

    template: str

    def is_valid(self) -> bool:
        """Whether what was typed can be kept."""
        ...

    def settings(self) -> dict[str, Any]:
        """The settings as they are to be kept; asked only of a valid form."""
        ...


@runtime_checkable
class ActivityKind(Protocol):
    """One kind of activity in a training: how it is written, played and judged.

    It holds no logic: each method calls a rule, a query or an action of the kind's folder.
    """

    slug: str
    icon: str

    @property
    def label(self) -> str:
        """The kind's name for people."""
        ...

    @property
    def hint(self) -> str:
        """One sentence for authors: what it is good for."""
        ...

    def blank(self) -> dict[str, Any]:
        """Settings of a new activity. Plain JSON, as everything in settings."""
        ...

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """The form an author fills; it has `settings()` and may name a `template` of its own."""
        ...

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """What is missing before publishing, and hints (alt text, headings …). Pure; no query."""
        ...

    def minutes(self, settings: dict[str, Any]) -> int:
        """How long a learner needs, as a first proposal to the author. Pure; no query."""
        ...

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """How the lesson looks to the learner. Must work without JavaScript and write nothing."""
        ...

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """Take what the player posted: keep evidence, say what it means.

        Runs in the scope of the organiser's agency, inside the transaction in which delivery keeps
        the report. A repeat changes nothing; in a preview nothing may be kept.
        """
        ...

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """What the evidence kept so far says; the same evidence gives the same outcome."""
        ...

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings as a file may carry them to another agency."""
        ...

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """Settings from such a file; what does not fit raises ValueError. Trusts nothing."""
        ...


@runtime_checkable
class LightKind(ActivityKind, Protocol):
    """A kind whose `player` and `receive` look at the lesson and what was posted, at nothing else.

    They ask no query and keep nothing of their own, so the player opens no scope for them, and what
    their learners post may take the short way.
    """

    is_light: bool


@runtime_checkable
class PlainKind(LightKind, Protocol):
    """A light kind that is done by a post and the time since its opening, and gives no score.

    What its learners post is found, decided and kept in one statement.
    """

    def told(self, settings: dict[str, Any], data: Mapping[str, str]) -> Told:
        """What was posted says; `receive` says the same of a lesson. Pure."""
        ...


@runtime_checkable
class SwiftKind(ActivityKind, Protocol):
    """A kind that takes plainly good posts in a few statements of its own, on the short way."""

    def receive_swiftly(
        self, lesson: Lesson, *, data: dict[str, str], now: datetime
    ) -> Report | None:
        """As `receive`; None: nothing was written, and the long way takes it."""
        ...


@runtime_checkable
class DeskKind(ActivityKind, Protocol):
    """A kind with a page for those who look after one activity in a course: attempts, marks, time."""

    def desk_url(self, *, course: UUID, key: UUID) -> str:
        """The address of that page."""
        ...


@runtime_checkable
class MendingKind(ActivityKind, Protocol):
    """A kind that can put right by itself what a hint says (`Flaw.mend`)."""

    def mend(self, settings: dict[str, Any], what: str) -> dict[str, Any]:
        """The settings with that put right; what it does not know it leaves alone. Pure."""
        ...


@runtime_checkable
class TakingKind(ActivityKind, Protocol):
    """A kind that can make an activity of a file."""

    @property
    def takes_words(self) -> str:
        """For authors: which files, and how large."""
        ...

    def takes(self, name: str, head: bytes) -> bool:
        """Whether it is for such a file, by its name and its first octets."""
        ...

    def take(
        self, *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any],
        near: Mapping[str, str], now: datetime,
    ) -> Taken:  # fmt: skip
        """Settings with the file in them. Raises Refused or a DomainError, which says why not.

        `near`: addresses of pictures beside the file, by the place as it is written in it.
        """
        ...


@runtime_checkable
class AskingKind(Protocol):
    """A kind with questions that other kinds may put, and have judged, without seeing their keys.

    Called inside the scope of the agency whose questions they are (decision 0037).
    """

    def questions(self) -> Sequence[tuple[UUID, str]]:
        """What may be put: uuid and the words by which an author knows it."""
        ...

    def ask(self, uuids: Sequence[UUID]) -> dict[UUID, Asked]:
        """The questions as they are worded now; those that are gone are left out."""
        ...

    def judge(self, ref: int, answer: Sequence[str]) -> Judged:
        """What an answer to that wording is worth; the same answer, the same judgement."""
        ...


@cache
def asking_kind() -> AskingKind | None:
    """The kind that has questions; None where none is installed."""
    return next((kind for kind in kinds() if isinstance(kind, AskingKind)), None)


@cache
def takers() -> tuple[TakingKind, ...]:
    """Kinds that make activities of files."""
    return tuple(kind for kind in activity_kinds().values() if isinstance(kind, TakingKind))


def taker_of(name: str, head: bytes) -> TakingKind | None:
    """The kind that takes such a file; of several the later in the settings, which looks closer."""
    return next((kind for kind in reversed(takers()) if kind.takes(name, head)), None)


def mended(slug: str, settings: dict[str, Any], what: str) -> dict[str, Any]:
    """The settings with one flaw put right by their kind."""
    kind = kind_of(slug)
    return kind.mend(settings, what) if isinstance(kind, MendingKind) else settings


@cache
def kinds() -> tuple[Any, ...]:
    """Every registered kind, in the order of the settings."""
    return tuple(import_string(f"{folder}.kind.KIND") for folder in settings.KINDS)


@cache
def activity_kinds() -> dict[str, ActivityKind]:
    """Kinds that may stand in an outline, by slug."""
    return {kind.slug: kind for kind in kinds() if isinstance(kind, ActivityKind)}


def desk_url(slug: str, *, course: UUID, key: UUID) -> str:
    """Where an activity of that kind is looked after in the course; '' where there is no such page."""
    kind = activity_kinds().get(slug)
    return kind.desk_url(course=course, key=key) if isinstance(kind, DeskKind) else ""


@cache
def light_kinds() -> tuple[str, ...]:
    """Slugs of the kinds that may take the short way."""
    return tuple(
        slug
        for slug, kind in activity_kinds().items()
        if isinstance(kind, LightKind) and kind.is_light
    )


@cache
def swift_kinds() -> dict[str, SwiftKind]:
    """Kinds with a short way of their own."""
    return {slug: each for slug, each in activity_kinds().items() if isinstance(each, SwiftKind)}


def kind_of(slug: str) -> ActivityKind:
    """The kind of that slug; absent where no such kind is installed."""
    found = activity_kinds().get(slug)
    if found is None:
        raise NotFound
    return found


def learners_of(training_id: int) -> Learners:
    """Whom a new version concerns, by settings.TRAINING_LEARNERS."""
    found: Learners = import_string(settings.TRAINING_LEARNERS)(training_id)
    return found
