"""People as other parts need them: faces for papers and lists, pickers, subordinates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from suluh.base.scope import SYSTEM, current_scope, scoped
from suluh.identity.models import Person
from suluh.organisation.types import Actor

_COLUMNS = """
SELECT p.id, p.uuid, p.nip, p.name, p.title_before, p.title_after, p.sex, p.birth_place,
       p.birth_date, COALESCE(NULLIF(p.email, ''), a.email, ''), p.phone, p.organisation_name,
       e.tenant_id, COALESCE(g.name, ''), COALESCE(g.short_name, ''), e.unit_id,
       COALESCE(u.uuid::text, ''), COALESCE(u.name, ''), COALESCE(u.path, ''),
       COALESCE(j.name, ''), COALESCE(j.jenis, ''), COALESCE(j.jenjang, ''),
       COALESCE(e.status, ''), COALESCE(e.rank, ''), e.supervisor_id, e.id
FROM identity_person p
LEFT JOIN identity_account a ON a.person_id = p.id
"""
_JOINS = """
LEFT JOIN organisation_agency g ON g.id = e.tenant_id
LEFT JOIN organisation_unit u ON u.id = e.unit_id
LEFT JOIN organisation_position j ON j.id = e.position_id
"""
_OPEN = "LEFT JOIN identity_employment e ON e.person_id = p.id AND e.valid_to IS NULL"
# `valid_to` is the first day no longer served: on the day of a move only the new row counts.
_ON_DAY = """
LEFT JOIN LATERAL (SELECT * FROM identity_employment d
  WHERE d.person_id = p.id AND d.valid_from <= %s AND (d.valid_to IS NULL OR d.valid_to > %s)
  ORDER BY d.valid_from DESC, d.id DESC LIMIT 1) e ON true
"""


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a certificate, a notice or a list shows them; text fields may be empty."""

    person_id: int
    uuid: str
    nip: str
    name: str
    title_before: str
    title_after: str
    sex: str
    birth_place: str
    birth_date: date | None
    email: str
    phone: str
    organisation_name: str
    agency_id: int | None
    agency: str
    agency_short: str
    unit_id: int | None
    unit_uuid: str
    unit: str
    unit_path: str
    position: str
    jenis: str
    jenjang: str
    status: str
    rank: str
    supervisor_id: int | None
    employment_id: int | None

    @property
    def full_name(self) -> str:
        """Name with academic titles, as a certificate prints it."""
        front = f"{self.title_before} " if self.title_before else ""
        back = f", {self.title_after}" if self.title_after else ""
        return f"{front}{self.name}{back}"

    @property
    def home(self) -> str:
        """Where the person comes from: unit and agency, or what a guest wrote."""
        return ", ".join(part for part in (self.unit, self.agency) if part) or (
            self.organisation_name
        )


def faces(person_ids: Collection[int], *, on: date | None = None) -> dict[int, Face]:
    """Faces by person id, with the employment of today (or of the day `on`), in any agency.

    Only persons whom the scope may see are given; one query, two outside the wide scope.
    """
    seen = _visible(person_ids)
    if not seen:
        return {}
    with scoped(SYSTEM), connection.cursor() as cursor:
        days = [] if on is None else [on, on]
        cursor.execute(
            f"{_COLUMNS} {_OPEN if on is None else _ON_DAY} {_JOINS} WHERE p.id = ANY(%s)",
            [*days, seen],
        )
        return {row[0]: _face(row) for row in cursor.fetchall()}


def get_face(person_id: int, *, on: date | None = None) -> Face | None:
    """One face; None where the person is absent or not for this scope to see."""
    return faces([person_id], on=on).get(person_id)


def addresses_of(person_id: int) -> set[str]:
    """The e-mail addresses by which the person is known, in small letters."""
    person = Person.objects.select_related("account").filter(pk=person_id).first()
    if person is None:
        return set()
    account = getattr(person, "account", None)
    return {each.lower() for each in (person.email, account.email if account else "") if each}


def search_people(actor: Actor, text: str, *, limit: int = 12) -> list[Face]:
    """People whom the actor's scope may see, by NIP (from 4 digits) or parts of the name.

    For pickers: own agency's people first, then acquaintances and guests.
    """
    wanted = " ".join(text.split())[:100]
    digits = wanted.replace(" ", "")
    values: list[Any]
    if digits.isdecimal() and len(digits) >= 4:
        # A range, not LIKE: row security lets only leak-proof comparisons use an index.
        condition = "p.nip >= %s AND p.nip < %s"
        values = [digits[:18], f"{digits[:18]}:"]  # the sign after 9
    elif len(wanted) >= 2:
        condition = " AND ".join(["UPPER(p.name) LIKE UPPER(%s)"] * len(wanted.split()))
        values = [f"%{_like(word)}%" for word in wanted.split()]
    else:
        return []
    scope = current_scope()
    if not scope.wide:
        condition += (
            " AND p.id IN (SELECT person_id FROM identity_acquaintance WHERE tenant_id = %s)"
        )
        values.append(scope.tenant_id)
    # Wide, with the agency named: row security would look up each name before comparing it.
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            f"{_COLUMNS} {_OPEN} {_JOINS} WHERE {condition}"
            " ORDER BY (e.tenant_id IS NOT DISTINCT FROM %s) DESC, p.name, p.id LIMIT %s",
            [*values, actor.agency_id, limit],
        )
        return [_face(row) for row in cursor.fetchall()]


def people_by_nip(nips: Collection[str]) -> dict[str, int]:
    """Person ids by NIP, of those whom the scope may see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nip, id FROM identity_person WHERE nip = ANY(%s)", [list(nips)])
        return dict(cursor.fetchall())


def subordinates(actor: Actor) -> list[Face]:
    """Whom the actor supervises today, by name; empty for everyone else."""
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            f"{_COLUMNS} {_OPEN} {_JOINS} WHERE e.supervisor_id = %s ORDER BY p.name, p.id",
            [actor.person_id],
        )
        return [_face(row) for row in cursor.fetchall()]


def has_subordinates(actor: Actor) -> bool:
    """Whether somebody's supervisor today is the actor."""
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM identity_employment"
            " WHERE supervisor_id = %s AND valid_to IS NULL)",
            [actor.person_id],
        )
        return bool(cursor.fetchone()[0])


def _visible(person_ids: Collection[int]) -> list[int]:
    wanted = list(person_ids)
    if not wanted or current_scope().wide:
        return wanted
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM identity_person WHERE id = ANY(%s)", [wanted])
        return [row[0] for row in cursor.fetchall()]


def _face(row: Sequence[Any]) -> Face:
    return Face(row[0], str(row[1]), row[2] or "", *row[3:])


def _like(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
