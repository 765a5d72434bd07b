"""What the organisers' meeting has before it: each person with conditions and a proposed verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.base.text import number, wording
from suluh.delivery.models import Enrolment, Meeting, Offering, Paper, Standing
from suluh.delivery.models.standing import WORDS
from suluh.delivery.queries.classrooms import classrooms_of
from suluh.delivery.queries.law import Graduation, graduation_of
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.queries.rollcall import expected_in
from suluh.delivery.rules.graduation import Law, is_below, predicate_of, proposed_verdict
from suluh.delivery.rules.standing import UNDECIDED, State
from suluh.delivery.types import Condition


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person before the meeting; scores and shares in hundredths of a percent."""

    place: Enrolment
    state: State
    share: int | None
    score: int | None
    lacking: tuple[Condition, ...]
    proposed: State
    predicate: str = ""

    @property
    def word(self) -> str:
        """The state for people."""
        return str(WORDS[self.state])

    @property
    def proposed_word(self) -> str:
        """The proposal for people."""
        return str(WORDS[self.proposed])

    @property
    def points(self) -> float | None:
        """The score out of 100, as exact as the predicate takes it."""
        return None if self.score is None else self.score / 100

    @property
    def is_undecided(self) -> bool:
        """Whether the meeting decides on this person."""
        return self.state in UNDECIDED


@dataclass(frozen=True, slots=True)
class Match:
    """What a list was narrowed to: words of a name or unit, and a state."""

    text: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The whole angkatan before the meeting."""

    candidates: tuple[Candidate, ...]
    sessions: int
    open_rolls: tuple[Meeting, ...]
    record: Paper | None
    graduation: Graduation

    @property
    def undecided(self) -> tuple[Candidate, ...]:
        """On whom the meeting decides."""
        return tuple(each for each in self.candidates if each.is_undecided)

    @property
    def unscored(self) -> int:
        """How many have work that is neither done nor marked."""
        return sum(any(c.code == "activities" for c in each.lacking) for each in self.undecided)

    @property
    def counts(self) -> dict[str, int]:
        """How many stand where, in words."""
        found = Counter(each.state for each in self.candidates)
        return {str(WORDS[state]): found[state] for state in State if found[state]}


def get_closing(offering: Offering) -> Closing:
    """Everybody with what is lacking; a fixed number of queries."""
    meetings = list(Meeting.objects.filter(offering=offering).order_by("starts_at", "id"))
    graduation = graduation_of(offering)
    return Closing(
        candidates_of(list(expected_in(offering)), graduation.law),
        len(meetings),
        tuple(meeting for meeting in meetings if meeting.roll_closed_at is None),
        Paper.objects.filter(offering=offering, kind=Paper.Kind.RECORD).first(),
        graduation,
    )


def matching(candidates: Sequence[Candidate], text: str) -> list[Candidate]:
    """Those whose name or unit holds the text; all where there is none."""
    word = text.casefold()
    return [
        each for each in candidates
        if word in f"{each.place.name} {each.place.unit_name}".casefold()
    ]  # fmt: skip


def candidates_of(places: Sequence[Enrolment], law: Law) -> tuple[Candidate, ...]:
    """These places with what is lacking by that law; a fixed number of queries."""
    states = states_of(places)
    rooms = {room.enrolment.pk: room for found in classrooms_of(places).values() for room in found
             if room.enrolment}  # fmt: skip
    return tuple(_candidate(place, states[place.pk], rooms[place.pk], law) for place in places)


def people_standing(offering: Offering, *, text: str = "", state: str = "") -> QuerySet[Enrolment]:
    """Places of an angkatan by name, narrowed by name or unit and by state."""
    rows = expected_in(offering)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit_name__icontains=text))
    if state == State.PROPOSED:
        return rows.filter(Q(standing=None) | Q(standing__state=state))
    return rows.filter(standing__state=state) if state in set(State) else rows


def chosen_in(
    offering: Offering, places: Collection[UUID], *, match: Match | None
) -> QuerySet[Enrolment]:
    """The chosen people of an angkatan; with a `match` everybody who fits it, on whatever page."""
    if match is not None:
        return people_standing(offering, text=match.text, state=match.state)
    return expected_in(offering).filter(uuid__in=list(places))


def counts_by_state(offering: Offering) -> dict[State, int]:
    """How many stand where, in the order of the way through; one query."""
    rows = expected_in(offering).order_by().select_related(None)
    found = dict(rows.values_list("standing__state").annotate(n=Count("pk")))
    found[State.PROPOSED] = found.pop(None, 0) + found.pop(State.PROPOSED.value, 0)
    return {state: found[state] for state in State if found.get(state)}


def states_among(places: QuerySet[Enrolment]) -> set[State]:
    """Which states are found among these places; one query."""
    rows = places.order_by().select_related(None)
    found = rows.values_list("standing__state", flat=True).distinct()
    return {State(each or State.PROPOSED) for each in found}


def states_of(places: Sequence[Enrolment]) -> dict[int, State]:
    """Each one's state; who has no row is proposed."""
    rows = Standing.objects.filter(enrolment__in=[place.pk for place in places])
    known = dict(rows.values_list("enrolment_id", "state"))
    return {place.pk: State(known.get(place.pk, State.PROPOSED)) for place in places}


def _candidate(place: Enrolment, state: State, room: Classroom, law: Law) -> Candidate:
    scores = [step.score for step in room.steps if step.score is not None]
    score = sum(scores) // len(scores) if scores else None
    conditions = room.conditions
    lacking = [c for c in conditions if c.code != "decision" and not c.is_met]
    came = bool(room.gathering and room.gathering.share)
    return Candidate(
        place=place,
        state=state,
        share=room.gathering.share if room.gathering else None,
        score=score,
        lacking=(*lacking, *_too_little(score, law)),
        proposed=proposed_verdict(conditions, law, came=came, score=score),
        predicate=predicate_of(score, law),
    )


def _too_little(score: int | None, law: Law) -> list[Condition]:
    """The score as one more thing that is lacking, in words."""
    if score is None or law.passes_above is None or not is_below(score, law):
        return []
    words = wording(get_language())
    told = {"score": number(score / 100, 2, words=words)}
    told["least"] = number(law.passes_above / 100, 2, words=words)
    sentence = _("Nilai %(score)s, belum di atas %(least)s.") % told
    return [Condition("score", is_met=False, sentence=sentence)]
