"""What the learner's first page says: the year's JP, what runs now, what closes the gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from suluh.activities.session.models import CheckIn, Window
from suluh.credentials.models import Certificate
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.offerings import my_enrolments, open_for_me
from suluh.ledger.queries import MyYear, my_year
from suluh.organisation.types import Actor

SHOWN = 3
WINDOW_WORDS = (gettext_noop("masuk"), gettext_noop("tengah"), gettext_noop("pulang"))


@dataclass(frozen=True, slots=True)
class Running:
    """An event of mine that is on, and the attendance window to use now."""

    enrolment: Enrolment
    window: Window | None
    is_recorded: bool
    later: list[Window]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page."""

    year: MyYear
    days_left: int
    running: list[Running]
    upcoming: list[Enrolment]
    offers: list[Offering]
    certificates: list[Certificate]

    @property
    def offers_jp_minor(self) -> int:
        """JP that the shown offers and registrations would add."""
        planned = [enrolment.offering for enrolment in self.upcoming] + self.offers
        return sum(offering.jp_minor for offering in planned)


def get_home(actor: Actor, *, now: datetime) -> Home:
    """Read the page in few queries; what does not run costs none."""
    today = now.astimezone(ZoneInfo(actor.zone)).date()
    mine = _present_and_coming(actor, now)
    running = [
        place for place in mine if place.offering.starts_at <= now or _doors_open(place, now)
    ]
    return Home(
        year=my_year(actor, today.year),
        days_left=(date(today.year, 12, 31) - today).days,
        running=_running(actor, running, now),
        upcoming=[place for place in mine if place not in running][:SHOWN],
        offers=open_for_me(actor, now, limit=SHOWN),
        certificates=list(
            Certificate.reachable.filter(
                person_id=actor.person_id, state=Certificate.State.VALID
            ).order_by("-issued_at", "-id")[:SHOWN]
        ),
    )


def _present_and_coming(actor: Actor, now: datetime) -> list[Enrolment]:
    return list(
        my_enrolments(actor)
        .filter(
            state__in=(Enrolment.State.REGISTERED, Enrolment.State.WAITING),
            offering__state=Offering.State.PUBLISHED,
            offering__ends_at__gte=now,
        )
        .order_by("offering__starts_at", "id")[: 2 * SHOWN]
    )


def _doors_open(place: Enrolment, now: datetime) -> bool:
    return (place.offering.starts_at - now).total_seconds() <= 30 * 60


def _running(actor: Actor, places: list[Enrolment], now: datetime) -> list[Running]:
    """The windows of running events, and whether the actor's evidence is there."""
    if not places:
        return []
    ids = [place.offering_id for place in places]
    windows = list(Window.reachable.filter(offering_id__in=ids).order_by("opens_at", "id"))
    done = set(
        CheckIn.reachable.filter(person_id=actor.person_id, offering_id__in=ids).values_list(
            "window_id", flat=True
        )
    )
    return [_with_window(place, windows, done=done, now=now) for place in places]


def _with_window(
    place: Enrolment, windows: list[Window], *, done: set[int], now: datetime
) -> Running:
    own = [window for window in windows if window.offering_id == place.offering_id]
    current = next((window for window in own if window.opens_at <= now < window.closes_at), None)
    return Running(
        enrolment=place,
        window=current,
        is_recorded=current is not None and current.id in done,
        later=[window for window in own if window.opens_at > now],
    )
