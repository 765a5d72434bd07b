"""Who stands before a practice, and as what: guide, examiner, or who runs the course."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from suluh.activities.practice.models import Guide, Practice
from suluh.activities.practice.types import Role
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.delivery.queries.learning import may_mark
from suluh.delivery.queries.offerings import is_course_manager
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Access:
    """A practice before one person. `proposed`: places they have neither taken nor declined."""

    practice: Practice
    roles: frozenset[Role]
    proposed: tuple[Guide, ...]
    is_manager: bool

    @property
    def sees_all_marks(self) -> bool:
        """Whether marks of others show before all are there: to who runs it, and judges nothing."""
        return self.is_manager and not self.roles


@contextmanager
def at_desk(actor: Actor, uuid: UUID, *, lock: bool = False) -> Iterator[Access]:
    """The practice in the organiser's scope, before who guides it or marks the course.

    To everybody else it looks absent, to the learner too: nobody judges their own work.
    """
    known = Practice.reachable.filter(uuid=uuid).values_list("tenant_id", flat=True).first()
    if known is None:
        raise NotFound
    with scoped(Scope(tenant_id=known, person_id=actor.person_id)):
        yield _access(actor, uuid, lock=lock)


def _access(actor: Actor, uuid: UUID, *, lock: bool) -> Access:
    rows = Practice.objects.select_related("activity", "enrolment__offering__unit")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.get(uuid=uuid)
    mine = list(Guide.objects.filter(practice=found, person_id=actor.person_id, ended_at=None))
    offering = found.enrolment.offering
    if found.person_id == actor.person_id or not (mine or may_mark(actor, offering)):
        raise NotFound
    return Access(
        practice=found,
        roles=frozenset(Role(g.role) for g in mine if g.state == Guide.State.ACTIVE),
        proposed=tuple(g for g in mine if g.state == Guide.State.PROPOSED),
        is_manager=is_course_manager(actor, offering),
    )
