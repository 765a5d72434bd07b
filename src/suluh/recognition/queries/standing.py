"""How a person stands before a cap bites, and the 70-20-10 of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from suluh.ledger.queries import mix_of, used_on
from suluh.ledger.queries.law import form_rules
from suluh.ledger.rules import rule_on
from suluh.ledger.types import FormRule
from suluh.organisation.types import Actor
from suluh.recognition.rules.logs import KINDS, LogKind, left_sentence, rule_sentence


@dataclass(frozen=True, slots=True)
class LogRule:
    """A form of log with the law's sentence and what is left of its cap today."""

    kind: LogKind
    sentence: str
    left: str
    legal_basis: str


def log_rules(actor: Actor, *, today: date) -> list[LogRule]:
    """All forms of log."""
    versions = form_rules([kind.form_code for kind in KINDS])
    return [
        _standing(actor, kind, rule_on(versions.get(kind.form_code, ()), today), today=today)
        for kind in KINDS
    ]


def rule_today(actor: Actor, kind: LogKind, *, today: date) -> LogRule:
    """One form of log."""
    rule = rule_on(form_rules([kind.form_code]).get(kind.form_code, ()), today)
    return _standing(actor, kind, rule, today=today)


def _standing(actor: Actor, kind: LogKind, rule: FormRule | None, *, today: date) -> LogRule:
    if rule is None:
        return LogRule(kind, _("Belum ada aturan JP untuk bentuk ini."), "", "")
    used = used_on(actor.person_id, kind.form_code, on=today)
    return LogRule(kind, rule_sentence(rule), left_sentence(rule, used), rule.legal_basis)


@dataclass(frozen=True, slots=True)
class Share:
    """One of the three parts of a year's learning."""

    label: str
    note: str
    target: int
    jp_minor: int
    percent: int

    @property
    def part(self) -> float:
        """The share from 0 to 1, as bars draw it."""
        return self.percent / 100

    @property
    def aim(self) -> float:
        """What is advised, from 0 to 1."""
        return self.target / 100


def mix(actor: Actor, year: int) -> list[Share]:
    """Experience, social, formal: JP and share of the year's JP; empty without JP.

    Formula: JP of the forms of a part, reversals taken off, by all JP of the year.
    """
    found = mix_of(actor.person_id, year)
    total = sum(found.values())
    if not total:
        return []
    parts = (
        ("experience", _("Pengalaman"), _("magang, detasering, bimbingan di tempat kerja"), 70),
        ("social", _("Bersama orang lain"), _("coaching, mentoring, komunitas belajar"), 20),
        ("formal", _("Terstruktur"), _("pelatihan, seminar, e-learning, belajar mandiri"), 10),
    )
    return [
        Share(label, note, target, found.get(name, 0), round(100 * found.get(name, 0) / total))
        for name, label, note, target in parts
    ]
