"""The agency's plan as its office and its leaders see it: lines, sums, five years, issues."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from suluh.base.errors import NotAllowed, NotFound
from suluh.content.models import Training
from suluh.organisation.rules.roles import Permission, can, home_of, reach, require
from suluh.organisation.types import Actor
from suluh.planning.models import AgencyLine, AgencyPlan, Issue, IssueTraining, Item, Proposal
from suluh.planning.rules.collecting import Wish

YEARS = 5


@dataclass(frozen=True, slots=True)
class Sums:
    """A plan in figures: planned against what came true."""

    lines: int = 0
    people: int = 0
    budget: int = 0
    spent: int = 0
    done_people: int = 0

    @property
    def share(self) -> float:
        """People who have done it of those planned, at most all."""
        return min(1.0, self.done_people / self.people) if self.people else 0.0

    @property
    def spent_share(self) -> float:
        """Budget spent of budget planned."""
        return self.spent / self.budget if self.budget else 0.0


@dataclass(frozen=True, slots=True)
class YearOf:
    """One of the five years; `plan` None where there is none yet."""

    year: int
    plan: AgencyPlan | None
    sums: Sums
    issues: int


def may_manage(actor: Actor) -> bool:
    """Whether the actor writes the plan of the whole agency."""
    return can(actor, Permission.PLAN_MANAGE, agency_id=actor.agency_id)


def require_manager(actor: Actor) -> int:
    """The actor's agency; raises NotAllowed unless they plan for all of it."""
    home = home_of(actor)
    require(actor, Permission.PLAN_MANAGE, agency_id=home)
    return home


def require_reader(actor: Actor) -> int:
    """The actor's agency; raises NotAllowed unless they read plans in it."""
    home = home_of(actor)
    if not reach(actor, Permission.PLAN_VIEW, agency_id=home):
        raise NotAllowed
    return home


def agency_plan(actor: Actor, year: int) -> AgencyPlan | None:
    """The plan of a year; None where it was not begun."""
    require_reader(actor)
    return AgencyPlan.objects.filter(year=year).select_related("tenant").first()


def lines_of(plan: AgencyPlan, *, text: str = "", family: str = "") -> QuerySet[AgencyLine]:
    """Lines of a plan, by family and competency."""
    rows = AgencyLine.objects.filter(plan=plan).select_related("competency", "form", "issue")
    if text:
        rows = rows.filter(
            Q(title__icontains=text) | Q(target__icontains=text)
            | Q(competency__name__icontains=text) | Q(organiser__icontains=text)
        )  # fmt: skip
    if family:
        rows = rows.filter(competency__family=family)
    return rows


def mark_of(plan: AgencyPlan | None) -> str:
    """What the lines of a plan say, in a word: another one as soon as any of them changes."""
    rows = AgencyLine.objects.filter(plan=plan).order_by("id").values_list(
        "key", "title", "target", "people", "form_id", "organiser", "starts_on", "ends_on",
        "curriculum", "budget", "jp_minor", "competency_id", "issue_id",
    )  # fmt: skip
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:32]


def line_of(actor: Actor, uuid: UUID) -> AgencyLine:
    """One line, to be changed by who plans for the agency."""
    require_manager(actor)
    rows = AgencyLine.objects.select_related("plan", "form", "competency", "issue")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def sums_of(plans: Sequence[AgencyPlan]) -> dict[int, Sums]:
    """Sums of plans, by plan id; one query."""
    rows = AgencyLine.objects.filter(plan__in=plans).order_by().values("plan_id")
    found = rows.annotate(
        lines=Count("id"), places=Sum("people"), planned=Sum("budget"), used=Sum("spent"),
        done=Sum("done_people"),
    )  # fmt: skip
    columns = ("plan_id", "lines", "places", "planned", "used", "done")
    return {row[0]: Sums(*row[1:]) for row in found.values_list(*columns)}


def five_years(actor: Actor, first: int) -> list[YearOf]:
    """Five years from `first` on, each with its plan in figures and its strategic issues."""
    require_reader(actor)
    years = range(first, first + YEARS)
    plans = {plan.year: plan for plan in AgencyPlan.objects.filter(year__in=years)}
    sums = sums_of(list(plans.values()))
    spans = list(Issue.objects.filter(closed_at=None).values_list("first_year", "last_year"))
    return [
        YearOf(
            year, plans.get(year),
            sums.get(plans[year].pk, Sums()) if year in plans else Sums(),
            sum(start <= year <= end for start, end in spans),
        )
        for year in years
    ]  # fmt: skip


def wishes_of(year: int) -> list[Wish]:
    """Approved items of the year in the scope's agency."""
    rows = Item.objects.filter(approved_at__isnull=False, plan__year=year)
    rows = rows.select_related("plan__unit", "competency", "form").order_by("id")
    return [
        Wish(
            person_id=row.person_id, unit=row.plan.unit.name if row.plan.unit else "",
            sort=row.sort, source=str(row.source or ""), title=row.title,
            competency_id=row.competency_id,
            competency=row.competency.name if row.competency else "", form_code=row.form_id,
            form=row.form.name, jp_minor=row.jp_minor, cost=row.cost, starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]  # fmt: skip


def issues(actor: Actor, *, text: str = "") -> QuerySet[Issue]:
    """Issues and themes of the agency that are not closed, with how many trainings serve each."""
    require_reader(actor)
    rows = Issue.objects.filter(closed_at=None).select_related("unit")
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(result__icontains=text))
    return rows.annotate(serving=Count("trainings")).order_by("first_year", "title", "id")


def issue_of(actor: Actor, uuid: UUID) -> Issue:
    """One of them."""
    require_reader(actor)
    found = Issue.objects.filter(uuid=uuid, closed_at=None).select_related("unit").first()
    if found is None:
        raise NotFound
    return found


def trainings_of(issue: Issue) -> list[IssueTraining]:
    """Trainings that serve an issue."""
    return list(IssueTraining.objects.filter(issue=issue).select_related("training"))


def trainings_to_add(issue: Issue, text: str) -> QuerySet[Training]:
    """Trainings of the agency that do not serve it yet."""
    rows = Training.objects.filter(archived_at=None, title__icontains=text)
    there = IssueTraining.objects.filter(issue=issue).values("training_id")
    return rows.exclude(pk__in=there).order_by("title", "id")


def open_issues() -> QuerySet[Issue]:
    """Issues to choose from in a form."""
    return Issue.objects.filter(closed_at=None).order_by("title", "id")


def open_proposals(year: int) -> QuerySet[Proposal]:
    """Proposals of the year that nobody decided yet, in the scope's agency."""
    rows = Proposal.objects.filter(year=year, state=Proposal.State.ASKED)
    return rows.select_related("unit", "competency", "form", "issue")
