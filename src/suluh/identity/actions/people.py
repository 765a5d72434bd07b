"""One person at a time: add, edit, move to another unit or post, set the supervisor, end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Acquaintance, Employment, Person
from suluh.organisation.actions.positions import position_named
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, can, require
from suluh.organisation.types import Actor
from suluh.standards import nip as nips


class NipRefused(DomainError):
    """The number is none; its sentence says why."""

    code = "nip_refused"


class AlreadyHere(DomainError):
    """Somebody with this NIP works in the agency already."""

    code = "already_here"
    sentence = _("Pegawai dengan NIP ini sudah ada di instansi Anda.")


class WorksElsewhere(DomainError):
    """Somebody with this NIP works for another agency; only a whole agency's admin moves them."""

    code = "works_elsewhere"
    sentence = _(
        "Pegawai ini masih tercatat di instansi lain. Administrator instansi dapat "
        "memindahkannya lewat impor pegawai."
    )


class AccountInUse(DomainError):
    """The person signs in already, so only they change where recovery mail goes."""

    code = "account_in_use"
    sentence = _(
        "Pegawai ini sudah memakai akunnya. Surel hanya dapat diubah oleh yang bersangkutan."
    )


class BadDate(DomainError):
    """The day lies before the employment began."""

    code = "bad_date"
    sentence = _("Tanggal ini sebelum penugasan yang sekarang dimulai.")


class OwnSupervisor(DomainError):
    """Nobody supervises themselves."""

    code = "own_supervisor"
    sentence = _("Pegawai tidak dapat menjadi atasannya sendiri.")


@dataclass(frozen=True, slots=True)
class Job:
    """Where and as what somebody works."""

    unit: UUID
    status: str
    position: str = ""
    jenis: str = "4"
    jenjang: str = ""
    rank: str = ""


def add_person(
    *,
    actor: Actor,
    now: datetime,
    nip: str,
    name: str,
    job: Job,
    since: date,
    title_before: str = "",
    title_after: str = "",
    email: str = "",
    phone: str = "",
) -> Person:
    """Add one employee with account and employment; someone known without employment returns."""
    unit = _own_unit(actor, job.unit)
    try:
        read = nips.read(nip)
    except nips.NipError as error:
        raise NipRefused(_(str(error))) from error
    with scoped(SYSTEM):
        person = Person.objects.select_for_update().filter(nip=read.digits).first()
        _refuse_employed(person, unit.tenant_id)
        if person is None:
            person = Person.objects.create(
                nip=read.digits, name=name, title_before=title_before, title_after=title_after,
                email=email, phone=phone, birth_date=read.birth_date, created_at=now,
                sex={"L": "1", "P": "2"}.get(read.sex or "", ""),
            )  # fmt: skip
        if not Account.objects.filter(person=person).exists():
            Account.objects.create(
                person=person, username=read.digits, email=person.email, created_at=now,
                password=make_password(None),
            )  # fmt: skip
        Acquaintance.objects.get_or_create(tenant_id=unit.tenant_id, person=person)
        _open(person, unit, job, since=since)
    _record("employment.started", person, actor=actor, now=now, unit=unit.name)
    return person


def edit_contact(
    *,
    actor: Actor,
    now: datetime,
    person: UUID,
    name: str,
    title_before: str,
    title_after: str,
    email: str,
    phone: str,
) -> Person:
    """Correct name, titles and contact. The mail of an account in use is left to its owner."""
    row, _held = _own_person(actor, person)
    account = Account.objects.filter(person=row).first()
    if email != row.email and account is not None:
        if account.last_login or account.has_usable_password():
            raise AccountInUse
        account.email = email
        account.save(update_fields=["email"])
    row.name, row.title_before, row.title_after = name, title_before, title_after
    row.email, row.phone = email, phone
    with scoped(SYSTEM):  # a person is the nation's: the check above stands for the agency
        row.save(update_fields=["name", "title_before", "title_after", "email", "phone"])
    _record("person.edited", row, actor=actor, now=now)
    return row


