"""Learning elsewhere and learning in Suluh, in any order: one activity earns once, and caps hold.

A random walk claims the same few activities by certificate, log, report and sharing, lets them be approved,
confirmed, refused, withdrawn, held ready in batches, has their organiser book them, and takes
credits back. After each step: no activity stands twice, no day, month or year is over its cap.
`SULUH_SEQUENCES=2000` walks longer.
"""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.actions import ask_reversal, decide_reversal, post_credits
from suluh.ledger.models import ConversionRule, JpEntry, PersonYear
from suluh.ledger.queries.replay import replay
from suluh.ledger.types import Credit
from suluh.organisation.types import Role
from suluh.recognition.actions import (
    begin_certificate,
    confirm_claim,
    decide_claim,
    file_claim,
    file_log,
    file_report,
    withdraw_claim,
)
from suluh.recognition.actions.batches import ask_batch, decide_batch
from suluh.recognition.actions.evidence import Upload
from suluh.recognition.actions.sharing import Held, answer_presence, hold_sharing
from suluh.recognition.models import Claim, ClaimBatch
from suluh.recognition.rules.logs import KINDS
from suluh.recognition.tests import make
from suluh.recognition.types import Report, Stated
from suluh.standards.titles import title_key

pytestmark = pytest.mark.django_db
SEQUENCES = int(os.environ.get("SULUH_SEQUENCES", "12"))
STEPS = 14
STORY = " ".join(["Saya mempelajari hal ini dan menerapkannya di pekerjaan sehari-hari."] * 6)
YEAR_CAP = 1000


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened in truth: once, on these days, under a title that people write variously."""

    title: str
    first: date
    last: date

    def written(self, dice: random.Random) -> str:
        """The title as somebody writes it."""
        ways: list[Callable[[str], str]] = [
            str, str.upper, lambda text: text.replace(" ", "  "), lambda text: f"“{text}”!",
        ]  # fmt: skip
        return dice.choice(ways)(self.title)


ACTIVITIES = (
    Activity("Arsip digital dasar", make.DAY, make.DAY),
    Activity("Layanan publik ramah", make.DAY, make.DAY),
    Activity("Menulis telaahan staf", make.DAY - timedelta(days=3), make.DAY),
    Activity("Analisis anggaran", make.DAY - timedelta(days=1), make.DAY - timedelta(days=1)),
)
FORMS = (9, 4, 16, 22, 23, 8, 14)


class Walk:
    """A learner with coach, administrators and organiser, and a random sequence of acts."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        _agency, unit = make.home()
        self.learner, self.coach = make.actor(unit), make.actor(unit, name="Budi")
        self.hands = [make.actor(unit, Role.AGENCY_ADMIN, name=name) for name in ("Oki", "Sari")]
        self.files = [make.photo() for _file in range(3)]
        make.supervise(self.learner, self.coach)

    def run(self) -> None:
        acts = (
            self.certificate, self.certificate, self.log, self.report, self.organiser, self.decide,
            self.decide, self.confirm, self.confirm, self.withdraw, self.batch, self.take_back,
            self.share, self.presence,
        )  # fmt: skip
        for _step in range(STEPS):
            with suppress(DomainError), transaction.atomic():
                self.dice.choice(acts)()
            self.check()

    def stated(self) -> Stated:
        which = self.dice.choice(ACTIVITIES)
        return Stated(
            form_code=self.dice.choice(FORMS), title=which.written(self.dice),
            starts_on=which.first, ends_on=which.last, organiser="Universitas Contoh",
            number=self.dice.choice(("", "045/UC/2026", "046 UC 2026")),
            jp_minor=self.dice.choice((200, 600, 1600)), minutes=self.dice.choice((45, 200, 900)),
            story=STORY,
        )  # fmt: skip

    def certificate(self) -> None:
        with make.own(self.learner):
            upload = Upload("s.png", self.dice.choice(self.files))
            draft = begin_certificate(actor=self.learner, now=make.NOW, upload=upload)
            file_claim(actor=self.learner, now=make.NOW, claim=draft.uuid, stated=self.stated())

    def log(self) -> None:
        kind = self.dice.choice(KINDS)
        upload = Upload("b.png", self.dice.choice(self.files)) if kind.needs_file else None
        with make.own(self.learner):
            file_log(
                actor=self.learner, now=make.NOW, kind=kind.slug, stated=self.stated(),
                partner_id=self.coach.person_id, upload=upload,
            )  # fmt: skip

    def report(self) -> None:
        given = self.stated()
        file_report(
            report=Report(
                person_id=self.learner.person_id, title=given.title, story=STORY,
                minutes=given.minutes, starts_on=given.starts_on, ends_on=given.ends_on,
                source_type="buku", source_id=str(self.dice.randrange(4)),
                is_passed=self.dice.random() < 0.5,
            ),
            now=make.NOW,
        )  # fmt: skip

    def organiser(self) -> None:
        """The live event books what it knows, by its own key."""
        number = self.dice.randrange(len(ACTIVITIES))
        which = ACTIVITIES[number]
        assert self.learner.agency_id is not None
        given = Credit(
            person_id=self.learner.person_id, home_id=self.learner.agency_id, unit_id=None,
            organiser_id=self.learner.agency_id, form_code=9, title=which.title, minutes=240,
            credit_date=which.last, activity_key=f"acara:{number}", source_type="acara",
            source_id=str(number),
        )  # fmt: skip
        with scoped(SYSTEM):
            post_credits(credits=[given], actor_id=None, now=make.NOW)

    def share(self) -> None:
        """A colleague tells of it at a sharing session and names the learner; or it is turned round."""
        host, guest = self.coach, self.learner
        if self.dice.random() < 0.3:
            host, guest = guest, host
        given = self.stated()
        held = Held(given.title, given.ends_on, given.minutes, STORY, (guest.person_id,))
        with make.own(host):
            hold_sharing(actor=host, now=make.NOW, held=held)

    def presence(self) -> None:
        with scoped(SYSTEM):
            claim = Claim.objects.filter(
                person_id=self.learner.person_id, state="confirm", route="berbagi"
            ).first()
        if claim is not None:
            with make.own(self.learner):
                answer_presence(
                    actor=self.learner, now=make.NOW, claim=claim.uuid,
                    was_there=self.dice.random() < 0.8,
                )  # fmt: skip

    def claim(self, *states: str) -> Claim | None:
        with scoped(SYSTEM):
            rows = list(Claim.objects.filter(person_id=self.learner.person_id, state__in=states))
        return self.dice.choice(rows) if rows else None

    def decide(self) -> None:
        hand, claim = self.dice.choice(self.hands), self.claim("asked")
        if claim is not None:
            with make.own(hand):
                decide_claim(
                    actor=hand, now=make.NOW, claim=claim.uuid, revision=claim.revision,
                    is_approved=self.dice.random() < 0.8, reason_code="diragukan",
                )  # fmt: skip

    def confirm(self) -> None:
        claim = self.claim("confirm")
        if claim is not None:
            with make.own(self.coach):
                confirm_claim(
                    actor=self.coach, now=make.NOW, claim=claim.uuid, revision=claim.revision,
                    is_confirmed=self.dice.random() < 0.8, words="Tidak benar.",
                )  # fmt: skip

    def withdraw(self) -> None:
        claim = self.claim("draft", "asked", "confirm", "refused")
        if claim is not None:
            with make.own(self.learner):
                withdraw_claim(actor=self.learner, now=make.NOW, claim=claim.uuid)

    def batch(self) -> None:
        with scoped(SYSTEM):
            claims = list(Claim.objects.filter(state="asked").values_list("uuid", flat=True))
        with make.own(self.hands[0]):
            ask_batch(actor=self.hands[0], now=make.NOW, claims=claims)
        with scoped(SYSTEM):
            made = ClaimBatch.objects.filter(state="asked").latest("id")
        with make.own(self.hands[1]):
            decide_batch(actor=self.hands[1], now=make.NOW, batch=made.uuid, is_approved=True)

    def take_back(self) -> None:
        with scoped(SYSTEM):
            rows = list(self.standing())
        if not rows:
            return
        entry, reason = self.dice.choice(rows), "Diperiksa ulang bersama pengelola."
        with make.own(self.hands[0]):
            asked = ask_reversal(actor=self.hands[0], now=make.NOW, entry=entry.id, reason=reason)
        with make.own(self.hands[1]):
            decide_reversal(actor=self.hands[1], now=make.NOW, request=asked.uuid, is_approved=True)

    def standing(self) -> Any:
        """Credits that stand."""
        return JpEntry.objects.filter(
            person_id=self.learner.person_id, kind="credit", reversal=None
        )

    def check(self) -> None:
        with scoped(SYSTEM):
            rows = list(self.standing())
            _once(rows)
            _capped(rows)
            book = PersonYear.objects.filter(person_id=self.learner.person_id, year=2026).first()
        assert (book.jp_minor if book else 0) == sum(row.jp_minor for row in rows)


