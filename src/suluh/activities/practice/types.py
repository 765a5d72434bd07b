"""Words of practice: what is asked, who guides, what was done, what the marks came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from suluh.content.types import Criterion


class Form(StrEnum):
    """What the practice is called; the way through it is the same."""

    AKTUALISASI = "aktualisasi"
    RTL = "rtl"
    AKSI_PERUBAHAN = "aksi_perubahan"


class Role(StrEnum):
    """Who guides: the mentor at work (atasan), the coach of the training, who examines."""

    MENTOR = "mentor"
    COACH = "coach"
    EXAMINER = "examiner"


class Consent(StrEnum):
    """Whose word a plan or a milestone needs: of mentor and coach both, or of one of them."""

    BOTH = "both"
    ONE = "one"


class Act(StrEnum):
    """What happened to a practice; each is a line of its history."""

    GUIDE_PROPOSED = "guide_proposed"
    GUIDE_SET = "guide_set"
    GUIDE_ACCEPTED = "guide_accepted"
    GUIDE_DECLINED = "guide_declined"
    GUIDE_ENDED = "guide_ended"
    PLAN_SENT = "plan_sent"
    PLAN_APPROVED = "plan_approved"
    PLAN_RETURNED = "plan_returned"
    EVIDENCE = "evidence"
    STEP_APPROVED = "step_approved"
    STEP_RETURNED = "step_returned"
    COMMENT = "comment"
    SEMINAR = "seminar"
    SCORED = "scored"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A milestone that the author proposes: what, and how many days after the first opening."""

    title: str
    days: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What a practice asks for: its settings, read.

    `weights` in percent by role, together 100; all 0: nobody scores, and it is done once every
    milestone is approved. A seminar is held where examiners have a weight.
    """

    text: str = ""
    form: Form = Form.AKTUALISASI
    has_mentor: bool = True
    has_coach: bool = True
    consent: Consent = Consent.BOTH
    proposals: tuple[Proposal, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    weights: dict[Role, int] = field(default_factory=dict)
    pass_percent: int = 0

    @property
    def guides(self) -> tuple[Role, ...]:
        """Who must be there before the plan can be approved."""
        wanted = ((Role.MENTOR, self.has_mentor), (Role.COACH, self.has_coach))
        return tuple(role for role, is_wanted in wanted if is_wanted)

    @property
    def scorers(self) -> tuple[Role, ...]:
        """Whose marks count."""
        return tuple(role for role in Role if self.weights.get(role, 0) > 0)

    @property
    def has_seminar(self) -> bool:
        """Whether examiners hear it."""
        return Role.EXAMINER in self.scorers


@dataclass(frozen=True, slots=True)
class Score:
    """A mark as the rule sees it."""

    role: Role
    by_id: int
    score: int
