"""A person's book: the year's total, its lines, and the story of one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from suluh.base.errors import NotFound
from suluh.identity.models import Employment
from suluh.ledger import rules
from suluh.ledger.models import Checkpoint, ConversionRule, JpEntry, PersonYear
from suluh.ledger.ports import Paper, paper_of
from suluh.ledger.queries.law import as_form_rule
from suluh.ledger.types import Used, Work
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class MyYear:
    """How a person stands in a year; `parts` are (form, JP hundredths), largest first."""

    year: int
    jp_minor: int
    entries: int
    status: str = ""
    floor_jp_minor: int = rules.DEFAULT_FLOOR
    ceiling_jp_minor: int | None = None
    is_floor_by_law: bool = True
    legal_basis: str = ""
    parts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def remaining_jp_minor(self) -> int:
        """What is missing to the floor; 0 where it is reached."""
        return max(0, self.floor_jp_minor - self.jp_minor)

    @property
    def is_reached(self) -> bool:
        """Whether the year's floor is reached."""
        return self.jp_minor >= self.floor_jp_minor


_YEAR = """
SELECT COALESCE(b.jp_minor, 0), COALESCE(b.entries, 0), COALESCE(e.status, ''),
       t.floor_jp_minor, t.ceiling_jp_minor, COALESCE(t.legal_basis, ''),
       (SELECT array_agg(p.name ORDER BY p.jp DESC, p.code) FROM parts p),
       (SELECT array_agg(p.jp ORDER BY p.jp DESC, p.code) FROM parts p)
FROM (SELECT %(person)s::bigint AS id) me
LEFT JOIN ledger_personyear b ON b.person_id = me.id AND b.year = %(year)s
LEFT JOIN identity_employment e ON e.person_id = me.id AND e.valid_to IS NULL
LEFT JOIN LATERAL (
  SELECT * FROM ledger_targetrule r
  WHERE r.status = e.status AND r.valid_from <= %(day)s
    AND (r.valid_to IS NULL OR r.valid_to >= %(day)s)
  ORDER BY r.valid_from DESC, r.version DESC LIMIT 1) t ON true
"""
_PARTS = """
WITH parts AS MATERIALIZED (
  SELECT f.code, f.name, s.jp FROM (
    SELECT j.form_id, sum(CASE j.kind WHEN 'credit' THEN j.jp_minor ELSE -j.jp_minor END)::int AS jp
    FROM ledger_jpentry j WHERE j.person_id = %(person)s AND j.year = %(year)s GROUP BY j.form_id
  ) s JOIN ledger_form f ON f.code = s.form_id WHERE s.jp > 0
)
"""


def my_year(actor: Actor, year: int) -> MyYear:
    """The actor's own year: total, parts by form, floor and what is missing. One query."""
    return person_year(actor.person_id, year)


def person_year(person_id: int, year: int) -> MyYear:
    """Any person's year, as far as the scope sees it."""
    values: dict[str, Any] = {"person": person_id, "year": year, "day": date(year, 12, 31)}
    with connection.cursor() as cursor:
        cursor.execute(_PARTS + _YEAR, values)
        found: tuple[Any, ...] = cursor.fetchone() or ()
        jp_minor, entries, status, floor, ceiling, basis, names, amounts = found
    return MyYear(
        year=year,
        jp_minor=jp_minor,
        entries=entries,
        status=status,
        floor_jp_minor=rules.floor_of(floor),
        ceiling_jp_minor=ceiling,
        is_floor_by_law=floor is not None,
        legal_basis=basis,
        parts=list(zip(names or [], amounts or [], strict=True)),
    )


def years_of(person_id: int) -> list[int]:
    """Years in which the person has lines, newest first."""
    rows = PersonYear.objects.filter(person_id=person_id, entries__gt=0)
    return list(rows.order_by("-year").values_list("year", flat=True))


def lines_of(person_id: int, year: int, *, search: str = "") -> QuerySet[JpEntry]:
    """The lines of a person's year, newest first, with their forms."""
    rows = JpEntry.reachable.filter(person_id=person_id, year=year).select_related("form")
    if search:
        rows = rows.filter(Q(title__icontains=search) | Q(form__name__icontains=search))
    return rows.order_by("-line")


