"""Writing a plan: begun by itself, filled from recommendations or by hand, aimed at a post."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.identity.models import Employment
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.planning.models import Goal, Item, Plan
from suluh.planning.queries.advice import one_of
from suluh.planning.queries.plans import own_item, post_of
from suluh.planning.queries.worth import foreseen_jp
from suluh.planning.types import Candidate, Need, Scored, Sort

_SELF_STUDY, _MENTORING = 22, 15
_FORMS = {Sort.BOOK: _SELF_STUDY, Sort.PERSON: _MENTORING}
MOST_ITEMS = 60
_State = Plan.State


class PlanWaiting(DomainError):
    """What is being looked at does not change under the reader's eyes."""

    code = "plan_waiting"
    sentence = _("Rencana Anda sedang diperiksa. Tarik kembali dulu di halaman rencana, lalu ubah.")


class PlanFull(DomainError):
    """A plan is what one can do in a year."""

    code = "plan_full"
    sentence = _("Rencana ini sudah berisi 60 butir. Hapus yang tidak jadi dulu.")


def put_in_plan(*, actor: Actor, sort: str, key: UUID, code: str, now: datetime) -> Item:
    """Take a recommendation into this year's plan, under the goal of its gap; once.

    Begins the plan where there is none; an approved one is open again until it is submitted.
    Raises PlanWaiting, PlanFull, NotFound where it is no recommendation any more.
    """
    today = local_date(now, actor.zone)
    there = Item.objects.filter(
        person_id=actor.person_id, plan__year=today.year, sort=sort, source=key
    ).first()
    if there is not None:
        return there
    row = one_of(actor, sort=sort, key=key, code=code, now=now)
    plan = open_plan(actor, today.year, now=now)
    goal = _goal(plan, row.need)
    made = Item.objects.create(
        tenant_id=plan.tenant_id, plan=plan, person_id=plan.person_id, goal=goal, source=key,
        created_at=now, **_values_of(row, today, actor.zone),
    )  # fmt: skip
    _record("planning.item.added", actor, plan, now=now, title=made.title)
    return made


def add_item(*, actor: Actor, year: int, values: dict[str, Any], now: datetime) -> Item:
    """An item of one's own. Raises PlanWaiting, PlanFull."""
    plan = open_plan(actor, year, now=now)
    made = Item.objects.create(
        tenant_id=plan.tenant_id, plan=plan, person_id=plan.person_id, created_at=now, **values
    )
    _record("planning.item.added", actor, plan, now=now, title=made.title)
    return made


def change_item(*, actor: Actor, uuid: UUID, values: dict[str, Any], now: datetime) -> Item:
    """Change an item; what was approved of it is open again. Raises PlanWaiting."""
    item = own_item(actor, uuid)
    plan = open_plan(actor, item.plan.year, now=now, adds=0)
    for name, value in values.items():
        setattr(item, name, value)
    item.approved_at = None
    item.save(update_fields=[*values, "approved_at"])
    _record("planning.item.changed", actor, plan, now=now, title=item.title)
    return item


def remove_item(*, actor: Actor, uuid: UUID, now: datetime) -> Item:
    """Take an item out; what was approved stands in the plan's history. Raises PlanWaiting."""
    item = own_item(actor, uuid)
    plan = open_plan(actor, item.plan.year, now=now, adds=0)
    _record("planning.item.removed", actor, plan, now=now, title=item.title)
    Item.objects.filter(pk=item.pk).delete()
    return item


def set_next_post(*, actor: Actor, year: int, post: UUID | None, now: datetime) -> Plan:
    """Aim at a post (or at none any more): its gaps become needs too. Raises PlanWaiting."""
    plan = open_plan(actor, year, now=now, adds=0)
    plan.next_post = post_of(actor, post) if post else None
    plan.save(update_fields=["next_post"])
    _record("planning.idp.changed", actor, plan, now=now)
    return plan


