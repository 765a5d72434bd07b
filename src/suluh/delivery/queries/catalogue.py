"""The catalogue: what is announced, narrowed by facets, found in spite of typing errors."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Greatest, Upper

from suluh.base.scope import current_scope
from suluh.delivery.models import Offering
from suluh.delivery.queries.offerings import PUBLIC_STATES, visible_offerings
from suluh.organisation.types import Actor

CLOSE_ENOUGH = 0.5
TIMES = ("mendatang", "pekan-ini", "kapan-saja", "lampau")


@dataclass(frozen=True, slots=True)
class CatalogueFilter:
    """What a person narrows the catalogue by; empty fields narrow nothing."""

    text: str = ""
    form: int | None = None
    theme: str = ""
    organiser: UUID | None = None
    time: str = "mendatang"
    jp_minor: int = 0

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the time was chosen."""
        return bool(self.text or self.form or self.theme or self.organiser or self.jp_minor)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the facets offer: values that occur among the coming events."""

    forms: list[tuple[int, str]]
    organisers: list[tuple[UUID, str]]
    themes: list[str]


def catalogue(wanted: CatalogueFilter, *, now: datetime) -> QuerySet[Offering]:
    """Announced events the scope reaches, narrowed."""
    rows = _in_time(visible_offerings(), wanted.time, now)
    if wanted.form:
        rows = rows.filter(form_id=wanted.form)
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.organiser:
        rows = rows.filter(tenant__uuid=wanted.organiser)
    if wanted.jp_minor:
        rows = rows.filter(jp_minor__gte=wanted.jp_minor)
    if wanted.text:
        rows = search(rows, wanted.text)
    return rows.defer("description")


def is_shown_with(uuid: UUID, mark: str) -> bool:
    """Whether an announced offering that the scope reaches has that picture on its card."""
    shown = Offering.reachable.filter(state__in=PUBLIC_STATES, uuid=uuid, cover_mark=mark)
    return bool(mark) and shown.exists()


def own_states(actor: Actor, offering_ids: Collection[int]) -> dict[int, str]:
    """The actor's places in these events, by event; a statement of its own, asked on every page."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(_OWN_STATES, [actor.person_id, list(offering_ids)])
        return dict(cursor.fetchall())


_OWN_STATES = """
SELECT offering_id, state FROM delivery_enrolment WHERE person_id = %s AND offering_id = ANY(%s)
"""


def search(rows: QuerySet[Offering], text: str) -> QuerySet[Offering]:
    """Rows whose title, theme or series holds the text, or words spelt much like it."""
    whole = Upper(Concat("title", Value(" "), "theme"))
    return (
        rows.annotate(
            closeness=Greatest(
                TrigramWordSimilarity(text.upper(), whole),
                TrigramWordSimilarity(text.upper(), Upper("series__name")),
            )
        )
        .filter(
            Q(closeness__gte=CLOSE_ENOUGH) | Q(title__icontains=text) | Q(theme__icontains=text)
        )
        .order_by("-closeness", "starts_at", "id")
    )


def choices(now: datetime) -> Choices:
    """Values of the facets, as fresh as the minute."""
    return _choices(current_scope().tenant_id, int(now.timestamp() // 60))


@lru_cache(maxsize=256)
def _choices(_tenant_id: int | None, minute: int) -> Choices:
    now = datetime.fromtimestamp(minute * 60).astimezone()
    rows = list(
        _in_time(visible_offerings(), "mendatang", now)
        .order_by()
        .values_list("form_id", "form__name", "tenant__uuid", "tenant__short_name", "theme")
        .distinct()[:2000]
    )
    return Choices(
        forms=sorted({(row[0], row[1]) for row in rows}),
        organisers=sorted({(row[2], row[3]) for row in rows}, key=lambda each: each[1]),
        themes=sorted({row[4] for row in rows if row[4]}),
    )


def _in_time(rows: QuerySet[Offering], time: str, now: datetime) -> QuerySet[Offering]:
    """Events by their time, courses after them: those are open at any time."""
    if time == "lampau":
        past = rows.filter(kind=Offering.Kind.EVENT, ends_at__lte=now).exclude(
            state=Offering.State.CANCELLED
        )
        return past.order_by("-starts_at", "-id")
    coming = rows.filter(ends_at__gt=now, state=Offering.State.PUBLISHED)
    if time == "kapan-saja":
        open_now = coming.filter(kind=Offering.Kind.COURSE, registration_closes_at__gt=now)
        return open_now.order_by("-starts_at", "-id")
    if time == "pekan-ini":
        soon = now + timedelta(days=7)
        coming = coming.filter(kind=Offering.Kind.EVENT, starts_at__lt=soon)
    joinable = Q(kind=Offering.Kind.EVENT) | Q(registration_closes_at__gt=now)
    return coming.filter(joinable).order_by("-kind", "starts_at", "id")
