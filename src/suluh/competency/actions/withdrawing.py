"""Withdrawing a result that was wrong: a row of its own, by somebody else than who recorded it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.competency.models import Attainment
from suluh.competency.queries.withdrawing import kept_result
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor

LEAST_REASON = 10


class AlreadyWithdrawn(DomainError):
    """A result is withdrawn once."""

    code = "already_withdrawn"
    sentence = gettext_lazy("Hasil ini sudah ditarik.")


class NeedsOtherEyes(DomainError):
    """Nobody withdraws the own result, nor one they recorded."""

    code = "needs_other_eyes"
    sentence = gettext_lazy(
        "Hasil ditarik oleh orang lain: bukan pemiliknya dan bukan yang mencatatnya."
    )


class ReasonMissing(DomainError):
    """Whose result it was reads why it no longer counts."""

    code = "reason_missing"
    sentence = gettext_lazy("Tulis alasannya, sedikitnya 10 huruf: pemilik hasil membacanya.")


def withdraw(*, actor: Actor, now: datetime, attainment: UUID, reason: str) -> Attainment:
    """Take a result of the actor's agency out of all maps; the row itself stays readable.

    Its owner is told. Raises ReasonMissing, NeedsOtherEyes, AlreadyWithdrawn.
    """
    row = kept_result(actor, attainment)
    reason = " ".join(reason.split())
    if len(reason) < LEAST_REASON:
        raise ReasonMissing
    if actor.person_id in {row.person_id, row.actor_id}:
        raise NeedsOtherEyes
    made, is_new = Attainment.objects.get_or_create(
        withdraws=row,
        defaults={
            "tenant_id": row.tenant_id, "person_id": row.person_id,
            "competency_id": row.competency_id, "kind": Attainment.Kind.WITHDRAWN,
            "level": row.level, "source": row.source, "key": row.key, "title": row.title,
            "reached_on": local_date(now, actor.zone), "reason": reason[:300],
            "actor_id": actor.person_id,
        },
    )  # fmt: skip
    if not is_new:
        raise AlreadyWithdrawn
    record_event(
        "competency.level.withdrawn", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        reason=reason, data={"people": [row.person_id]},
    )  # fmt: skip
    _tell_owner(row, made.reason, now=now)
    return made


@override("id")  # read by another: not in the language of who acts
def _tell_owner(row: Attainment, reason: str, *, now: datetime) -> None:
    message = Message(
        person_id=row.person_id, key=f"hasil-ditarik:{row.pk}", kind="attainment_withdrawn",
        title=_("Hasil kompetensi ditarik: %(name)s") % {"name": row.competency.name},
        body=_("Level %(level)s tidak lagi dihitung. Alasan: %(reason)s")
        % {"level": row.level, "reason": reason},
        link="/kompetensi/riwayat/",
    )  # fmt: skip
    notify(tenant_id=row.tenant_id, messages=[message], now=now)
