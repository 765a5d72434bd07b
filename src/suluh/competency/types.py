"""Words of competency: families, sources, what is held and asked for, the gap between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LOWEST, HIGHEST = 1, 5


class Family(StrEnum):
    """Families of competencies (PermenPANRB 38/2017; the last one Permendagri 108/2017)."""

    MANAGERIAL = "manajerial"
    SOCIAL = "sosiokultural"
    GOVERNMENT = "pemerintahan"
    TECHNICAL = "teknis"


class SourceKind(StrEnum):
    """How a level became known."""

    ASSESSMENT = "asesmen"
    TEST = "uji"
    PORTFOLIO = "portofolio"
    INTERVIEW = "wawancara"
    OUTSIDE = "luar"
    SUPERVISOR = "atasan"
    TRAINING = "pelatihan"
    SELF = "diri"


class LawKind(StrEnum):
    """Rules that are data: which result counts, the bands of the match, the weight of a source."""

    HOLDING = "hasil"
    BANDS = "kecocokan"
    SOURCE = "sumber"


class Choice(StrEnum):
    """Which of several results of equal weight counts."""

    LAST = "terakhir"
    BEST = "terbaik"


@dataclass(frozen=True, slots=True)
class SourceWeight:
    """How results of a kind of source count; weight 0 never counts."""

    weight: int
    raises_only: bool = False
    valid_months: int | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """One result of a person, as the rules look at it. `order` breaks ties of one day."""

    competency_id: int
    level: int
    source: SourceKind
    reached_on: date
    expires_on: date | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Attained:
    """A result to be recorded by `actions.attain`.

    `key` is the permanent natural key of the deed ("uji:<uuid>", "enrolment:<uuid>"): with person
    and competency it counts once, by whatever route it comes. `expires_on` None lets the rule of
    the source decide. `home_id` is the person's agency on that day.
    """

    person_id: int
    home_id: int
    competency_id: int
    level: int
    source: SourceKind
    reached_on: date
    key: str
    source_type: str = ""
    source_id: str = ""
    title: str = ""
    expires_on: date | None = None
    assessor_id: int | None = None
    assessor: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What a standard is looked up by."""

    agency_id: int
    name: str
    jenis: str
    jenjang: str


@dataclass(frozen=True, slots=True)
class Demand:
    """One standard with its levels by competency; '' in `post` or `jenjang` means all of them."""

    standard_id: int
    agency_id: int | None
    jenis: str
    jenjang: str
    post: str
    valid_from: date
    valid_to: date | None
    version: int
    levels: dict[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """The level a post asks for, and the standard that says so."""

    level: int
    standard_id: int


@dataclass(frozen=True, slots=True)
class Bands:
    """Shares of the Job Person Match (percent) from which a person meets, or nearly meets."""

    meets_from: int
    nearly_from: int


class Band(StrEnum):
    """Where a Job Person Match stands."""

    MEETS = "memenuhi"
    NEARLY = "masih memenuhi"
    BELOW = "kurang memenuhi"


@dataclass(frozen=True, slots=True)
class Match:
    """Job Person Match: levels reached (each capped at its standard) of the levels asked for."""

    reached: int
    asked: int
    band: Band | None = None

    @property
    def share(self) -> float | None:
        """0–1; None where nothing is asked for."""
        return self.reached / self.asked if self.asked else None


class SheetKind(StrEnum):
    """What a spreadsheet holds."""

    STANDARDS = "standar"
    DICTIONARY = "kamus"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is not taken: its line, and a sentence that says why and what to do."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class StandardSheet:
    """One standard as a file has it; the file's levels are all its levels."""

    line: int
    jenis: str
    jenjang: str
    post: str
    valid_from: date
    legal_basis: str
    levels: dict[str, int]

    @property
    def key(self) -> tuple[str, str, str]:
        """Which standard it is; capitals do not matter."""
        return self.jenis, self.jenjang.lower(), self.post.lower()


@dataclass(frozen=True, slots=True)
class LevelSheet:
    """Description and behaviours (a line each) of one level."""

    description: str
    indicators: str = ""


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One competency as a file or a form has it."""

    line: int
    code: str
    family: Family
    name: str
    definition: str
    field: str
    steward: str
    valid_from: date
    legal_basis: str
    levels: dict[int, LevelSheet]


@dataclass(frozen=True, slots=True)
class Difference:
    """What applying a sheet does to one standard or competency, in words, line by line."""

    change: str  # baru | berubah | sama | ditolak
    title: str
    line: int
    words: tuple[str, ...] = ()
