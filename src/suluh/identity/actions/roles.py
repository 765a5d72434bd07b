"""Giving roles and taking them back: with scope, reason and event; never to oneself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.identity.actions.accounts import end_sessions
from suluh.identity.models import Account, Person, RoleGrant
from suluh.identity.queries.roles import employee_by_nip, get_grant, unit_in
from suluh.identity.rules.granting import UNIT_NEEDED, grantable_roles
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Role


class NotToOneself(DomainError):
    """Nobody appoints or dismisses themselves."""

    code = "not_to_oneself"
    sentence = _("Peran Anda sendiri diatur oleh pengelola lain.")


class NoSuchEmployee(DomainError):
    """Unknown, foreign or departed: all look alike."""

    code = "no_such_employee"
    sentence = _("Tidak ada pegawai aktif dengan NIP itu di instansi ini. Periksa NIP-nya.")


class UnitNeeded(DomainError):
    """The role is always about one unit."""

    code = "unit_needed"
    sentence = _("Peran ini berlaku untuk satu unit. Pilih unitnya.")


class AlreadyGranted(DomainError):
    """The same role over the same unit stands already."""

    code = "already_granted"
    sentence = _("Orang ini sudah memegang peran itu di sana.")


def grant_role(
    *,
    actor: Actor,
    agency_id: int,
    nip: str,
    role: Role,
    unit: UUID | None,
    reason: str,
    now: datetime,
) -> RoleGrant:
    """Give a role over a unit subtree (None: the whole agency); the person's sessions end.

    Runs in the scope of the agency. Raises NotAllowed, NoSuchEmployee, NotToOneself, UnitNeeded,
    AlreadyGranted, NotFound for a foreign unit.
    """
    over = unit_in(agency_id, unit) if unit else None
    _require(actor, agency_id=agency_id, over=over, role=role)
    if role in UNIT_NEEDED and over is None:
        raise UnitNeeded
    person = employee_by_nip(agency_id, nip)
    if person is None:
        raise NoSuchEmployee
    _refuse_oneself(actor, person.pk)
    grant = RoleGrant(
        tenant_id=None if role is Role.NATIONAL else agency_id, person=person, role=role.value,
        unit=None if role is Role.NATIONAL else over, granted_by_id=actor.person_id,
        reason=reason, created_at=now,
    )  # fmt: skip
    _store(grant)
    _tell("identity.role.granted", actor=actor, grant=grant, agency_id=agency_id, reason=reason,
          now=now)  # fmt: skip
    return grant


def revoke_role(
    *, actor: Actor, agency_id: int, grant: UUID, reason: str, now: datetime
) -> RoleGrant:
    """Take a role back; the person's sessions end, and what they took to mark it is free again.

    NotFound where no such role stands.
    """
    found = get_grant(actor, agency_id=agency_id, grant=grant, lock=True)
    _require(actor, agency_id=agency_id, over=found.unit, role=Role(found.role))
    _refuse_oneself(actor, found.person_id)
    found.revoked_at = now
    found.save(update_fields=["revoked_at"])
    _tell("identity.role.revoked", actor=actor, grant=found, agency_id=agency_id, reason=reason,
          now=now)  # fmt: skip
    enqueue("delivery.free_taken", key="delivery.free_taken")
    return found


def _require(actor: Actor, *, agency_id: int, over: Unit | None, role: Role) -> None:
    path = over.path if over else ""
    allowed = grantable_roles(actor, agency_id=agency_id, unit_path=path)
    if not allowed:
        raise NotAllowed
    if role not in allowed:
        raise NotAllowed(_("Peran itu hanya dapat diberikan oleh pengelola nasional."))


def _refuse_oneself(actor: Actor, person_id: int) -> None:
    if person_id == actor.person_id:
        raise NotToOneself


def _store(grant: RoleGrant) -> None:
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as clash:
        raise AlreadyGranted from clash


def _tell(
    event: str, *, actor: Actor, grant: RoleGrant, agency_id: int, reason: str, now: datetime
) -> None:
    account = Account.objects.filter(person=grant.person_id).first()
    if account is not None:
        end_sessions(account=account)
    record_event(
        event, at=now, tenant_id=agency_id, actor_id=actor.person_id,
        subject=_subject(grant.person_id), reason=reason,
        data={"role": grant.role, "unit": grant.unit.name if grant.unit else ""},
    )  # fmt: skip


def _subject(person_id: int) -> UUID:
    found = Person.objects.filter(pk=person_id).values_list("uuid", flat=True).first()
    if found is None:
        raise NotFound
    return found
