"""A plan on its way: submitted, talked about, approved or sent back; each step as it was.

A decision names the revision that was looked at. Locked, it is looked at once more: what another
decided meanwhile, or the same person by a second press, stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.queries.people import faces
from suluh.messaging.actions import notify
from suluh.messaging.types import Message
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.planning.actions.plans import PlanWaiting, supervisor_of
from suluh.planning.models import Goal, Item, Plan, PlanStep
from suluh.planning.queries.plans import decidable, seen_plan

AT_ONCE = 200
_State, _Kind = Plan.State, PlanStep.Kind


class PlanEmpty(DomainError):
    """There is nothing to decide."""

    code = "plan_empty"
    sentence = _("Rencana ini belum berisi. Tambahkan sedikitnya satu butir, lalu ajukan.")


class WordsMissing(DomainError):
    """Who asks for a revision says what, and a comment says something."""

    code = "words_missing"
    sentence = _("Tulis catatannya, supaya jelas apa yang perlu diubah.")


class NothingChosen(DomainError):
    """The form came without a plan that waits for the actor."""

    code = "nothing_chosen"
    sentence = _("Tidak ada rencana yang menunggu keputusan Anda di antara pilihan itu.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One plan as it was looked at."""

    plan: UUID
    revision: int


def submit_plan(*, actor: Actor, year: int, now: datetime) -> Plan:
    """Hand the plan to the supervisor (without one, to the office that plans); tells them.

    Freezes what is submitted in the history. Raises PlanEmpty; twice changes nothing.
    """
    plan = _own(actor, year)
    if plan is None or not Item.objects.filter(plan=plan).exists():
        raise PlanEmpty
    if plan.state in (_State.WAITING, _State.APPROVED):
        return plan
    plan.revision += 1
    plan.state, plan.submitted_at, plan.unit_id = _State.WAITING, now, actor.unit_id
    plan.approver_id = supervisor_of(actor.person_id)
    plan.save(update_fields=["revision", "state", "submitted_at", "unit", "approver"])
    _step(plan, _Kind.SUBMITTED, by=(actor.person_id, actor.name), now=now, frozen=True)
    _record("planning.idp.submitted", actor, plan, now=now)
    if plan.approver_id:
        title = _("%(name)s mengajukan rencana belajar %(year)s")
        _tell(plan, plan.approver_id, title, link=f"/rencana/tim/{plan.uuid}/", now=now,
              name=actor.name)  # fmt: skip
    return plan


def withdraw_plan(*, actor: Actor, year: int, now: datetime) -> Plan:
    """Take it back before it is decided; twice changes nothing. Raises PlanEmpty where none is."""
    plan = _own(actor, year)
    if plan is None:
        raise PlanEmpty
    if plan.state == _State.WAITING:
        plan.state = _State.DRAFT
        plan.save(update_fields=["state"])
        _step(plan, _Kind.WITHDRAWN, by=(actor.person_id, actor.name), now=now)
        _record("planning.idp.withdrawn", actor, plan, now=now)
    return plan


def comment_plan(*, actor: Actor, plan: UUID, words: str, now: datetime) -> PlanStep:
    """Say something about a plan that one may read; the other side is told. Raises WordsMissing."""
    found = seen_plan(actor, plan, today=local_date(now, actor.zone))
    if not words.strip():
        raise WordsMissing
    with scoped(Scope(tenant_id=found.tenant_id, person_id=actor.person_id)):
        made = _step(found, _Kind.COMMENTED, by=(actor.person_id, actor.name), now=now,
                     words=words)  # fmt: skip
    is_own = found.person_id == actor.person_id
    other = found.approver_id if is_own else found.person_id
    if other:
        link = f"/rencana/tim/{found.uuid}/" if is_own else f"/rencana/?tahun={found.year}"
        title = _("%(name)s menulis tentang rencana belajar %(year)s")
        _tell(found, other, title, link=link, now=now, name=actor.name, body=words.strip())
    return made


