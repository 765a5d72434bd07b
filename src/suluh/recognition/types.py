"""Words of recognition: what a person states about learning done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of an activity; dates are days of the activity.

    `jp_minor` is what the certificate says (hundredths of JP), `minutes` how long a log took;
    `units` are sessions or activities where the form counts those.
    """

    form_code: int
    title: str
    starts_on: date
    ends_on: date
    organiser: str = ""
    number: str = ""
    jp_minor: int = 0
    minutes: int = 0
    units: int = 1
    is_international: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the text of a certificate seems to say; nothing of it is believed before a person looks."""

    form_code: int | None = None
    title: str = ""
    organiser: str = ""
    number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    jp_minor: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report on self-study, filed by another app on behalf of its reader.

    `source_type` and `source_id` name what was read, once for ever: the same filed twice is one
    claim. `is_passed`: a check was passed, which stands for the superior's word.
    """

    person_id: int
    title: str
    story: str
    minutes: int
    starts_on: date
    ends_on: date
    source_type: str
    source_id: str
    publisher: str = ""
    is_passed: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a filing: the claim, and whether it is new."""

    claim: UUID
    is_new: bool
    state: str
