"""One practice with all that belongs to it. Call it inside the scope of the organiser's agency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.activities.practice.models import Entry, File, Guide, Milestone, Practice
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.rules import consent, scoring
from suluh.activities.practice.types import Act, Brief, Role, Score
from suluh.base.errors import NotFound
from suluh.content.types import Lesson, Outcome
from suluh.delivery.models import Progress
from suluh.delivery.queries.learning import lesson_of

_State = Practice.State


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the history with its files; a hidden mark is there, but neither number nor words."""

    entry: Entry
    files: tuple[File, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone with what was said and sent for it, and whose word it waits for."""

    milestone: Milestone
    lines: tuple[Line, ...]
    missing: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A practice, read: who guides, milestones, history, marks."""

    practice: Practice
    brief: Brief
    guides: tuple[Guide, ...]
    milestones: tuple[Milestone, ...]
    lines: tuple[Line, ...]

    @property
    def steps(self) -> list[Step]:
        """The milestones with their lines."""
        return [
            Step(
                each,
                tuple(line for line in self.lines if line.entry.milestone_id == each.pk),
                self.missing_for(each),
            )
            for each in self.milestones
        ]

    @property
    def history(self) -> list[Line]:
        """Everything that happened, newest first."""
        return list(reversed(self.lines))

    @property
    def remarks(self) -> list[Line]:
        """What was said about the plan as a whole."""
        acts = {Act.PLAN_APPROVED, Act.PLAN_RETURNED, Act.COMMENT}
        return [
            line
            for line in self.lines
            if line.entry.milestone_id is None and line.entry.act in acts
        ]

    def active(self, role: Role) -> list[Guide]:
        """Who has the role now."""
        return [g for g in self.guides if g.role == role and g.state == Guide.State.ACTIVE]

    @property
    def plan_given(self) -> set[Role]:
        """Roles that have approved the plan as it was sent last."""
        return self._given(Act.PLAN_APPROVED, None, self.practice.number)

    @property
    def plan_missing(self) -> tuple[Role, ...]:
        """Whose word the plan waits for."""
        return consent.missing(self.brief, self.plan_given)

    def missing_for(self, milestone: Milestone) -> tuple[Role, ...]:
        """Whose word a sent milestone waits for."""
        if milestone.state != Milestone.State.SENT:
            return ()
        return consent.missing(
            self.brief, self._given(Act.STEP_APPROVED, milestone.pk, milestone.round)
        )

    def _given(self, act: Act, milestone: int | None, number: int) -> set[Role]:
        return {
            Role(line.entry.role)
            for line in self.lines
            if line.entry.act == act
            and line.entry.milestone_id == milestone
            and line.entry.number == number
        }

    @property
    def marks(self) -> list[Entry]:
        """The newest mark of each who gave one and still has that role."""
        current = {(g.role, g.person_id) for g in self.guides if g.state == Guide.State.ACTIVE}
        newest = {
            (line.entry.role, line.entry.by_id): line.entry
            for line in self.lines
            if line.entry.act == Act.SCORED and not line.is_hidden
        }
        return [entry for key, entry in newest.items() if key in current]

    @property
    def scores(self) -> list[Score]:
        """The same as the rule takes them."""
        return [Score(Role(e.role), e.by_id or 0, e.score or 0) for e in self.marks]

    @property
    def marks_missing(self) -> tuple[Role, ...]:
        """Roles whose marks are not all there."""
        people = {role: [g.person_id for g in self.active(role)] for role in Role}
        return scoring.missing(self.brief, self.scores, people)

    @property
    def means(self) -> list[tuple[Role, int, int | None]]:
        """Role, weight in percent, mean so far."""
        found = scoring.by_role(self.scores)
        return [(role, self.brief.weights[role], found.get(role)) for role in self.brief.scorers]

    @property
    def approved(self) -> int:
        """How many milestones are approved."""
        return sum(each.state == Milestone.State.APPROVED for each in self.milestones)


def sheet_of(practice: Practice) -> Sheet:
    """The practice with all that belongs to it; four queries."""
    files = {file.pk: file for file in File.objects.filter(practice=practice)}
    entries = Entry.objects.filter(practice=practice)
    lines = tuple(
        Line(entry, tuple(files[pk] for pk in entry.files if pk in files)) for entry in entries
    )
    guides = Guide.objects.filter(practice=practice, ended_at=None)
    milestones = tuple(Milestone.objects.filter(practice=practice))
    brief = briefs.read(practice.activity.settings)
    return Sheet(practice, brief, tuple(guides), milestones, lines)


def seen_by(sheet: Sheet, *, person_id: int, sees_all: bool = False) -> Sheet:
    """The sheet as that person sees it: until all have given theirs, nobody knows another's mark.

    Who examines judges by themselves, and learners see what it comes to, not how it came about.
    Decide by the whole sheet, show this one.
    """
    if sees_all or sheet.practice.state == _State.DONE:
        return sheet
    lines = tuple(
        replace(line, is_hidden=line.entry.act == Act.SCORED and line.entry.by_id != person_id)
        for line in sheet.lines
    )
    return replace(sheet, lines=lines)


def brief_of(lesson: Lesson) -> Brief:
    """What the lesson asks for."""
    return briefs.read(lesson.settings)


def enrolment_of(lesson: Lesson) -> int:
    """Id of the learner's place; a preview has none, and no practice."""
    if lesson.enrolment_id is None:
        raise NotFound
    return lesson.enrolment_id


def practice_of(lesson: Lesson, *, lock: bool = False) -> Practice | None:
    """The learner's practice; by key, since a guide may have been named before it was opened."""
    rows = Practice.objects.select_related("activity")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(enrolment_id=enrolment_of(lesson), activity__key=lesson.key).first()


def file_of(practice: Practice | None, uuid: Any) -> File:
    """A file of the practice that may be opened; every other looks absent."""
    found = File.objects.filter(practice=practice, uuid=uuid).first() if practice else None
    if found is None or found.scan == File.Scan.HARMFUL:
        raise NotFound
    return found


def outcome_of(lesson: Lesson) -> Outcome:
    """What the practice says of the activity."""
    return judge(brief_of(lesson), practice_of(lesson))


_WAITS = {
    _State.PLANNING: gettext_lazy("Tulis rancangan Anda, lalu kirim."),
    _State.PLANNED: gettext_lazy("Rancangan Anda menunggu disetujui."),
    _State.RETURNED: gettext_lazy("Perbaiki rancangan sesuai catatan, lalu kirim lagi."),
    _State.RUNNING: gettext_lazy("Kerjakan setiap tahap dan kirim buktinya."),
    _State.READY: gettext_lazy("Semua tahap disetujui; menunggu dinilai."),
}


def judge(brief: Brief, practice: Practice | None) -> Outcome:
    """The same for a practice that was read already."""
    if practice is None or practice.state != _State.DONE:
        state = practice.state if practice else _State.PLANNING
        return Outcome(False, practice.score if practice else None, str(_WAITS[_State(state)]))
    is_met = practice.score is None or practice.score >= brief.pass_percent * 100
    return Outcome(is_met, practice.score, "" if is_met else _("Nilai belum mencapai batas lulus."))


def lesson_of_practice(practice: Practice) -> Lesson | None:
    """The learner's lesson; None before they opened it."""
    rows = Progress.objects.select_related("activity", "enrolment__offering")
    row = rows.filter(
        enrolment_id=practice.enrolment_id, activity__key=practice.activity.key
    ).first()
    if row is None:
        return None
    return lesson_of(
        row.enrolment.offering, row.enrolment, row.activity, progress=row, now=row.changed_at
    )
