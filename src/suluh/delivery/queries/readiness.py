"""What a draft still lacks before it can be announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from suluh.delivery.models import Offering


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