def set_supervisor(*, actor: Actor, now: datetime, person: UUID, supervisor_nip: str) -> Employment:
    """Name the person whose team this is ('' for nobody); they must be known to the agency."""
    row, held = _own_person(actor, person)
    chief = None
    if supervisor_nip.strip():
        digits = nips.normalise(supervisor_nip)
        chief = Person.objects.filter(nip=digits).first()
        if chief is None:
            raise NotFound(_("Tidak ada pegawai dengan NIP itu."))
        if chief.id == row.id:
            raise OwnSupervisor
    held.supervisor = chief
    held.save(update_fields=["supervisor"])
    _record("employment.supervised", row, actor=actor, now=now)
    return held


def change_job(*, actor: Actor, now: datetime, person: UUID, job: Job, since: date) -> Employment:
    """Close the present employment and open the next; past reports keep the old one."""
    row, held = _own_person(actor, person)
    unit = _own_unit(actor, job.unit)
    if since < held.valid_from:
        raise BadDate
    held.valid_to = since
    held.save(update_fields=["valid_to"])
    opened = _open(
        row, unit, job, since=since,
        supervisor_id=held.supervisor_id if unit.id == held.unit_id else None,
    )  # fmt: skip
    _record("employment.changed", row, actor=actor, now=now, unit=unit.name)
    return opened


def end_employment(
    *, actor: Actor, now: datetime, person: UUID, on: date, reason: str
) -> Employment:
    """End the employment from the day `on`; history, JP and certificates stay with the person."""
    row, held = _own_person(actor, person)
    if on < held.valid_from:
        raise BadDate
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    record_event(
        "identity.employment.ended", at=now, tenant_id=held.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, reason=reason,
    )  # fmt: skip
    return held


def _open(
    person: Person, unit: Unit, job: Job, *, since: date, supervisor_id: int | None = None
) -> Employment:
    position = None
    if job.position:
        position = position_named(
            tenant_id=unit.tenant_id, name=job.position, jenis=job.jenis, jenjang=job.jenjang
        )
    return Employment.objects.create(
        tenant_id=unit.tenant_id, person=person, unit=unit, position=position, status=job.status,
        rank=job.rank, supervisor_id=supervisor_id, valid_from=since,
    )  # fmt: skip


def _refuse_employed(person: Person | None, tenant_id: int) -> None:
    held = person and Employment.objects.filter(person=person, valid_to=None).first()
    if held:
        raise AlreadyHere if held.tenant_id == tenant_id else WorksElsewhere


def _own_unit(actor: Actor, uuid: UUID) -> Unit:
    unit = Unit.objects.filter(tenant_id=actor.agency_id, uuid=uuid, valid_to=None).first()
    if unit is None or not can(
        actor, Permission.PEOPLE_VIEW, agency_id=unit.tenant_id, unit_path=unit.path
    ):
        raise NotFound
    require(actor, Permission.PEOPLE_EDIT, agency_id=unit.tenant_id, unit_path=unit.path)
    return unit


def _own_person(actor: Actor, uuid: UUID) -> tuple[Person, Employment]:
    """The person and the open employment, locked, where the actor's units reach them."""
    held = (
        Employment.objects.select_for_update(of=("self",))
        .select_related("person", "unit")
        .filter(tenant_id=actor.agency_id, person__uuid=uuid, valid_to=None)
        .first()
    )
    if held is None or not can(
        actor, Permission.PEOPLE_VIEW, agency_id=held.tenant_id, unit_path=held.unit.path
    ):
        raise NotFound
    require(actor, Permission.PEOPLE_EDIT, agency_id=held.tenant_id, unit_path=held.unit.path)
    return held.person, held


def _record(verb: str, person: Person, *, actor: Actor, now: datetime, unit: str = "") -> None:
    record_event(
        f"identity.{verb}", at=now, tenant_id=actor.agency_id, actor_id=actor.person_id,
        subject=person.uuid, data={"unit": unit} if unit else {},
    )  # fmt: skip