def _once(rows: list[JpEntry]) -> None:
    """Whatever the key and the route: one source for each activity."""
    sources: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        sources[title_key(row.title)].add((row.source_type, row.source_id))
    assert [found for found in sources.values() if len(found) > 1] == []


def _capped(rows: list[JpEntry]) -> None:
    days: Counter[tuple[int, date]] = Counter()
    months: Counter[tuple[int, int]] = Counter()
    years: Counter[int] = Counter()
    for row in rows:
        days[row.form_id, row.credit_date] += row.jp_minor
        months[row.form_id, row.credit_date.month] += row.jp_minor > 0
        years[row.form_id] += row.jp_minor
    rules: dict[int, ConversionRule] = {}
    for rule in ConversionRule.objects.order_by("version"):
        rules[rule.form_id] = rule
    for (form, _day), jp_minor in days.items():
        assert jp_minor <= (rules[form].max_jp_minor_per_day or jp_minor)
    for (form, _month), times in months.items():
        assert times <= (rules[form].max_units_per_month or times)
    for form, jp_minor in years.items():
        assert jp_minor <= (rules[form].max_jp_minor_per_year or jp_minor)


def test_no_route_credits_an_activity_twice_and_caps_hold() -> None:
    with scoped(SYSTEM):
        rule = ConversionRule.objects.get(form_id=8)
        ConversionRule.objects.create(
            form_id=8, version=2, unit=rule.unit, max_jp_minor_per_year=YEAR_CAP,
            valid_from=date(2026, 1, 1), legal_basis="uji", certainty="read",
        )  # fmt: skip
    booked = 0
    for seed in range(SEQUENCES):
        with transaction.atomic():
            walk = Walk(random.Random(seed))
            walk.run()
            with scoped(SYSTEM):
                booked += JpEntry.objects.filter(person_id=walk.learner.person_id).count()
                assert replay(agency_id=walk.learner.agency_id).differences == 0
            transaction.set_rollback(True)
    assert booked > SEQUENCES  # the walks get somewhere


def test_the_walk_can_fail() -> None:
    """Negative control: an activity that stands twice, and a day over its cap, are seen."""
    walk = Walk(random.Random(1))
    walk.organiser()
    with scoped(SYSTEM):
        row = walk.standing().first()
        assert row is not None
        again = JpEntry(**{
            field.attname: getattr(row, field.attname) for field in JpEntry._meta.concrete_fields
        })  # fmt: skip
    again.source_id = "lain"
    with pytest.raises(AssertionError):
        _once([row, again])
    again.jp_minor = replace(make.STATED, jp_minor=2000).jp_minor
    with scoped(SYSTEM), pytest.raises(AssertionError):
        _capped([row, again])
