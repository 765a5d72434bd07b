"""The participant's live page: what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from time import time
from uuid import UUID

from django.conf import settings

from suluh.activities.session.models import Window
from suluh.activities.session.queries.talk import Talk, talk_of
from suluh.activities.session.queries.windows import own_check_ins, windows_of
from suluh.activities.session.rules.answers import clock_seconds
from suluh.activities.session.rules.windows import WINDOW_NAMES
from suluh.base.errors import NotFound
from suluh.delivery.models import Document, Offering, OfferingPerson
from suluh.delivery.queries.review import Seat, get_seat, inside
from suluh.live.token import derive_key, make_token
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class WindowCard:
    """One window as the participant stands to it."""

    window: Window
    name: str
    recorded: str = ""
    is_open: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """What to do at this moment: press, wait, or nothing more."""

    cards: tuple[WindowCard, ...]
    press: WindowCard | None
    upcoming: WindowCard | None

    @property
    def changes_at(self) -> datetime | None:
        """When the answer to "what now" changes by itself."""
        if self.press is not None:
            return self.press.window.closes_at
        return self.upcoming.window.opens_at if self.upcoming else None


@dataclass(frozen=True, slots=True)
class LivePage:
    """Everything on the live page."""

    seat: Seat
    now: Now
    talk: Talk
    agenda: list[OfferingPerson]
    documents: list[Document]
    stream: str


def get_now(actor: Actor, event: UUID, *, now: datetime) -> tuple[Seat, Now]:
    """What the participant does now."""
    seat = get_seat(actor, event)
    with inside(seat.offering, actor):
        return seat, _now(seat.offering, actor, now)


def get_talk(actor: Actor, event: UUID) -> tuple[Seat, Talk]:
    """What is being said."""
    seat = get_seat(actor, event)
    with inside(seat.offering, actor):
        return seat, talk_of(seat.offering, person_id=actor.person_id)


def get_live_page(actor: Actor, event: UUID, *, now: datetime) -> LivePage:
    """The whole page, for those with a place at the event."""
    seat = get_seat(actor, event)
    with inside(seat.offering, actor):
        return LivePage(
            seat=seat,
            now=_now(seat.offering, actor, now),
            talk=talk_of(seat.offering, person_id=actor.person_id),
            agenda=list(OfferingPerson.objects.filter(offering=seat.offering)),
            documents=list(Document.objects.filter(offering=seat.offering)),
            stream=stream_url(seat.offering),
        )


def stream_url(offering: Offering) -> str:
    """Address of the event's stream with a ticket in it."""
    key = derive_key(settings.SECRET_KEY)
    token = make_token(key, offering=str(offering.uuid), now=time())
    return f"{settings.LIVE_URL}/aliran/?t={token}"


def _now(offering: Offering, actor: Actor, now: datetime) -> Now:
    own = own_check_ins(offering, person_id=actor.person_id)
    cards = tuple(
        _card(window, own.get(window.pk), offering, now) for window in windows_of(offering)
    )
    missing = [card for card in cards if not card.recorded]
    return Now(
        cards=cards,
        press=next((card for card in missing if card.is_open), None),
        upcoming=next((card for card in missing if not card.is_open and not card.is_over), None),
    )


def _card(window: Window, at: datetime | None, offering: Offering, now: datetime) -> WindowCard:
    return WindowCard(
        window=window,
        name=str(WINDOW_NAMES[window.kind]).capitalize(),
        recorded=clock_seconds(at, offering.zone) if at else "",
        is_open=window.opens_at <= now < window.closes_at,
        is_over=now >= window.closes_at,
    )


def get_scanned_window(uuid: UUID) -> Window:
    """The window of a scanned code, of an event the scope reaches."""
    found = Window.reachable.select_related("offering").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found
