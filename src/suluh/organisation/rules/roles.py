"""The role table: who may do what. This one file decides; a test asserts every cell."""

from __future__ import annotations

from enum import StrEnum

from suluh.base.errors import NotAllowed
from suluh.organisation.types import Actor, Role

P, S, O, W, R, B, T, U, A, L, N = (  # noqa: E741
    Role.PARTICIPANT,
    Role.SUPERVISOR,
    Role.ORGANISER,
    Role.AUTHOR,
    Role.REVIEWER,
    Role.PUBLISHER,
    Role.TRAINER,
    Role.UNIT_ADMIN,
    Role.AGENCY_ADMIN,
    Role.LEADER,
    Role.NATIONAL,
)


class Permission(StrEnum):
    """Acts that need a role, named `noun.verb`."""

    PEOPLE_VIEW = "people.view"
    PEOPLE_IMPORT = "people.import"
    PEOPLE_EDIT = "people.edit"
    UNIT_EDIT = "unit.edit"
    ROLE_GRANT = "role.grant"
    AGENCY_EDIT = "agency.edit"
    AGENCY_CREATE = "agency.create"
    SERIES_MANAGE = "series.manage"
    EVENT_MANAGE = "event.manage"
    EVENT_SHARE_NATIONAL = "event.share_national"
    TRAINING_VIEW = "training.view"
    TRAINING_WRITE = "training.write"
    TRAINING_REVIEW = "training.review"
    TRAINING_PUBLISH = "training.publish"
    TRAINING_ASSIGN = "training.assign"
    TRAINING_MARK = "training.mark"
    ATTENDANCE_RUN = "attendance.run"
    ATTENDANCE_CORRECT = "attendance.correct"
    COMPLAINT_DECIDE = "complaint.decide"
    CERTIFICATE_ISSUE = "certificate.issue"
    CERTIFICATE_REVOKE = "certificate.revoke"
    CERTIFICATE_DESIGN = "certificate.design"
    CLAIM_CHECK = "claim.check"
    LEDGER_VIEW = "ledger.view"
    LEDGER_REVERSE = "ledger.reverse"
    RULES_EDIT = "rules.edit"
    TEAM_VIEW = "team.view"
    RATE_VIEW = "rate.view"
    RATE_VIEW_NATION = "rate.view_nation"
    RATE_INVITE = "rate.invite"
    MESSAGES_SEND = "messages.send"
    COMMUNITY_MANAGE = "community.manage"
    COMPETENCY_MANAGE = "competency.manage"
    COMPETENCY_MANAGE_NATION = "competency.manage_nation"
    COMPETENCY_ASSESS = "competency.assess"
    LIBRARY_MANAGE = "library.manage"
    PLAN_VIEW = "plan.view"
    PLAN_MANAGE = "plan.manage"
    AUDIT_VIEW = "audit.view"


ROLE_TABLE: dict[Permission, frozenset[Role]] = {
    Permission.PEOPLE_VIEW: frozenset({U, A}),
    Permission.PEOPLE_IMPORT: frozenset({A}),
    Permission.PEOPLE_EDIT: frozenset({U, A}),
    Permission.UNIT_EDIT: frozenset({A}),
    Permission.ROLE_GRANT: frozenset({A, N}),
    Permission.AGENCY_EDIT: frozenset({A}),
    Permission.AGENCY_CREATE: frozenset({N}),
    Permission.SERIES_MANAGE: frozenset({O, A}),
    Permission.EVENT_MANAGE: frozenset({O, A}),
    Permission.EVENT_SHARE_NATIONAL: frozenset({O, A}),
    Permission.TRAINING_VIEW: frozenset({O, W, R, B, A}),
    Permission.TRAINING_WRITE: frozenset({O, W, A}),
    Permission.TRAINING_REVIEW: frozenset({O, R, A}),
    Permission.TRAINING_PUBLISH: frozenset({O, B, A}),
    Permission.TRAINING_ASSIGN: frozenset({O, U, A}),
    Permission.TRAINING_MARK: frozenset({O, T, A}),
    Permission.ATTENDANCE_RUN: frozenset({O, A}),
    Permission.ATTENDANCE_CORRECT: frozenset({O, A}),
    Permission.COMPLAINT_DECIDE: frozenset({O, A}),
    Permission.CERTIFICATE_ISSUE: frozenset({O, A}),
    Permission.CERTIFICATE_REVOKE: frozenset({O, A}),
    Permission.CERTIFICATE_DESIGN: frozenset({O, A}),
    Permission.CLAIM_CHECK: frozenset({U, A}),
    Permission.LEDGER_VIEW: frozenset({U, A}),
    Permission.LEDGER_REVERSE: frozenset({O, A}),
    Permission.RULES_EDIT: frozenset({N}),
    Permission.TEAM_VIEW: frozenset({S, U, A, L}),
    Permission.RATE_VIEW: frozenset({U, A, L, N}),
    Permission.RATE_VIEW_NATION: frozenset({N}),
    Permission.RATE_INVITE: frozenset({U, A, L}),
    Permission.MESSAGES_SEND: frozenset({O, U, A}),
    Permission.COMMUNITY_MANAGE: frozenset({O, A}),
    Permission.COMPETENCY_MANAGE: frozenset({A}),
    Permission.COMPETENCY_MANAGE_NATION: frozenset({N}),
    Permission.COMPETENCY_ASSESS: frozenset({T, A}),
    Permission.LIBRARY_MANAGE: frozenset({O, W, A}),
    Permission.PLAN_VIEW: frozenset({O, U, A, L}),
    Permission.PLAN_MANAGE: frozenset({O, A}),
    Permission.AUDIT_VIEW: frozenset({A, N}),
}

SECOND_FACTOR_ROLES = frozenset({O, B, T, U, A, N})


def can(
    actor: Actor, permission: Permission, *, agency_id: int | None = None, unit_path: str = ""
) -> bool:
    """Whether a grant of the actor carries `permission` over that agency and unit subtree.

    `unit_path` '' asks for the whole agency. National grants reach every agency.
    """
    roles = ROLE_TABLE[permission]
    return any(
        grant.role in roles
        and (
            grant.role is Role.NATIONAL
            or (grant.agency_id == agency_id and unit_path.startswith(grant.unit_path))
        )
        for grant in actor.grants
    )


def require(
    actor: Actor, permission: Permission, *, agency_id: int | None = None, unit_path: str = ""
) -> None:
    """Raise NotAllowed unless `can(...)`."""
    if not can(actor, permission, agency_id=agency_id, unit_path=unit_path):
        raise NotAllowed


def reach(actor: Actor, permission: Permission, *, agency_id: int) -> list[str]:
    """Unit paths in the agency over which the actor holds `permission` (['' ] = all of it)."""
    roles = ROLE_TABLE[permission]
    return sorted(
        {
            "" if grant.role is Role.NATIONAL else grant.unit_path
            for grant in actor.grants
            if grant.role in roles and (grant.role is Role.NATIONAL or grant.agency_id == agency_id)
        }
    )


def home_of(actor: Actor) -> int:
    """Id of the actor's home agency; raises NotAllowed for guests, who have none."""
    if actor.agency_id is None:
        raise NotAllowed
    return actor.agency_id
