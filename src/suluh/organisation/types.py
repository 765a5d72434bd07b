"""Words of the organisation: roles, permissions, who acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Roles; each but PARTICIPANT and NATIONAL is granted over a unit and all below it."""

    PARTICIPANT = "participant"
    SUPERVISOR = "supervisor"
    ORGANISER = "organiser"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    TRAINER = "trainer"
    UNIT_ADMIN = "unit_admin"
    AGENCY_ADMIN = "agency_admin"
    LEADER = "leader"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in an agency, over the unit subtree at `unit_path` ('' = whole agency)."""

    role: Role
    agency_id: int | None = None
    unit_path: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the signed-in person with home agency, unit and grants. Built by identity.

    Grants that demand a second factor are left out until there is one (`needs_second_factor`).
    `doors`: pages in the actor's menu that no role opens (`identity.actions.doors`).
    """

    account_id: int
    person_id: int
    name: str = ""
    agency_id: int | None = None
    agency_name: str = ""
    unit_id: int | None = None
    unit_path: str = ""
    zone: str = "Asia/Jakarta"
    grants: tuple[Grant, ...] = field(default_factory=tuple)
    has_second_factor: bool = False
    needs_second_factor: bool = False
    unread: int = 0
    doors: tuple[str, ...] = ()

    def holds(self, *roles: Role) -> bool:
        """Whether any of the roles is held anywhere."""
        return any(grant.role in roles for grant in self.grants)
