"""Words of content: an activity as its kind shows it, and what a kind says about a learner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

COMPLETE_SCORE = 100_00


@dataclass(frozen=True, slots=True)
class Lesson:
    """One activity before one person. In the author's preview nobody is enrolled and nothing stays.

    `settings` belong to the kind. `url` is where the player posts and reads; `base` is the address
    of the kind's own pages about this activity (`<base>…`), the same for learner and preview.
    `position`, `state`, `score`, `seconds`, `opened_seconds` are what delivery keeps of the person.
    """

    activity_id: int
    key: UUID
    kind: str
    title: str
    settings: dict[str, Any]
    minutes: int
    url: str
    tenant_id: int
    version_id: int
    person_id: int = 0
    offering: UUID | None = None
    offering_id: int | None = None
    enrolment_id: int | None = None
    state: str = ""
    position: dict[str, Any] = field(default_factory=dict)
    score: int | None = None
    seconds: int = 0
    opened_seconds: int = 0
    is_preview: bool = False

    @property
    def is_done(self) -> bool:
        """Whether the activity's own condition is met already."""
        return self.state == "done"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the evidence says about one activity: its own condition, and a score where it has one.

    `score` counts hundredths of a percent (0 to 10,000). `sentence` tells the learner why, or what
    is missing. Whether the training is complete is delivery's business.
    """

    is_met: bool
    score: int | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a kind saw now: seconds of learning since its last report, where to go on, the outcome."""

    seconds: int = 0
    position: dict[str, Any] | None = None
    outcome: Outcome | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a post to a plain kind says: seconds of learning, and what changes where one goes on.

    `needed`: the activity is done from so many seconds after its opening; None: not by this post.
    """

    seconds: int
    patch: dict[str, Any]
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """How a kind shows a lesson: a template with its context, and static files it needs.

    `script`: a module of the kind's own, loaded on this page alone. `is_wide`: the lesson wants the
    whole width.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    script: str = ""
    style: str = ""
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an activity's settings; `stops` publishing, else it is a hint.

    `mend` names it to a kind that can put it right by itself, `mend_label` is that button's.
    """

    sentence: str
    stops: bool = True
    mend: str = ""
    mend_label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One activity of an outline, as lists and progress bars need it."""

    activity_id: int
    key: UUID
    kind: str
    title: str
    minutes: int
    is_required: bool
    section_id: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with its activities."""

    section_id: int
    key: UUID
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion, with its points."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at; its levels from best to worst."""

    title: str
    levels: tuple[Level, ...]

    @property
    def most(self) -> int:
        """Points of the best level."""
        return max((level.points for level in self.levels), default=0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it may be put anywhere: **without its key**.

    `ref` names this wording of it; `choices` are value and words, one to pick or several.
    """

    ref: int
    html: str
    choices: tuple[tuple[str, str], ...]
    is_multiple: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer came to, told only after it was given; `words`, harmless HTML, say why."""

    is_right: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Learners:
    """Whom a new version concerns: `stay` have begun and keep theirs, `get` begin with the new one."""

    stay: int
    get: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a kind made of a file: settings, a better title than its name, and what got lost.

    `more`: further activities of the same file, in their order.
    """

    settings: dict[str, Any]
    title: str = ""
    remark: str = ""
    more: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file: an activity (`key`), nothing because it is there, or a refusal.

    One that `waits` is opened later; its sentence says where.
    """

    path: str
    title: str = ""
    key: UUID | None = None
    kind: str = ""
    sentence: str = ""
    is_there: bool = False
    waits: bool = False
