"""Words of certificates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the reverse side: what was learnt, how many JP (hundredths)."""

    name: str
    minutes: int
    jp_minor: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """A certificate to be issued: all that its face shows and its natural key."""

    person_id: int
    source_type: str
    source_id: str
    title: str
    role: str = "peserta"
    kind: str = "sertifikat"
    name: str = ""
    nip: str = ""
    position: str = ""
    unit: str = ""
    agency: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    form_name: str = ""
    minutes: int = 0
    jp_minor: int = 0
    jp_entry_id: str = ""
    predicate: str = ""
    subjects: tuple[Subject, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
