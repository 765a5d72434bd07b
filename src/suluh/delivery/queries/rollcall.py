"""The roll of a session: who is expected, how each one's presence stands, counts by session."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Count, QuerySet

from suluh.base.errors import NotFound
from suluh.delivery.models import Enrolment, Meeting, Offering, Presence, PresenceMark, Status
from suluh.delivery.queries.batches import get_managed_batch, get_meeting, meetings_of
from suluh.delivery.queries.learning import get_room
from suluh.delivery.queries.offerings import HOLDING
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

_CARD = Signer(salt="kartu-peserta", sep=".")
_TICKET = Signer(salt="daftar-hadir", sep=".")


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a roll."""

    place: Enrolment
    presence: Presence | None

    @property
    def status(self) -> str:
        """How it stands, '' for not yet."""
        return self.presence.status if self.presence else ""


@dataclass(frozen=True, slots=True)
class Roll:
    """A session with how many are in which state."""

    meeting: Meeting
    counts: dict[str, int]
    expected: int

    @property
    def present(self) -> int:
        """Who was there."""
        return self.counts.get(Status.PRESENT, 0)

    @property
    def missing(self) -> int:
        """Of whom nothing was said yet."""
        return self.expected - sum(self.counts.values())

    @property
    def absent(self) -> int:
        """Away without a word."""
        return self.counts.get(Status.ABSENT, 0)

    @property
    def excused(self) -> int:
        """Away with a reason."""
        return self.counts.get(Status.LEAVE, 0) + self.counts.get(Status.SICK, 0)


def get_roll_batch(actor: Actor, uuid: UUID) -> Offering:
    """An angkatan whose rolls the actor may call."""
    return get_managed_batch(actor, uuid, Permission.ATTENDANCE_RUN)


def expected_in(offering: Offering) -> QuerySet[Enrolment]:
    """Who is expected in its sessions, by name."""
    rows = Enrolment.objects.filter(offering=offering, state__in=HOLDING)
    return rows.select_related("person").order_by("name", "id")


def rolls_of(offering: Offering) -> list[Roll]:
    """All sessions with their counts; three queries."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Presence.objects.filter(meeting__offering=offering).order_by()
    for meeting, status, people in rows.values_list("meeting_id", "status").annotate(n=Count("id")):
        found[meeting][status] = people
    expected = expected_in(offering).count()
    return [Roll(meeting, found[meeting.pk], expected) for meeting in meetings_of(offering)]


def roll_of(offering: Offering, meeting: Meeting) -> Roll:
    """One session with its counts."""
    rows = Presence.objects.filter(meeting=meeting).order_by()
    counts = dict(rows.values_list("status").annotate(n=Count("id")))
    return Roll(meeting, counts, expected_in(offering).count())


def lines_of(meeting: Meeting, places: list[Enrolment]) -> list[Line]:
    """The presence of these people at the session; one query."""
    rows = Presence.objects.filter(meeting=meeting, enrolment__in=[place.pk for place in places])
    known = {row.enrolment_id: row for row in rows}
    return [Line(place, known.get(place.pk)) for place in places]


def marks_of(meeting: Meeting, place: Enrolment) -> QuerySet[PresenceMark]:
    """Every word said about a presence, latest first."""
    return PresenceMark.objects.filter(meeting=meeting, enrolment=place).order_by("-id")


def get_expected(offering: Offering, uuid: UUID) -> Enrolment:
    """A person who is expected in its sessions."""
    found = expected_in(offering).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def card_of(place: Enrolment) -> str:
    """What the QR of a participant's badge says; nobody else can write one."""
    return _CARD.sign(place.uuid.hex)


def place_of_card(card: str) -> UUID | None:
    """Whose badge it is; None for a forged one."""
    try:
        return UUID(_CARD.unsign(card))
    except (BadSignature, ValueError):
        return None


def ticket_of(actor: Actor, meeting: Meeting) -> str:
    """Names the session and who opened its list: goes along with what a phone sends later."""
    return _TICKET.sign(f"{meeting.uuid.hex}-{actor.person_id}")


def is_ticket(ticket: str, *, actor: Actor, meeting: Meeting) -> bool:
    """Whether the ticket is this person's for this session."""
    return ticket == ticket_of(actor, meeting)


def get_own_card(actor: Actor, uuid: UUID) -> tuple[Offering, Enrolment, str]:
    """The actor's badge for the angkatan."""
    offering, mine = get_room(actor, uuid)
    return offering, mine, card_of(mine)


def get_roll_meeting(actor: Actor, uuid: UUID, meeting: UUID) -> tuple[Offering, Meeting]:
    """A session whose roll the actor may call."""
    offering = get_roll_batch(actor, uuid)
    return offering, get_meeting(offering, meeting)
