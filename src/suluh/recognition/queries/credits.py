"""The credits a claim would bring, and what the rules would make of them today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from suluh.ledger.queries import day_cap, used_on
from suluh.ledger.queries.law import form_rules
from suluh.ledger.rules import award, rule_on
from suluh.ledger.types import CLAIMED, Credit, FormRule, Unit, Work
from suluh.recognition.models import Claim
from suluh.recognition.rules.days import minutes_of, shares


def credits_of(claim: Claim) -> Iterator[Credit]:
    """One line; where the law caps a day, one for each day."""
    assert claim.form_id is not None
    assert claim.starts_on is not None
    assert claim.ends_on is not None
    rule = rule_on(form_rules([claim.form_id]).get(claim.form_id, ()), claim.ends_on)
    if rule is not None and rule.unit is Unit.HOURS and day_cap(claim.form_id, on=claim.ends_on):
        first = max(claim.starts_on, date(claim.ends_on.year, 1, 1))
        for number, (day, jp_minor) in enumerate(shares(claim.jp_minor, first, claim.ends_on), 1):
            yield _credit(claim, day, jp_minor, rule="utama" if number == 1 else f"hari-{number}")
        return
    yield _credit(claim, claim.ends_on, claim.jp_minor, rule="utama")


def _credit(claim: Claim, day: date, jp_minor: int, *, rule: str) -> Credit:
    assert claim.form_id is not None
    assert claim.starts_on is not None
    assert claim.ends_on is not None
    sha256 = bytes(claim.file_sha256) if claim.file_sha256 else None
    return Credit(
        person_id=claim.person_id, home_id=claim.tenant_id, unit_id=claim.unit_id,
        organiser_id=claim.tenant_id, form_code=claim.form_id, title=claim.title,
        minutes=minutes_of(jp_minor) or claim.minutes, credit_date=day,
        activity_key=claim.activity_key, source_type=CLAIMED, source_id=str(claim.uuid),
        rule=rule, units=claim.units, curriculum_jp_minor=jp_minor or None,
        is_international=claim.is_international, evidence_sha256=sha256,
        facts={"dari": claim.starts_on.isoformat(), "sampai": claim.ends_on.isoformat()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foretold:
    """JP (hundredths) before and after the caps, and every reason for a cut."""

    before: int = 0
    after: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether fewer JP would count than are claimed."""
        return self.after < self.before


def rule_of(form_code: int, day: date) -> FormRule | None:
    """The version of the form's rule in force on that day."""
    return rule_on(form_rules([form_code]).get(form_code, ()), day)


def foretold(claim: Claim) -> Foretold:
    """What approving the claim today would book: the ledger's own rules on what it has already."""
    if claim.form_id is None or claim.ends_on is None or claim.starts_on is None:
        return Foretold()
    before = after = 0
    reasons: dict[str, None] = {}
    for credit in credits_of(claim):
        rule = rule_of(credit.form_code, credit.credit_date)
        used = used_on(credit.person_id, credit.form_code, on=credit.credit_date)
        found = award(_work(credit), rule, used)
        before, after = before + found.jp_minor_before, after + found.jp_minor
        if found.cut_reason:
            reasons[found.cut_reason] = None
    return Foretold(max(before, claim.jp_minor), after, tuple(reasons))


def _work(credit: Credit) -> Work:
    return Work(credit.minutes, credit.units, credit.curriculum_jp_minor, credit.is_international)
