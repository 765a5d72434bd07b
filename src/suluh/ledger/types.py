"""Words of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

CLAIMED = "recognition.claim"  # source of credits for learning that their learner claims
E_LEARNING, DISTANCE_LEARNING = 16, 17  # forms that a rule names apart; the others are data


class Unit(StrEnum):
    """What one unit of a conversion rule is."""

    HOURS = "jam"
    DAY = "hari"
    SESSION = "sesi"
    ACTIVITY = "kegiatan"
    CURRICULUM = "kurikulum"


class Cut(StrEnum):
    """Why fewer JP were given than learnt."""

    NONE = ""
    DAY = "hari"
    MONTH = "bulan"
    YEAR = "tahun"
    NO_RULE = "tanpa_aturan"
    TOO_SHORT = "terlalu_singkat"


@dataclass(frozen=True, slots=True)
class FormRule:
    """How minutes of one form become JP: one version of the conversion table."""

    form_code: int
    form_name: str
    version: int
    unit: Unit
    valid_from: date
    valid_to: date | None = None
    jp_minor_per_unit: int | None = None
    international_percent: int = 0
    max_jp_minor_per_day: int | None = None
    max_units_per_month: int | None = None
    max_jp_minor_per_year: int | None = None
    legal_basis: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What a person did, as the rules look at it."""

    minutes: int
    units: int = 1
    curriculum_jp_minor: int | None = None
    is_international: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """What the person already has of the form: JP on that day, units in that month, JP in that year."""

    day_jp_minor: int = 0
    month_units: int = 0
    year_jp_minor: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """JP in hundredths before and after the caps, and which cap cut."""

    before: int
    after: int
    cut: Cut = Cut.NONE


@dataclass(frozen=True, slots=True)
class Credit:
    """One activity of one person, to be turned into JP by the rules in force on `credit_date`.

    `minutes`: time of learning; `units`: days, sessions or activities where the rule counts
    those (days on which the hours were spread where a daily cap holds); `curriculum_jp_minor`:
    JP of the curriculum in hundredths where the rule follows it.
    `activity_key` names the activity for ever, whatever route reports it ('acara:<uuid>'). A
    claimed activity (source CLAIMED) tells its days in `facts`: `dari`, `sampai` (ISO).
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
class EntryProof:
    """What proves an entry: place and commitment, the C2SP proof file, and what opens it.

    `logged_at`: when the checkpoint of the proof was signed; `is_witnessed`: enough witnesses saw it.
    """

    index: int
    logged_at: datetime
    is_witnessed: bool
    commitment: str
    text: str
    opening: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an activity takes place: for foretelling its JP."""

    form_code: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    break_minutes: int = 0
    is_international: bool = False
