"""The agency's plan: gathered from approved plans, filled by hand, set, and held against what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.delivery.models import Offering
from suluh.organisation.types import Actor
from suluh.planning.models import AgencyLine, AgencyPlan, Item, Plan, Proposal
from suluh.planning.queries.agency import line_of, mark_of, require_manager, wishes_of
from suluh.planning.queries.realisation import DONE, progress_of_many
from suluh.planning.rules.collecting import Gathered, gathered, key_of


class PlanIsSet(DomainError):
    """What was set stands."""

    code = "plan_is_set"
    sentence = _("Rencana ini sudah ditetapkan. Isinya tidak dapat diubah lagi.")


class NothingToSet(DomainError):
    """A plan without lines is none."""

    code = "nothing_to_set"
    sentence = _("Rencana ini belum berisi. Himpun rencana pegawai yang disetujui dulu.")


class OtherPersonNeeded(DomainError):
    """Four eyes: who composed the plan does not set it."""

    code = "other_person_needed"
    sentence = _(
        "Anda ikut menyusun rencana ini. Penetapannya dicatat rekan yang tidak ikut menyusun."
    )


class ChangedMeanwhile(DomainError):
    """What was looked at is not what would be set."""

    code = "changed_meanwhile"
    sentence = _("Isi rencana berubah sejak Anda membukanya. Periksa sekali lagi.")


def collect_plan(*, actor: Actor, year: int, now: datetime) -> AgencyPlan:
    """Gather approved items and taken proposals into the draft; again renews and doubles nothing.

    Lines changed by hand are left; lines that nobody wants any more go. Raises PlanIsSet.
    """
    plan = draft_of(actor, year, now=now)
    lines = gathered(wishes_of(year))
    there = {line.key: line for line in AgencyLine.objects.filter(plan=plan)}
    facts = _Facts(plan, lines)
    for line in lines:
        _put(plan, line.key, facts.values_of(line), there.get(line.key))
    kept = {line.key for line in lines}
    stale = [line.pk for key, line in there.items()
             if key not in kept and not line.is_edited and ":" in key
             and not key.startswith("usulan:")]  # fmt: skip
    AgencyLine.objects.filter(pk__in=stale).delete()
    plan.collected_at = now
    plan.save(update_fields=["collected_at"])
    refresh_realisation(plan, now=now)
    _record("planning.agency_plan.collected", actor, plan, now=now, count=len(lines))
    return plan


def put_line(
    *, actor: Actor, year: int, uuid: UUID | None, values: dict[str, Any], now: datetime
) -> AgencyLine:
    """Add a line by hand, or change one. Raises PlanIsSet."""
    plan = draft_of(actor, year, now=now)
    if uuid is None:
        return AgencyLine.objects.create(
            tenant_id=plan.tenant_id, plan=plan, key=f"tangan:{uuid7()}", is_edited=True, **values
        )
    line = line_of(actor, uuid)
    if line.plan_id != plan.pk:
        raise NotFound
    for name, value in values.items():
        setattr(line, name, value)
    line.is_edited = True
    line.save(update_fields=[*values, "is_edited"])
    return line


def remove_line(*, actor: Actor, uuid: UUID, now: datetime) -> AgencyLine:
    """Take a line out; gathering again brings back what people still want. Raises PlanIsSet."""
    line = line_of(actor, uuid)
    plan = draft_of(actor, line.plan.year, now=now)
    AgencyLine.objects.filter(pk=line.pk).delete()
    _record("planning.agency_plan.changed", actor, plan, now=now, count=1)
    return line


def note_spent(*, actor: Actor, uuid: UUID, spent: int, now: datetime) -> AgencyLine:
    """What a line cost in the end; also after the plan was set."""
    line = line_of(actor, uuid)
    line.spent = spent
    line.save(update_fields=["spent"])
    _record("planning.agency_plan.changed", actor, line.plan, now=now, count=1)
    return line


def set_plan(
    *, actor: Actor, year: int, words: Mapping[str, Any], looked_at: str, now: datetime
) -> AgencyPlan:
    """Record that PPK set the plan that PyB drafted, by number and day; somebody else than who composed it.

    `looked_at` is the mark of the lines that were seen. Raises NothingToSet, OtherPersonNeeded,
    ChangedMeanwhile.
    """
    plan = draft_of(actor, year, now=now, is_composing=False)
    if not AgencyLine.objects.filter(plan=plan).exists():
        raise NothingToSet
    if actor.person_id in plan.composers:
        raise OtherPersonNeeded
    if looked_at != mark_of(plan):
        raise ChangedMeanwhile
    for name in ("number", "dated", "drafter", "drafter_post", "setter", "setter_post"):
        setattr(plan, name, words[name])
    plan.state, plan.set_at, plan.set_by_id = AgencyPlan.State.SET, now, actor.person_id
    plan.save()
    _record("planning.agency_plan.set", actor, plan, now=now, count=plan.lines.count())
    return plan


def reckon_realisation(*, actor: Actor, year: int, now: datetime) -> AgencyPlan:
    """Read again from the ledger what came true of each line."""
    home = require_manager(actor)
    plan = AgencyPlan.objects.filter(tenant_id=home, year=year).first()
    if plan is None:
        raise NotFound
    refresh_realisation(plan, now=now)
    return plan


def refresh_realisation(plan: AgencyPlan, *, now: datetime) -> None:
    """Count people whose items came true, by line; the ledger's own queries read it."""
    today = local_date(now, plan.tenant.zone)
    items = Item.objects.filter(approved_at__isnull=False, plan__year=plan.year)
    plans: dict[int, tuple[Plan, list[Item]]] = {}
    for item in items.select_related("plan", "form", "competency"):
        plans.setdefault(item.plan_id, (item.plan, []))[1].append(item)
    standing = progress_of_many(plans, today=today)
    done: dict[str, set[int]] = defaultdict(set)
    earned: dict[str, int] = defaultdict(int)
    for wish, item_id in _wishes_with_items(plan.year):
        progress = standing.get(item_id)
        if progress is not None and progress.state == DONE:
            done[key_of(wish)].add(wish.person_id)
            earned[key_of(wish)] += progress.jp_minor
    for line in AgencyLine.objects.filter(plan=plan):
        line.done_people, line.done_jp_minor = len(done[line.key]), earned[line.key]
        line.done_at = now
        line.save(update_fields=["done_people", "done_jp_minor", "done_at"])