def credits_between(person_id: int, first: date, last: date) -> QuerySet[JpEntry]:
    """The person's credits of these days that stand, oldest first; as far as the scope sees."""
    rows = JpEntry.reachable.filter(
        person_id=person_id,
        kind=JpEntry.Kind.CREDIT,
        credit_date__range=(first, last),
        reversal=None,
    )
    return rows.select_related("form").order_by("credit_date", "id")


def entries_from(source_type: str, source_id: str) -> list[JpEntry]:
    """The credits that one source brought, as far as the scope sees."""
    rows = JpEntry.reachable.filter(
        source_type=source_type, source_id=source_id, kind=JpEntry.Kind.CREDIT
    )
    return list(rows.order_by("credit_date", "id"))


@dataclass(frozen=True, slots=True)
class Story:
    """One line with all that explains it."""

    entry: JpEntry
    rule: ConversionRule | None
    reckoning: str
    reversal: JpEntry | None
    original: JpEntry | None
    is_own: bool
    can_reverse: bool
    has_open_request: bool
    checkpoint: Checkpoint | None
    paper: Paper | None


def get_story(actor: Actor, entry: UUID) -> Story:
    """The story of a line: one's own, of one's people, or of one's agency's activities."""
    row = find_entry(actor, entry)
    credit = row.reverses if row.reverses_id and row.reverses else row
    rule = (
        ConversionRule.objects.select_related("form")
        .filter(form_id=row.form_id, version=row.rule_version)
        .first()
    )
    reversal = JpEntry.reachable.filter(reverses_id=row.id).first()
    return Story(
        entry=row,
        rule=rule,
        reckoning=_reckoning(credit, rule),
        reversal=reversal,
        original=row.reverses if row.reverses_id else None,
        is_own=row.person_id == actor.person_id,
        can_reverse=(
            row.kind == JpEntry.Kind.CREDIT
            and reversal is None
            and can(actor, Permission.LEDGER_REVERSE, agency_id=row.organiser_id)
        ),
        has_open_request=row.requests.filter(state="asked").exists(),
        checkpoint=_checkpoint(row),
        paper=paper_of(actor, entry=credit.id, person_id=credit.person_id),
    )


def is_reversed(entry: UUID) -> bool:
    """Whether a credit was taken back; as far as the scope sees."""
    return JpEntry.reachable.filter(reverses_id=entry).exists()


def find_entry(actor: Actor, entry: UUID) -> JpEntry:
    """The line if the actor may read it; NotFound where it is absent or foreign."""
    row = (
        JpEntry.reachable.select_related("form", "person", "reverses", "tenant")
        .filter(id=entry)
        .first()
    )
    if row is None or not _may_read(actor, row):
        raise NotFound(_("Baris ini tidak ada di buku JP Anda."))
    return row


def _may_read(actor: Actor, row: JpEntry) -> bool:
    if row.person_id == actor.person_id:
        return True
    if can(actor, Permission.LEDGER_REVERSE, agency_id=row.organiser_id):
        return True
    paths = reach(actor, Permission.LEDGER_VIEW, agency_id=row.tenant_id)
    if "" in paths or not paths:
        return bool(paths)
    served = Employment.objects.filter(person_id=row.person_id, valid_to=None)
    unit_path: Any = served.values_list("unit__path", flat=True).first()
    return unit_path is not None and any(unit_path.startswith(path) for path in paths)


def _reckoning(credit: JpEntry, rule: ConversionRule | None) -> str:
    if rule is None:
        return ""
    work = Work(
        minutes=credit.minutes,
        units=credit.units,
        curriculum_jp_minor=credit.curriculum_jp_minor,
        is_international=credit.is_international,
    )
    form_rule = as_form_rule(rule)
    found = rules.reckon(work, form_rule, Used())
    return rules.reckoning_in_words(found, form_rule, work)


def _checkpoint(row: JpEntry) -> Checkpoint | None:
    if row.leaf_index is None:
        return None
    return Checkpoint.objects.filter(size__gt=row.leaf_index).order_by("size").first()
