"""Links by which people come in for the first time, sent by who looks after them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.models import LongJob
from suluh.base.progress import start_long_job
from suluh.identity.models import Account
from suluh.identity.queries.activation import count_asleep, edited_paths, next_link_at
from suluh.identity.queries.directory import person_file
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor


class AlreadyInside(DomainError):
    """The person signs in already."""

    code = "already_inside"
    sentence = gettext_lazy(
        "Pegawai ini sudah pernah masuk. Bila lupa kata sandi, ia memulihkannya sendiri di halaman"
        " masuk."
    )


class NoAddress(DomainError):
    """There is nowhere to send a link to."""

    code = "no_address"
    sentence = gettext_lazy("Pegawai ini belum punya surel. Isi surelnya dulu, lalu kirim tautan.")


class SentLately(DomainError):
    """A link is on its way already."""

    code = "sent_lately"
    sentence = gettext_lazy(
        "Tautan sudah dikirim dalam tiga hari terakhir dan masih berlaku. Minta ia memeriksa surel,"
        " juga folder spam."
    )


class EverybodyInside(DomainError):
    """There is nobody whom a link would reach now."""

    code = "everybody_inside"
    sentence = gettext_lazy("Tidak ada yang perlu dikirimi tautan sekarang.")


def send_activation(*, actor: Actor, person: UUID, now: datetime) -> Account:
    """Send one person a link to choose a first password; it is valid for seven days."""
    found = person_file(actor, person)
    if not found.may_edit:
        raise NotAllowed
    if found.account is None:
        raise NotFound
    account = Account.objects.select_for_update().get(pk=found.account.pk)
    if account.last_login is not None or not account.is_active:
        raise AlreadyInside
    if not account.email:
        raise NoAddress
    if next_link_at(account, now=now) is not None:
        raise SentLately
    account.activation_sent_at = now
    account.save(update_fields=["activation_sent_at"])
    enqueue("identity.send_activation_link", account=account.pk)
    record_event(
        "identity.activation.sent", at=now, tenant_id=home_of(actor), actor_id=actor.person_id,
        subject=person,
    )  # fmt: skip
    return account


def send_activations(*, actor: Actor, unit: UUID | None = None, now: datetime) -> LongJob:
    """Queue links to everybody who never signed in, of all the actor looks after or of one unit."""
    agency, paths = home_of(actor), edited_paths(actor, unit=unit)
    asleep = count_asleep(agency=agency, paths=paths, now=now)
    if asleep.reached == 0:
        raise EverybodyInside
    job = start_long_job(
        name="identity.send_activations", title=_("Mengirim tautan aktivasi"), tenant_id=agency,
        person_id=actor.person_id, now=now, total=asleep.reached, link="/pegawai/?akun=belum",
    )  # fmt: skip
    record_event(
        "identity.activation.asked", at=now, tenant_id=agency, actor_id=actor.person_id,
        data={"count": asleep.reached},
    )  # fmt: skip
    enqueue(
        "identity.send_activations", key=f"activation-{agency}", agency=agency, paths=paths,
        job=str(job.uuid), total=asleep.reached,
    )  # fmt: skip
    return job


def note_sent(*, accounts: list[int], now: datetime) -> None:
    """The links have gone out to these accounts. Wide scope."""
    Account.objects.filter(pk__in=accounts).update(activation_sent_at=now)
