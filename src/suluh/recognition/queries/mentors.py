"""The directory of mentors, and what was asked of them and by them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Attainment
from suluh.competency.queries import held
from suluh.identity.models import Account
from suluh.identity.queries.people import Face, faces
from suluh.organisation.types import Actor
from suluh.recognition.models import Mentor, MentorAsk, MentorCompetency


def mentors(actor: Actor, *, today: date, text: str = "") -> QuerySet[Mentor]:
    """Open mentors of the actor's agency and of the nation, by name; each word narrows the list."""
    rows = _seen(actor, today).filter(is_open=True)
    for word in text.split():
        offering = MentorCompetency.reachable.filter(competency__name__icontains=word)
        rows = rows.filter(
            Q(name__icontains=word) | Q(topics__icontains=word) | Q(about__icontains=word)
            | Q(pk__in=offering.values("mentor_id"))
        )  # fmt: skip
    return rows.order_by("name", "id")


def _seen(actor: Actor, today: date) -> QuerySet[Mentor]:
    """With `left`: the hours of this month that nobody was promised yet."""
    taken = Case(When(taken_in=today.replace(day=1), then=F("taken")), default=Value(0))
    national = Q(visibility=Mentor.Visibility.NATIONAL)
    active = Account.objects.filter(person_id=OuterRef("person_id"), is_active=True)
    offers = MentorCompetency.reachable.select_related("competency")
    rows = Mentor.reachable.filter(Q(tenant_id=actor.agency_id) | national)
    return (
        rows.filter(Exists(active))
        .annotate(left=Greatest(F("hours") - taken, Value(0)))
        .select_related("tenant", "unit")
        .prefetch_related(Prefetch("offers", queryset=offers))
    )


def get_mentor(actor: Actor, uuid: UUID, *, today: date) -> Mentor:
    """A mentor whom the actor may find, or the actor's own page though paused; else NotFound."""
    found = _seen(actor, today).filter(Q(is_open=True) | Q(person_id=actor.person_id))
    mentor = found.filter(uuid=uuid).first()
    if mentor is None:
        raise NotFound
    return mentor


def own_mentor(actor: Actor) -> Mentor | None:
    """What the actor offers; None where they never did."""
    return Mentor.reachable.filter(person_id=actor.person_id).prefetch_related("offers").first()


def offerable(actor: Actor, on: date) -> list[Attainment]:
    """The competencies that the actor holds, each with its level: nobody offers more."""
    found = [row for row in held(actor.person_id, on).values() if row.level >= 1]
    return sorted(found, key=lambda row: row.competency.name)


def asks_to(actor: Actor, *, text: str = "") -> QuerySet[MentorAsk]:
    """What others ask of the actor; what waits first. Withdrawn ones are gone."""
    rows = MentorAsk.reachable.filter(mentor_person_id=actor.person_id)
    rows = rows.exclude(state=MentorAsk.State.WITHDRAWN)
    if text:
        rows = rows.filter(Q(person_name__icontains=text) | Q(wish__icontains=text))
    waiting = Q(state=MentorAsk.State.ASKED)
    return rows.alias(waits=waiting).order_by("-waits", "-asked_at", "-id")


def asks_by(actor: Actor, *, text: str = "") -> QuerySet[MentorAsk]:
    """What the actor asked of others, newest first."""
    rows = MentorAsk.reachable.filter(person_id=actor.person_id)
    if text:
        rows = rows.filter(Q(mentor_name__icontains=text) | Q(wish__icontains=text))
    return rows.order_by("-asked_at", "-id")


def waiting_asks(actor: Actor) -> int:
    """How many wait for the actor's answer."""
    return asks_to(actor).filter(state=MentorAsk.State.ASKED).count()


def find_ask(actor: Actor, uuid: UUID) -> MentorAsk:
    """An ask by the actor or to the actor; else NotFound."""
    rows = MentorAsk.reachable.select_related("mentor")
    mine = Q(person_id=actor.person_id) | Q(mentor_person_id=actor.person_id)
    found = rows.filter(mine, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def accepted_by(actor: Actor, raw: str) -> Face | None:
    """The mentor who accepted the actor's ask of that uuid: with whom a log begins."""
    try:
        uuid = UUID(raw)
    except ValueError:
        return None
    rows = MentorAsk.reachable.filter(person_id=actor.person_id, state=MentorAsk.State.ACCEPTED)
    found = rows.filter(uuid=uuid).values_list("mentor_person_id", flat=True).first()
    if found is None:
        return None
    with scoped(SYSTEM):  # the mentor may be of another agency
        return faces([found]).get(found)