def decide_plans(
    *, actor: Actor, choices: Sequence[Choice], approve: bool, words: str, now: datetime
) -> int:
    """Approve, or ask to revise, plans that wait for the actor; gives how many it changed.

    What is approved is frozen in the history and counts for the agency's plan. Raises
    WordsMissing, NothingChosen.
    """
    if not approve and not words.strip():
        raise WordsMissing
    looked_at = {each.plan: each.revision for each in choices[:AT_ONCE]}
    waiting = decidable(actor, today=local_date(now, actor.zone)).filter(uuid__in=looked_at)
    mine = [each for each in waiting if each.revision == looked_at[each.uuid]]
    if not mine:
        raise NothingChosen
    changed = 0
    for seen in mine:
        with scoped(Scope(tenant_id=seen.tenant_id, person_id=actor.person_id)):
            changed += _decide(seen, actor, approve=approve, words=words, now=now)
    return changed


def _decide(seen: Plan, actor: Actor, *, approve: bool, words: str, now: datetime) -> bool:
    rows = Plan.objects.select_for_update(of=("self",))
    plan = rows.filter(pk=seen.pk, state=_State.WAITING, revision=seen.revision).first()
    if plan is None:
        return False
    plan.state, plan.decided_at = _State.APPROVED if approve else _State.REVISE, now
    plan.save(update_fields=["state", "decided_at"])
    if approve:
        Item.objects.filter(plan=plan, approved_at=None).update(approved_at=now)
    kind = _Kind.APPROVED if approve else _Kind.RETURNED
    _step(plan, kind, by=(actor.person_id, actor.name), now=now, words=words, frozen=approve)
    _record(f"planning.idp.{kind.value}", actor, plan, now=now)
    title = (
        _("Rencana belajar %(year)s Anda disetujui") if approve
        else _("Rencana belajar %(year)s Anda perlu direvisi")
    )  # fmt: skip
    _tell(plan, plan.person_id, title, link=f"/rencana/?tahun={plan.year}", now=now, body=words)
    return True


def _own(actor: Actor, year: int) -> Plan | None:
    rows = Plan.objects.select_for_update(of=("self",))
    return rows.filter(tenant_id=home_of(actor), person_id=actor.person_id, year=year).first()


def _step(
    plan: Plan, kind: PlanStep.Kind, *, by: tuple[int, str], now: datetime, words: str = "",
    frozen: bool = False,
) -> PlanStep:  # fmt: skip
    return PlanStep.objects.create(
        tenant_id=plan.tenant_id, plan=plan, person_id=plan.person_id, kind=kind,
        revision=plan.revision, content=_content(plan) if frozen else {},
        words=words.strip()[:500], by_id=by[0], by_name=by[1], at=now,
    )  # fmt: skip


def _content(plan: Plan) -> dict[str, Any]:
    """The plan as it stands, in words that need no other row to be read."""
    goals = Goal.objects.filter(plan=plan).select_related("competency")
    items = Item.objects.filter(plan=plan).select_related("form")
    return {
        "post": plan.next_post.name if plan.next_post else "",
        "goals": [
            {"name": goal.competency.name if goal.competency else goal.text,
             "from": goal.level_from, "to": goal.level_to}
            for goal in goals
        ],
        "lines": [
            {"title": item.title, "form": item.form.name, "share": item.form.share,
             "jp": item.jp_minor, "cost": item.cost, "first": item.starts_on.isoformat(),
             "last": item.ends_on.isoformat()}
            for item in items
        ],
    }  # fmt: skip


def _tell(
    plan: Plan, person_id: int, title: Any, *, link: str, now: datetime, name: str = "",
    body: str = "",
) -> None:  # fmt: skip
    with scoped(SYSTEM), override("id"):
        face = faces([person_id]).get(person_id)
        message = Message(
            person_id=person_id, key=f"rencana:{plan.uuid}:{plan.state}:{now.isoformat()}",
            kind="plan", title=(str(title) % {"name": name, "year": plan.year})[:200],
            body=body.strip(), link=link, email=face.email if face else "",
        )  # fmt: skip
        notify(tenant_id=plan.tenant_id, messages=[message], now=now)


def _record(event: str, actor: Actor, plan: Plan, *, now: datetime) -> None:
    record_event(
        event, at=now, tenant_id=plan.tenant_id, actor_id=actor.person_id, subject=plan.uuid,
        data={"year": plan.year, "number": plan.revision},
    )  # fmt: skip


__all__ = ["Choice", "PlanWaiting", "comment_plan", "decide_plans", "submit_plan", "withdraw_plan"]
