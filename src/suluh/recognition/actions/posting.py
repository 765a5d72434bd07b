"""From a claim to lines of the JP book, and the words its learner is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.errors import DomainError
from suluh.ledger.actions import post_credits
from suluh.ledger.models import JpEntry
from suluh.ledger.queries import day_cap
from suluh.ledger.queries.law import form_rules
from suluh.ledger.rules import rule_on
from suluh.ledger.types import CLAIMED, Credit, Unit
from suluh.messaging.actions import Message, notify
from suluh.recognition.models import Claim
from suluh.recognition.queries.claims import entries_of
from suluh.recognition.rules.days import minutes_of, shares
from suluh.standards.jp import figures


class InTheBook(DomainError):
    """The activity stands in the person's JP book already."""

    code = "in_the_book"
    sentence = gettext_lazy(
        "Kegiatan ini sudah tercatat di buku JP. Satu kegiatan hanya dihitung sekali."
    )


def post_claim(*, claim: Claim, by_id: int, now: datetime) -> list[JpEntry]:
    """Book an approved claim in the caller's transaction; raises InTheBook.

    The ledger decides whether the activity is there already, by whatever route it came.
    """
    credits = list(credits_of(claim))
    post_credits(credits=credits, actor_id=by_id, now=now)
    entries = entries_of(claim)
    if len(entries) < len(credits):
        raise InTheBook
    return entries


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


@override("id")  # read by others: not in the language of who acts
def tell_learner(claim: Claim, entries: list[JpEntry], *, now: datetime) -> None:
    """What became of the claim."""
    if claim.state == Claim.State.APPROVED:
        jp = sum(entry.jp_minor for entry in entries)
        cuts = " ".join(dict.fromkeys(entry.cut_reason for entry in entries if entry.cut_reason))
        title = _("%(jp)s JP dari luar Suluh tercatat") % {"jp": figures(jp)}
        body = f"{claim.title}. {cuts}".strip()
    else:
        title = _("Pengajuan perlu diperbaiki")
        body = _("%(title)s. Alasan: %(reason)s") % {"title": claim.title, "reason": claim.reason}
    message = Message(
        person_id=claim.person_id, key=f"klaim:{claim.uuid}:{claim.revision}:{claim.state}",
        kind="claim_decided", title=title, body=body, link=f"/pembelajaran-luar/{claim.uuid}/",
    )  # fmt: skip
    notify(tenant_id=claim.tenant_id, messages=[message], now=now)
