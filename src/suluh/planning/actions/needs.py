"""Proposals of units, and the issues and themes that learning is to serve."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.content.models import Training
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor
from suluh.planning.actions.agency import draft_of, take_proposal
from suluh.planning.models import Issue, IssueTraining, Proposal
from suluh.planning.queries.agency import issue_of, require_manager
from suluh.planning.queries.needs import unit_to_propose

_State = Proposal.State


class ReasonMissing(DomainError):
    """Who refuses says why."""

    code = "reason_missing"
    sentence = _("Tulis alasannya, supaya pengusul tahu mengapa tidak diambil.")


def propose(
    *, actor: Actor, unit: UUID, year: int, values: dict[str, Any], now: datetime
) -> Proposal:
    """A need that the head of a unit sees beside the gaps."""
    found: Unit = unit_to_propose(actor, unit)
    made = Proposal.objects.create(
        tenant_id=found.tenant_id, unit=found, year=year, by_id=actor.person_id,
        by_name=actor.name, at=now, **values,
    )  # fmt: skip
    _record("planning.proposal.asked", actor, made.uuid, made.tenant_id, now=now, name=made.title)
    return made


def decide_proposal(*, actor: Actor, uuid: UUID, take: bool, words: str, now: datetime) -> Proposal:
    """Take a proposal into the agency's plan, or not, with the reason; once.

    Raises ReasonMissing, PlanIsSet, NotFound where it is decided or foreign.
    """
    require_manager(actor)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "competency")
    found = rows.filter(uuid=uuid, state=_State.ASKED).first()
    if found is None:
        raise NotFound
    if not take and not words.strip():
        raise ReasonMissing
    if take:
        take_proposal(draft_of(actor, found.year, now=now), found)
    found.state = _State.TAKEN if take else _State.REFUSED
    found.words, found.decided_by_id, found.decided_at = words.strip()[:400], actor.person_id, now
    found.save(update_fields=["state", "words", "decided_by_id", "decided_at"])
    _record("planning.proposal.decided", actor, uuid, found.tenant_id, now=now, name=found.title)
    return found


def put_issue(*, actor: Actor, uuid: UUID | None, values: dict[str, Any], now: datetime) -> Issue:
    """Write an issue or a theme, or change one."""
    home = require_manager(actor)
    if uuid is None:
        issue = Issue.objects.create(tenant_id=home, created_at=now, **values)
    else:
        issue = issue_of(actor, uuid)
        for name, value in values.items():
            setattr(issue, name, value)
        issue.save(update_fields=list(values))
    _record("planning.issue.changed", actor, issue.uuid, home, now=now, name=issue.title)
    return issue


def close_issue(*, actor: Actor, uuid: UUID, now: datetime) -> Issue:
    """Put an issue away; lines and proposals that name it keep it."""
    require_manager(actor)
    issue = issue_of(actor, uuid)
    issue.closed_at = now
    issue.save(update_fields=["closed_at"])
    _record("planning.issue.closed", actor, issue.uuid, issue.tenant_id, now=now, name=issue.title)
    return issue


def serve_issue(*, actor: Actor, issue: UUID, training: UUID, serves: bool, now: datetime) -> None:
    """Say that a training serves an issue, or no longer does; twice changes nothing."""
    require_manager(actor)
    found = issue_of(actor, issue)
    row = Training.objects.filter(uuid=training).first()
    if row is None:
        raise NotFound
    if serves:
        IssueTraining.objects.get_or_create(
            issue=found, training=row, defaults={"tenant_id": found.tenant_id}
        )
    else:
        IssueTraining.objects.filter(issue=found, training=row).delete()
    _record("planning.issue.changed", actor, found.uuid, found.tenant_id, now=now, name=row.title)


def _record(
    event: str, actor: Actor, subject: UUID, tenant_id: int, *, now: datetime, name: str
) -> None:
    record_event(
        event, at=now, tenant_id=tenant_id, actor_id=actor.person_id, subject=subject,
        data={"name": name},
    )  # fmt: skip
