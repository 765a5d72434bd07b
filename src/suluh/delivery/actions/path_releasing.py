"""What becomes of a path's classes when somebody is released from it.

What the path gave and nobody has begun goes with it. What the person did, wished for by themselves,
owes to another act of assigning, or needs for another path stays, and they are told why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suluh.base.events import record_event
from suluh.delivery.actions.seats import give_back_seat
from suluh.delivery.models import (
    Enrolment,
    Offering,
    PathAssignment,
    PathItem,
    PathPlace,
    Presence,
    Progress,
)

_State = Enrolment.State
_OPEN = (_State.REGISTERED, _State.WAITING)
NAMED = 5
_BEGUN = gettext_noop("sudah Anda mulai")
_OWN = gettext_noop("Anda ikuti atas kemauan sendiri")
_DUTY = gettext_noop("ditugaskan tersendiri")
_OTHER = gettext_noop("bagian dari jalur lain yang Anda ikuti")


@dataclass(frozen=True, slots=True)
class Fate:
    """The classes of one person: titles of those that were given back, and of those that stay with why."""

    gone: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        told = []
        if self.gone:
            told.append(_("Kelas yang ikut dilepas: %(classes)s.") % {"classes": _named(self.gone)})
        if self.kept:
            kept = [f"{title} ({_(why)})" for title, why in self.kept]
            told.append(_("Kelas yang tetap ada: %(classes)s.") % {"classes": _named(kept)})
        return " ".join(told)


def give_back_classes(
    assignment: PathAssignment, people: Collection[int], *, actor_id: int | None, now: datetime
) -> dict[int, Fate]:
    """Give back what the path gave to people who are released from it; tells each one's fate. Wide scope.

    Call it after their places on the path ended. Seats go to who waits. Records
    `delivery.enrolment.released` for each class.
    """
    others = _on_other_paths(people)
    fates: dict[int, Fate] = defaultdict(Fate)
    gone: dict[Offering, list[Enrolment]] = defaultdict(list)
    for each in sorted(_classes(assignment, people, now=now), key=lambda row: row.offering.title):
        why = _why_kept(each, others)
        if why:
            fates[each.person_id].kept.append((each.offering.title, why))
        else:
            fates[each.person_id].gone.append(each.offering.title)
            gone[each.offering].append(each)
    for offering, places in gone.items():
        _release(offering, places, actor_id=actor_id, reason=assignment.title, now=now)
    return fates


def _classes(
    assignment: PathAssignment, people: Collection[int], *, now: datetime
) -> QuerySet[Enrolment]:
    """Open places of these people in classes of the path, locked."""
    on_it = PathItem.objects.filter(path=assignment.path_id).values("training")
    traces = Q(started_at__isnull=False) | Q(joined_at__isnull=False) | Q(progress__gt=0)
    for kind in (Progress.objects, Presence.objects):
        traces |= Q(Exists(kind.filter(enrolment=OuterRef("pk"))))
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("offering__version")
    rows = rows.filter(
        person_id__in=people,
        state__in=_OPEN,
        offering__version__training__in=on_it,
        offering__ends_at__gt=now,
    )
    return rows.annotate(is_begun=traces).order_by("id")


def _on_other_paths(people: Collection[int]) -> set[tuple[int, int]]:
    """Person and training, of every path on which they still are."""
    joined = PathPlace.objects.filter(person_id__in=people, state=PathPlace.State.JOINED)
    return set(joined.values_list("person_id", "path__items__training_id"))


def _why_kept(each: Enrolment, others: set[tuple[int, int]]) -> str:
    assert each.offering.version is not None
    if each.is_begun:  # type: ignore[attr-defined]
        return _BEGUN
    if each.assignment_id is not None:
        return _DUTY
    if each.source != "assigned":
        return _OWN
    return _OTHER if (each.person_id, each.offering.version.training_id) in others else ""


def _release(
    offering: Offering,
    places: list[Enrolment],
    *,
    actor_id: int | None,
    reason: str,
    now: datetime,
) -> None:
    rows = Enrolment.objects.filter(pk__in=[each.pk for each in places])
    rows.update(state=_State.CANCELLED, cancelled_at=now, bucket_id=None)
    for each in places:
        give_back_seat(offering=offering, bucket_id=each.bucket_id, now=now)
    record_event(
        "delivery.enrolment.released", at=now, tenant_id=offering.tenant_id, actor_id=actor_id,
        subject=offering.uuid, reason=reason,
        data={"title": offering.title, "people": [each.person_id for each in places]},
    )  # fmt: skip


def _named(classes: list[str]) -> str:
    """The first few, and how many more there are."""
    return "; ".join(_shown(classes))


def _shown(classes: list[str]) -> Iterator[str]:
    yield from classes[:NAMED]
    if len(classes) > NAMED:
        yield _("dan %(n)d lagi") % {"n": len(classes) - NAMED}