def add_goal(*, actor: Actor, year: int, values: dict[str, Any], now: datetime) -> Goal:
    """A goal in one's own words, or of the unit. Raises PlanWaiting."""
    plan = open_plan(actor, year, now=now, adds=0)
    return Goal.objects.create(
        tenant_id=plan.tenant_id, plan=plan, person_id=plan.person_id, **values
    )


def remove_goal(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Take a goal out; its items stay. Raises PlanWaiting."""
    goal = Goal.objects.filter(person_id=actor.person_id, uuid=uuid).select_related("plan").first()
    if goal is None:
        raise NotFound
    open_plan(actor, goal.plan.year, now=now, adds=0)
    Goal.objects.filter(pk=goal.pk).delete()


def open_plan(actor: Actor, year: int, *, now: datetime, adds: int = 1) -> Plan:
    """The actor's plan of the year, locked and open for change. Raises PlanWaiting, PlanFull."""
    home = home_of(actor)
    Plan.objects.get_or_create(
        tenant_id=home, person_id=actor.person_id, year=year,
        defaults={"unit_id": actor.unit_id, "created_at": now},
    )  # fmt: skip
    rows = Plan.objects.select_for_update(of=("self",))
    plan = rows.get(tenant_id=home, person_id=actor.person_id, year=year)
    if plan.state == _State.WAITING:
        raise PlanWaiting
    if adds and Item.objects.filter(plan=plan).count() + adds > MOST_ITEMS:
        raise PlanFull
    if plan.state == _State.APPROVED:
        plan.state = _State.DRAFT
        plan.save(update_fields=["state"])
    return plan


def supervisor_of(person_id: int) -> int | None:
    """Who decides the person's plan; None leaves it to the office that plans."""
    rows = Employment.objects.filter(person_id=person_id, valid_to=None)
    return rows.values_list("supervisor_id", flat=True).first()


def _goal(plan: Plan, need: Need) -> Goal:
    goal, _made = Goal.objects.get_or_create(
        plan=plan, competency_id=need.competency_id,
        defaults={
            "tenant_id": plan.tenant_id, "person_id": plan.person_id, "level_from": need.held,
            "level_to": need.asked, "sort": Goal.Sort.NEXT if need.is_next else Goal.Sort.GAP,
        },
    )  # fmt: skip
    return goal


def _values_of(row: Scored, today: date, zone: str) -> dict[str, Any]:
    candidate = row.candidate
    first, last = _dates(candidate, today, zone)
    return {
        "competency_id": row.need.competency_id, "level": min(candidate.level, row.need.asked),
        "sort": candidate.sort, "title": _title(candidate)[:250],
        "jp_minor": foreseen_jp(candidate, on=today),
        "form_id": candidate.form_code or _FORMS.get(candidate.sort, _SELF_STUDY),
        "starts_on": first, "ends_on": last,
    }  # fmt: skip


def _title(candidate: Candidate) -> str:
    """What one does; a name alone says nothing in a plan."""
    if candidate.sort is Sort.PERSON:
        return gettext("Mentoring dengan %(name)s") % {"name": candidate.title}
    return candidate.title


def _dates(candidate: Candidate, today: date, zone: str) -> tuple[date, date]:
    """From its first day to its last within the year; what is always open lasts to its end."""
    year_end = date(today.year, 12, 31)
    first = local_date(candidate.starts_at, zone) if candidate.starts_at else today
    last = local_date(candidate.ends_at, zone) if candidate.ends_at else year_end
    first = max(first, today)
    return first, max(first, min(last, year_end))


def _record(event: str, actor: Actor, plan: Plan, *, now: datetime, title: str = "") -> None:
    record_event(
        event, at=now, tenant_id=plan.tenant_id, actor_id=actor.person_id, subject=plan.uuid,
        data={"year": plan.year} | ({"name": title} if title else {}),
    )  # fmt: skip