def draft_of(actor: Actor, year: int, *, now: datetime, is_composing: bool = True) -> AgencyPlan:
    """The agency's draft of the year, locked; begun where there is none. Raises PlanIsSet.

    Whoever takes it to compose is remembered as one of its composers.
    """
    home = require_manager(actor)
    AgencyPlan.objects.get_or_create(tenant_id=home, year=year, defaults={"created_at": now})
    plan = AgencyPlan.objects.select_for_update().get(tenant_id=home, year=year)
    if plan.state == AgencyPlan.State.SET:
        raise PlanIsSet
    if is_composing and actor.person_id not in plan.composers:
        plan.composers = [*plan.composers, actor.person_id]
        plan.save(update_fields=["composers"])
    return plan


def take_proposal(plan: AgencyPlan, proposal: Proposal) -> AgencyLine:
    """A line from a unit's proposal; once."""
    values = {
        "title": proposal.title, "competency_id": proposal.competency_id,
        "issue_id": proposal.issue_id, "people": proposal.people, "form_id": proposal.form_id,
        "target": f"{proposal.people} orang dari {proposal.unit.name}",
        "organiser": plan.tenant.name, "starts_on": date(plan.year, 1, 1),
        "ends_on": date(plan.year, 12, 31), "budget": proposal.cost,
        "jp_minor": proposal.jp_minor, "curriculum": curriculum_of(proposal.competency),
    }  # fmt: skip
    line, _made = AgencyLine.objects.get_or_create(
        plan=plan, key=f"usulan:{proposal.uuid}",
        defaults={"tenant_id": plan.tenant_id, **values},
    )  # fmt: skip
    return line


def curriculum_of(competency: Competency | None) -> str:
    """Fit to the standard curriculum of the instansi pembina, as first filled in.

    Words of an official document: Indonesian, whatever language the planner reads.
    """
    if competency is not None and competency.steward:
        return f"Mengikuti kurikulum {competency.steward}"
    return "Kurikulum penyelenggara"


class _Facts:
    """What lines are filled in with besides: organisers of what is offered, competencies."""

    def __init__(self, plan: AgencyPlan, lines: list[Gathered]) -> None:
        self.plan = plan
        keys = {line.key.partition(":")[2] for line in lines if line.key.startswith(("p", "a"))}
        with scoped(SYSTEM):
            rows = Offering.objects.filter(uuid__in=keys).select_related("tenant")
            self.organisers = {str(row.uuid): row.tenant.name for row in rows}
        self.competencies = Competency.objects.in_bulk(
            [line.competency_id for line in lines if line.competency_id]
        )

    def values_of(self, line: Gathered) -> dict[str, Any]:
        """The columns of a collected line."""
        organiser = self.organisers.get(line.key.partition(":")[2], self.plan.tenant.name)
        competency = self.competencies.get(line.competency_id or 0)
        return {
            "title": line.title[:250], "competency_id": line.competency_id,
            "target": _target(line)[:300], "people": line.people, "form_id": line.form_code,
            "organiser": organiser[:200], "starts_on": line.starts_on, "ends_on": line.ends_on,
            "curriculum": curriculum_of(competency)[:200], "budget": line.budget,
            "jp_minor": line.jp_minor,
        }  # fmt: skip


def _target(line: Gathered) -> str:
    said = f"{line.people} orang"
    if line.units:
        said = f"{line.people} orang dari {', '.join(line.units)}"
    if line.more:
        said += f" dan {line.more} unit lain"
    return said


def _put(plan: AgencyPlan, key: str, values: dict[str, Any], there: AgencyLine | None) -> None:
    if there is None:
        AgencyLine.objects.create(tenant_id=plan.tenant_id, plan=plan, key=key, **values)
    elif not there.is_edited:
        AgencyLine.objects.filter(pk=there.pk).update(**values)


def _wishes_with_items(year: int) -> list[tuple[Any, int]]:
    rows = Item.objects.filter(approved_at__isnull=False, plan__year=year).order_by("id")
    return list(zip(wishes_of(year), rows.values_list("id", flat=True), strict=True))


def _record(event: str, actor: Actor, plan: AgencyPlan, *, now: datetime, count: int) -> None:
    record_event(
        event, at=now, tenant_id=plan.tenant_id, actor_id=actor.person_id, subject=plan.uuid,
        data={"year": plan.year, "count": count, "number": plan.number},
    )  # fmt: skip
