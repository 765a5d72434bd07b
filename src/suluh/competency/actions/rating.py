"""Rating: oneself, one's people, and an assessor's judgement by the indicators."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.competency.actions.attaining import attain
from suluh.competency.models import Assessment, Competency
from suluh.competency.queries.rating import assessed_person, led_person, ratable, steps_of
from suluh.competency.rules.rubric import suggested
from suluh.competency.types import Attained, SourceKind
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor


class NothingRated(DomainError):
    """No level was chosen."""

    code = "nothing_rated"
    sentence = gettext_lazy("Pilih level paling sedikit satu kompetensi.")


class NoteMissing(DomainError):
    """The level is not what the indicators say, and nobody said why."""

    code = "note_missing"
    sentence = gettext_lazy(
        "Level ini berbeda dari yang ditunjukkan indikator. Tulis alasannya di catatan."
    )


def rate_self(*, actor: Actor, now: datetime, token: UUID, levels: Mapping[UUID, int]) -> int:
    """Record how one rates oneself; gives how many competencies. `token` counts a form once."""
    return _rate(
        actor, now, token, person_id=actor.person_id, home_id=home_of(actor), levels=levels,
        source=SourceKind.SELF, title=_("Penilaian diri"),
    )  # fmt: skip


def rate_led_person(
    *, actor: Actor, now: datetime, token: UUID, person: UUID, levels: Mapping[UUID, int]
) -> int:
    """Record how a supervisor rates somebody of the team."""
    job = led_person(actor, person)
    return _rate(
        actor, now, token, person_id=job.person_id, home_id=job.tenant_id, levels=levels,
        source=SourceKind.SUPERVISOR, title=_("Penilaian atasan"),
    )  # fmt: skip


def _rate(
    actor: Actor, now: datetime, token: UUID, *, person_id: int, home_id: int,
    levels: Mapping[UUID, int], source: SourceKind, title: str,
) -> int:  # fmt: skip
    today = local_date(now, actor.zone)
    asked = {row.competency.uuid: row.competency.pk for row in ratable(person_id, today)}
    if not levels or not set(levels) <= set(asked):
        raise NothingRated
    attained = [
        Attained(
            person_id=person_id, home_id=home_id, competency_id=asked[uuid], level=level,
            source=source, reached_on=today, key=f"{source}:{token}", title=title,
            source_type="competency.rating", source_id=str(token), assessor_id=actor.person_id,
            assessor=actor.name,
        )
        for uuid, level in levels.items()
    ]  # fmt: skip
    attain(attained=attained, actor_id=actor.person_id, now=now)
    return len(attained)


def assess(
    *, actor: Actor, now: datetime, person: UUID, competency: UUID, way: str,
    observed: Collection[str], level: int, note: str,
) -> Assessment:  # fmt: skip
    """Record what an assessor saw, and the level it shows. Level 0 attains nothing."""
    job = assessed_person(actor, person)
    found = Competency.objects.filter(uuid=competency).first()
    if found is None:
        raise NotFound
    steps = steps_of([found.pk]).get(found.pk, ())
    known = {name for step in steps for name, _text in step.indicators}
    shown = sorted(known & set(observed))
    if level != suggested({step.level: len(step.indicators) for step in steps}, shown) and not note:
        raise NoteMissing
    today = local_date(now, actor.zone)
    made = Assessment.objects.create(
        tenant_id=job.tenant_id, person_id=job.person_id, competency=found, version=found.version,
        way=way, observed=shown, level=level, note=note[:1000], day=today,
        assessor_id=actor.person_id, assessor=actor.name[:150], at=now,
    )  # fmt: skip
    record_event(
        "competency.person.assessed", at=now, tenant_id=job.tenant_id, actor_id=actor.person_id,
        subject=job.person.uuid, data={"way": way},
    )  # fmt: skip
    if level:
        _attain(made, actor, now)
    return made


def _attain(made: Assessment, actor: Actor, now: datetime) -> None:
    attained = Attained(
        person_id=made.person_id, home_id=made.tenant_id, competency_id=made.competency_id,
        level=made.level, source=SourceKind(made.way), reached_on=made.day,
        key=f"asesor:{made.uuid}", source_type="competency.assessment", source_id=str(made.uuid),
        title=str(made.get_way_display()), assessor_id=actor.person_id, assessor=actor.name,
    )  # fmt: skip
    attain(attained=[attained], actor_id=actor.person_id, now=now)
