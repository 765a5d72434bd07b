"""Attendance rules an organiser may choose, and how each is told to participants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule of attendance ready to choose."""

    slug: str
    label: Any
    rule: dict[str, Any]


PRESETS = (
    Preset(
        "masuk-pulang",
        _("Mencatat kehadiran masuk dan kehadiran pulang"),
        {"all": [{"window": "masuk"}, {"window": "pulang"}]},
    ),
    Preset(
        "lama-hadir",
        _("Hadir sedikitnya 75 % waktu acara dan mencatat dua dari tiga kehadiran"),
        {"all": [{"share": 75}, {"windows": 2}]},
    ),
    Preset("daftar", _("Menurut daftar hadir dari penyelenggara"), {"list": True}),
)


def preset_of(rule: dict[str, Any]) -> Preset | None:
    """The preset a stored rule came from; None for a rule made otherwise."""
    return next((preset for preset in PRESETS if preset.rule == rule), None)


def rule_of(slug: str) -> dict[str, Any]:
    """The stored form of a chosen preset."""
    return next(preset.rule for preset in PRESETS if preset.slug == slug)
