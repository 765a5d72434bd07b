"""New versions of the rule of graduation: added from a day on, never written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.models import GraduationRule
from suluh.delivery.rules.graduation import Law, are_in_order
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor


class LawInThePast(DomainError):
    """Who finished by a rule is judged by it."""

    code = "law_in_the_past"
    sentence = _(
        "Aturan baru berlaku paling cepat hari ini:"
        " angkatan yang sudah berakhir tetap dinilai menurut aturannya."
    )


class BandsOutOfOrder(DomainError):
    """A score earns one predicate."""

    code = "bands_out_of_order"
    sentence = _("Urutkan predikat dari batas tertinggi ke terendah, semuanya di bawah 100.")


@dataclass(frozen=True, slots=True)
class Source:
    """Since when a version holds, on what basis, how surely it was read, and why it came."""

    valid_from: date
    legal_basis: str
    certainty: str
    reason: str


def add_graduation_rule(*, actor: Actor, law: Law, source: Source, now: datetime) -> GraduationRule:
    """Add the next version; angkatan that end from its first day on are judged by it.

    Asks for the right to edit rules. Raises LawInThePast, BandsOutOfOrder.
    """
    require(actor, Permission.RULES_EDIT)
    if source.valid_from < local_date(now, actor.zone):
        raise LawInThePast
    if not are_in_order(law.bands):
        raise BandsOutOfOrder
    last = GraduationRule.objects.aggregate(last=Max("version"))["last"] or 0
    added = GraduationRule.objects.create(
        version=last + 1, valid_from=source.valid_from, legal_basis=source.legal_basis,
        certainty=source.certainty, reason=source.reason, changed_by_id=actor.person_id,
        bands=[{"above": band.above, "word": band.word} for band in law.bands],
        remedial_above=law.remedial_above, most_lacking=law.most_lacking,
    )  # fmt: skip
    record_event(
        "delivery.rule.added", at=now, actor_id=actor.person_id, reason=added.reason,
        data={"rule": f"kelulusan {added.version}"},
    )  # fmt: skip
    return added
