"""What the tests of planning begin with: somebody with gaps, and what raises them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.tests import make as competencies
from suluh.content.models import TrainingCompetency
from suluh.content.tests import make as contents
from suluh.delivery.models import EventCompetency, Offering
from suluh.delivery.tests import make as deliveries
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor
from suluh.recognition.actions.mentors import Offered, offer_mentoring

NOW: datetime = deliveries.NOW


def gap(person: Person, asked: int = 3, *, code: str = "T.01", held: int = 0) -> None:
    """The person's post asks for that level of one competency, and for nothing else."""
    with scoped(SYSTEM):
        home = Employment.objects.get(person=person, valid_to=None).tenant
    everything = [f"M.0{number}" for number in range(1, 9)] + ["SK.01"]
    competencies.post_of(person, name=f"Pos {person.pk}")
    levels = dict.fromkeys(everything, 0) | {code: asked}
    competencies.standard(home, levels, jenis="4", post=f"Pos {person.pk}")
    if held:
        competencies.reach(person, code, level=held, key=f"uji:{code}:{person.pk}")


def raises(offering: Offering, level: int, *, code: str = "T.01") -> Offering:
    """Let what is offered raise a competency to that level."""
    competency = competencies.competency(code)
    with scoped(SYSTEM):
        if offering.version is not None:
            TrainingCompetency.objects.create(
                tenant=offering.tenant, training=offering.version.training, competency=competency,
                level=level,
            )  # fmt: skip
        else:
            EventCompetency.objects.create(
                tenant=offering.tenant, offering=offering, competency=competency, level=level
            )
    return offering


def course(at: Agency, level: int, *, title: str = "Arsip dinamis", **more: Any) -> Offering:
    """A course of a training that raises T.01 to that level."""
    version = contents.published(contents.training(at, title), {})
    return raises(deliveries.course(version, **more), level)


def event(at: Agency, level: int, **more: Any) -> Offering:
    """An event that raises T.01 to that level."""
    return raises(deliveries.offering(at, **more), level)


def mentor(at: Agency, level: int, *, name: str, is_national: bool = False) -> Actor:
    """Somebody of that agency who holds T.01 at a level and offers to mentor."""
    who = deliveries.actor(deliveries.unit(at), name=name)
    with scoped(SYSTEM):
        person = Person.objects.get(pk=who.person_id)
    competencies.reach(person, "T.01", level=level, key=f"uji:mentor:{person.pk}")
    offered = Offered(
        "Mendampingi penataan arsip unit.", "arsip", 2, "nasional" if is_national else "instansi",
        is_open=True, competencies=[competencies.competency("T.01").pk],
    )  # fmt: skip
    with scoped(deliveries.own(who)):
        offer_mentoring(actor=who, now=NOW, offered=offered)
    return who
