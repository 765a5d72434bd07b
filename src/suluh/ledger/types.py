"""Words of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Credit:
    """One activity of one person, to be turned into JP by the rules in force on `credit_date`.

    `minutes`: time of learning; `units`: days, sessions or activities where the rule counts
    those; `curriculum_jp_minor`: JP of the curriculum in hundredths where the rule follows it.
    `activity_key` names the activity for ever, whatever route reports it ('acara:<uuid>').
    """

    person_id: int
    home_id: int
    unit_id: int | None
    organiser_id: int
    form_code: int
    title: str
    minutes: int
    credit_date: date
    activity_key: str
    source_type: str
    source_id: str
    rule: str = "utama"
    units: int = 1
    curriculum_jp_minor: int | None = None
    is_international: bool = False
    evidence_sha256: bytes | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Award:
    """What the rules make of a credit: JP in hundredths before and after caps, and why."""

    jp_minor_before: int
    jp_minor: int
    rule_version: int
    cut_reason: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an activity takes place: for foretelling its JP."""

    form_code: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    break_minutes: int = 0
    is_international: bool = False
