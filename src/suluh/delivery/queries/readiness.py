"""What a draft still lacks before it can be announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from suluh.base import text
from suluh.base.clock import local_date
from suluh.delivery.models import Offering
from suluh.ledger.queries import form_rules
from suluh.ledger.rules import rule_on


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the step of the wizard that mends it."""

    step: str
    sentence: Any


def missing_of(offering: Offering, *, now: datetime) -> list[Missing]:
    """Everything missing, in the wizard's order; empty where the event may be announced."""
    checks = [
        (not offering.title, "pokok", _("Isi judul acara.")),
        (
            offering.ends_at <= now,
            "waktu",
            _("Waktu acara sudah lewat. Pilih waktu yang akan datang."),
        ),
        (
            not (offering.join_link or offering.place),
            "waktu",
            _("Isi tautan rapat daring atau tempat acara."),
        ),
        (
            offering.registration_closes_at <= offering.registration_opens_at,
            "peserta",
            _("Pendaftaran harus ditutup setelah dibuka."),
        ),
        (
            offering.registration_closes_at > offering.ends_at,
            "peserta",
            _("Pendaftaran harus ditutup sebelum acara selesai."),
        ),
        (
            offering.audience == Offering.Audience.CHOSEN and not offering.agencies.exists(),
            "peserta",
            _("Pilih sedikitnya satu instansi yang diundang."),
        ),
        (not offering.attendance_rule, "kelulusan", _("Pilih syarat kehadiran.")),
    ]
    return [Missing(step, sentence) for wrong, step, sentence in checks if wrong]


def law_of(offering: Offering) -> str:
    """The daily limit and the legal basis of the event's JP, in a sentence; '' without a rule."""
    versions = form_rules([offering.form_id]).get(offering.form_id, [])
    rule = rule_on(versions, local_date(offering.ends_at, offering.zone))
    if rule is None:
        return ""
    basis = _("Dasar: %(basis)s.") % {"basis": rule.legal_basis.rstrip(".")}
    if rule.max_jp_minor_per_day is None:
        return basis
    limit = _("Batas %(jp)s JP sehari.") % {"jp": text.jp(rule.max_jp_minor_per_day)}
    return f"{limit} {basis}"
