"""New versions of the rules of IP ASN, and which forms of learning an agency counts for its items."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor
from suluh.reporting.models import IndexForms, IndexRule
from suluh.reporting.rules.ip_asn_law import data_of
from suluh.reporting.types import IndexLaw


class IndexRuleInThePast(DomainError):
    """Estimates of past days keep their rules."""

    code = "index_rule_in_the_past"
    sentence = gettext_lazy("Aturan baru berlaku paling cepat hari ini.")


class FormsOverlap(DomainError):
    """One training would feed two items."""

    code = "forms_overlap"
    sentence = gettext_lazy("Satu bentuk hanya boleh mengisi satu butir. Pilih salah satu.")


def add_index_rule(
    *, actor: Actor, now: datetime, law: IndexLaw, title: str, valid_from: date,
    legal_basis: str, certainty: str, reason: str,
) -> IndexRule:  # fmt: skip
    """Add the next version of the rules, in force from a day on; the older ones stay readable."""
    require(actor, Permission.RULES_EDIT)
    if valid_from < local_date(now, actor.zone):
        raise IndexRuleInThePast
    if law.technical_forms & law.seminar_forms:
        raise FormsOverlap
    _lock_versions()
    last = IndexRule.objects.aggregate(last=Max("version"))["last"] or 0
    added = IndexRule.objects.create(
        version=last + 1, title=title, law=data_of(law), valid_from=valid_from,
        legal_basis=legal_basis, certainty=certainty, reason=reason,
        changed_by_id=actor.person_id,
    )  # fmt: skip
    record_event(
        "reporting.index_rule.added", at=now, actor_id=actor.person_id, reason=reason,
        data={"rule": title},
    )  # fmt: skip
    return added


def choose_index_forms(
    *,
    actor: Actor,
    now: datetime,
    technical: Collection[int],
    seminar: Collection[int],
    reason: str,
) -> IndexForms:
    """Say which forms feed the technical and the seminar item in the actor's agency from today."""
    agency_id = home_of(actor)
    require(actor, Permission.AGENCY_EDIT, agency_id=agency_id)
    if set(technical) & set(seminar):
        raise FormsOverlap
    chosen = IndexForms.objects.create(
        tenant_id=agency_id, technical=sorted(technical), seminar=sorted(seminar),
        valid_from=local_date(now, actor.zone), reason=reason, changed_by_id=actor.person_id,
        at=now,
    )  # fmt: skip
    record_event(
        "reporting.index_forms.chosen", at=now, tenant_id=agency_id, actor_id=actor.person_id,
        reason=reason,
    )  # fmt: skip
    return chosen


def _lock_versions() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7310502)")
