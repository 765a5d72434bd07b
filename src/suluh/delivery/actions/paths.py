"""Learning paths: written, published, joined and left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.path_placing import put_on_path
from suluh.delivery.actions.path_progress import settle_people
from suluh.delivery.models import LearningPath, PathItem, PathPlace
from suluh.delivery.queries.paths import (
    get_managed_path,
    get_path,
    jp_within,
    require_author,
    trainings_of_agency,
    visible_paths,
)
from suluh.organisation.types import Actor
from suluh.standards.jp import HUNDREDTHS

_State = LearningPath.State


class PathEmpty(DomainError):
    """A path without trainings, or one that asks for more than it has."""

    code = "path_empty"
    sentence = _("Pilih pelatihan sedikitnya sebanyak yang disyaratkan, lalu terbitkan.")


class PathOutOfReach(DomainError):
    """A path that asks for more JP than all its trainings have together."""

    code = "path_out_of_reach"
    sentence = _(
        "JP semua pelatihan di jalur ini kurang dari yang disyaratkan. Tambah pelatihan atau"
        " turunkan syaratnya."
    )


class CannotLeave(DomainError):
    """Who was assigned stays."""

    code = "path_assigned"
    sentence = _("Anda ditugaskan mengikuti jalur ini. Hubungi pengelola kepegawaian unit Anda.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an author says about a path; `trainings` in their order."""

    title: str
    summary: str
    mode: str
    needed: int
    counts_since: date | None
    audience: str
    has_certificate: bool
    trainings: Sequence[UUID]


def save_path(*, actor: Actor, uuid: UUID | None, plan: Plan, now: datetime) -> LearningPath:
    """Make a path (a draft), or change one; people on it are judged anew.

    Nobody loses a completion. Records `delivery.path.changed`.
    """
    tenant_id = require_author(actor)
    path = LearningPath(tenant_id=tenant_id, created_by_id=actor.person_id, created_at=now)
    if uuid is not None:
        path = get_managed_path(actor, uuid)
        path = LearningPath.objects.select_for_update(of=("self",)).get(pk=path.pk)
    for name in ("title", "summary", "mode", "needed", "counts_since", "audience"):
        setattr(path, name, getattr(plan, name))
    path.has_certificate = plan.has_certificate
    path.save()
    known = {each: pk for pk, each, _title in trainings_of_agency()}
    wanted = [known[each] for each in plan.trainings if each in known]
    PathItem.objects.filter(path=path).exclude(training_id__in=wanted).delete()
    for order, pk in enumerate(wanted):
        PathItem.objects.update_or_create(
            path=path, training_id=pk, defaults={"tenant_id": tenant_id, "order": order}
        )
    if path.state != _State.DRAFT:
        _check_whole(path)
    _settle_all(path, now=now)
    _record("delivery.path.changed", actor, path, now=now)
    return path


def publish_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Open a path; repeating is harmless. Raises PathEmpty, PathOutOfReach."""
    path = get_managed_path(actor, uuid)
    if path.state == _State.PUBLISHED:
        return
    _check_whole(path)
    path.state = _State.PUBLISHED
    path.save(update_fields=["state"])
    _record("delivery.path.published", actor, path, now=now)


def close_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Take in nobody new; who is on it goes on. Repeating is harmless."""
    path = get_managed_path(actor, uuid)
    if path.state != _State.PUBLISHED:
        return
    path.state = _State.CLOSED
    path.save(update_fields=["state"])
    _record("delivery.path.closed", actor, path, now=now)


def join_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Begin a path; where all trainings are asked for, their open classes are joined too.

    Earlier completions count at once. Repeating changes nothing. Records `delivery.path.joined`.
    """
    path = visible_paths(actor).filter(uuid=uuid).first()
    if path is None:
        raise NotFound
    with scoped(SYSTEM):
        if put_on_path(path, [actor.person_id], now=now):
            _record("delivery.path.joined", actor, path, now=now)


def leave_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Leave a path; places in classes stay. Repeating is harmless. Raises CannotLeave."""
    path = get_path(uuid)
    with scoped(SYSTEM):
        mine = PathPlace.objects.select_for_update().filter(path=path, person_id=actor.person_id)
        place = mine.first()
        if place is None or place.state != PathPlace.State.JOINED:
            return
        if place.assignment_id is not None:
            raise CannotLeave
        place.state = PathPlace.State.LEFT
        place.save(update_fields=["state"])
        _record("delivery.path.left", actor, path, now=now)


def _settle_all(path: LearningPath, *, now: datetime) -> None:
    with scoped(SYSTEM):
        people = list(
            PathPlace.objects.filter(path=path, state=PathPlace.State.JOINED).values_list(
                "person_id", flat=True
            )
        )
        settle_people(path, people, now=now)


def _check_whole(path: LearningPath) -> None:
    count = PathItem.objects.filter(path=path).count()
    wants = path.needed if path.mode == LearningPath.Mode.COUNT else 1
    if count < max(wants, 1) or (path.mode != LearningPath.Mode.ALL and path.needed < 1):
        raise PathEmpty
    if path.mode == LearningPath.Mode.JP and path.needed * HUNDREDTHS > jp_within(path):
        raise PathOutOfReach


def _record(name: str, actor: Actor, path: LearningPath, *, now: datetime) -> None:
    record_event(
        name,
        at=now,
        tenant_id=path.tenant_id,
        actor_id=actor.person_id,
        subject=path.uuid,
        data={"title": path.title},
    )
