"""What the organisers' meeting has before it: each person with conditions and a proposed verdict."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.base.models import LongJob
from suluh.base.text import number, wording
from suluh.delivery.models import Batch, Enrolment, Meeting, Offering, Paper, Standing
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
    """The whole angkatan before the meeting; reading all of a large one takes a second or two."""

    candidates: tuple[Candidate, ...]
    open_rolls: int
    graduation: Graduation

    @property
    def undecided(self) -> tuple[Candidate, ...]:
        """On whom the meeting decides."""
        return tuple(each for each in self.candidates if each.is_undecided)

    @property
    def mark(self) -> str:
        """Names what is proposed for whom: where any of it changed since, the mark is another.

        Scores alone do not count: of ten thousand somebody always learns on.
        """
        lines = [f"{each.place.pk}:{each.proposed}" for each in self.undecided]
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What stands before the meeting, counted: the people themselves are read page by page."""

    undecided: int
    unscored: int
    open_rolls: int
    graduation: Graduation


_NEEDED = ("uuid", "name", "unit_name", "offering", "version", "person__nip")


def get_closing(offering: Offering) -> Closing:
    """Everybody with what is lacking; a fixed number of queries."""
    graduation = graduation_of(offering)
    everybody = expected_in(offering).only(*_NEEDED)
    return Closing(
        candidates_of(list(everybody), graduation.law), _open_rolls(offering), graduation
    )


def what_lies_ahead(offering: Offering) -> Ahead:
    """How far an angkatan is from its meeting; the same few queries however many are in it."""
    rows = undecided_in(offering).order_by().select_related(None)
    counts = rows.aggregate(all=Count("pk"), unscored=Count("pk", filter=Q(progress__lt=100)))
    graduation = graduation_of(offering)
    return Ahead(counts["all"], counts["unscored"], _open_rolls(offering), graduation)


def _open_rolls(offering: Offering) -> int:
    return Meeting.objects.filter(offering=offering, roll_closed_at=None).count()


def undecided_in(offering: Offering, *, text: str = "") -> QuerySet[Enrolment]:
    """On whom the meeting decides, by name; narrowed by name or unit."""
    open_still = Q(standing=None) | Q(standing__state__in=UNDECIDED)
    return people_standing(offering, text=text).filter(open_still)


def record_of(offering: Offering) -> Paper | None:
    """The berita acara, without its content: that names everybody."""
    rows = Paper.objects.filter(offering=offering, kind=Paper.Kind.RECORD)
    return rows.defer("content").first()


def closing_job(batch: Batch) -> LongJob | None:
    """What carries out the meeting's decisions at present; None where nothing is under way."""
    return LongJob.objects.filter(uuid=batch.closing).first() if batch.closing else None


def candidates_of(places: Sequence[Enrolment], law: Law) -> tuple[Candidate, ...]:
    """These places with what is lacking by that law; a fixed number of queries."""
    states = states_of(places)
    found = classrooms_of(places, with_days=False)
    rooms = {room.enrolment.pk: room for each in found.values() for room in each if room.enrolment}
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
