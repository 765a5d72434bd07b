"""Whatever route reports an attendance, in whatever order and however often: one credit, sums that fit.

A state machine walks through every route that books JP today: the button with its job (again and
again), the organiser's list, the meeting report, marking with four eyes, complaints, corrected
certificates, reversals, and a foreign route that reports the same activity with other figures.
`SULUH_SEQUENCES=2000` walks longer.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from suluh.activities.session.actions import meeting
from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.actions.evaluation import evaluate_offering
from suluh.activities.session.models import Window
from suluh.activities.session.tests import make
from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions.change import Correction, correct_certificate
from suluh.credentials.models import Certificate
from suluh.delivery.actions import review
from suluh.delivery.models import Complaint, Enrolment, Offering
from suluh.delivery.models import Correction as Marking
from suluh.identity.models import Person
from suluh.ledger.actions import ask_reversal, decide_reversal, post_credits, sequence_entries
from suluh.ledger.models import JpEntry, PersonYear, ReversalRequest
from suluh.ledger.queries.verify import verify
from suluh.ledger.types import Credit
from suluh.organisation.types import Role

SEQUENCES = int(os.environ.get("SULUH_SEQUENCES", "25"))
WHO, WHICH, HAND = st.integers(0, 2), st.integers(0, 1), st.integers(0, 1)
REASON = "Diperiksa ulang bersama panitia."
HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"


class World:
    """An agency, two organisers, three learners, two events: by button, and by minutes."""

    def __init__(self) -> None:
        home = make.agency()
        self.hands = [make.actor(home, Role.ORGANISER, name=name) for name in ("Oki", "Sari")]
        self.people = [make.actor(home, name=name) for name in ("Rina", "Budi", "Siti")]
        self.events = [
            make.offering(home, attendance_rule={"all": [{"window": "masuk"}]}),
            make.offering(home, attendance_rule={"all": [{"share": 75}]}),
        ]
        for event in self.events:
            make.enrol(event, *self.people)
        with scoped(SYSTEM):
            Window.objects.update(needs_evaluation=False)
            people = [person.person_id for person in self.people]
            nips = dict(Person.objects.filter(pk__in=people).values_list("pk", "nip"))
        self.nips = [nips[person] or "" for person in people]

    def moment(self, which: int, *, after: bool) -> datetime:
        """During the event, or when it and its windows are over."""
        event = self.events[which]
        return event.ends_at + timedelta(days=30) if after else make.minutes(0)

    def press(self, who: int, which: int) -> None:
        window = make.window(self.events[which])
        check_in(session_key=make.key_of(self.people[who].account_id), window=window.uuid)

    def evaluate(self, which: int, *, after: bool) -> None:
        """The job, as often as it comes."""
        evaluate_offering(offering_id=self.events[which].pk, now=self.moment(which, after=after))

    def list_people(self, hand: int, which: int, who: int, *, after: bool) -> None:
        with scoped(make.own(self.hands[hand])):
            review.mark_people(
                actor=self.hands[hand], event=self.events[which].uuid, numbers=self.nips[who],
                reason=REASON, now=self.moment(which, after=after),
            )  # fmt: skip

    def approve(self, hand: int, which: int) -> None:
        """The other hand carries out the first list that waits."""
        event = self.events[which]
        with scoped(SYSTEM):
            asked = Marking.objects.filter(offering=event, state=Marking.State.ASKED).first()
        if asked is None:
            return
        with scoped(make.own(self.hands[hand])):
            review.approve_correction(
                actor=self.hands[hand], event=event.uuid, correction=asked.uuid,
                content_sha256=asked.content_sha256, now=self.moment(which, after=True),
            )  # fmt: skip

    def report(self, hand: int, which: int, who: int, minutes: int) -> None:
        """A meeting report with one participant in it."""
        event = self.events[which]
        start = event.starts_at.astimezone(_zone())
        end = start + timedelta(minutes=minutes)
        stamp = "%m/%d/%Y %I:%M:%S %p"
        line = f"{self.nips[who]}_X,,{start:{stamp}},{end:{stamp}},{minutes}\n"
        with scoped(make.own(self.hands[hand])):
            meeting.import_report(
                actor=self.hands[hand], event=event.uuid, data=(HEAD + line).encode(),
                file_name="laporan.csv", now=self.moment(which, after=True),
            )  # fmt: skip

    def complain(self, who: int, which: int) -> None:
        with scoped(make.own(self.people[who])):
            review.file_complaint(
                actor=self.people[who], event=self.events[which].uuid, text="Saya hadir.",
                evidence=None, now=self.moment(which, after=True),
            )  # fmt: skip

    def decide(self, hand: int, which: int, *, accept: bool) -> None:
        with scoped(SYSTEM):
            waits = Complaint.objects.filter(
                enrolment__offering=self.events[which], state=Complaint.State.OPEN
            ).first()
        if waits is None:
            return
        with scoped(make.own(self.hands[hand])):
            review.decide_complaint(
                actor=self.hands[hand], complaint=waits.uuid, accept=accept, answer=REASON,
                now=self.moment(which, after=True),
            )  # fmt: skip

    def report_elsewhere(self, who: int, which: int, minutes: int) -> None:
        """A route to come reports an activity that may be booked already, with other figures."""
        event, person = self.events[which], self.people[who]
        assert person.agency_id is not None
        given = Credit(
            person_id=person.person_id, home_id=person.agency_id, unit_id=person.unit_id,
            organiser_id=event.tenant_id, form_code=3, title="Dari sistem lain", minutes=minutes,
            credit_date=event.ends_at.date(), activity_key=f"acara:{event.uuid}",
            source_type="siasn", source_id="77",
        )  # fmt: skip
        with scoped(SYSTEM):
            post_credits(credits=[given], actor_id=None, now=make.minutes(0))

    def correct_paper(self, hand: int, who: int, which: int) -> None:
        paper = self.papers(who, which).filter(state=Certificate.State.VALID)
        with scoped(SYSTEM):
            found = paper.first()
        if found is None:
            return
        with scoped(make.own(self.hands[hand])):
            words = Correction(f"Nama {found.revision + 1}", "", "")
            correct_certificate(
                actor=self.hands[hand], uuid=found.uuid, correction=words, reason=REASON,
                now=make.minutes(0),
            )  # fmt: skip

    def papers(self, who: int, which: int) -> Any:
        with scoped(SYSTEM):
            return Certificate.objects.filter(
                person_id=self.people[who].person_id, source_id=str(self.events[which].uuid)
            )

    def credit_of(self, who: int, which: int) -> JpEntry | None:
        with scoped(SYSTEM):
            return JpEntry.objects.filter(
                kind="credit", person_id=self.people[who].person_id,
                activity_key=f"acara:{self.events[which].uuid}",
            ).first()  # fmt: skip

    def ask_back(self, hand: int, who: int, which: int) -> None:
        entry = self.credit_of(who, which)
        if entry is not None:
            with scoped(make.own(self.hands[hand])):
                ask_reversal(
                    actor=self.hands[hand], now=make.minutes(0), entry=entry.id, reason=REASON
                )

    def take_back(self, hand: int, *, is_approved: bool) -> None:
        with scoped(SYSTEM):
            asked = ReversalRequest.objects.filter(
                state="asked", tenant_id=self.events[0].tenant_id
            ).first()
        if asked is not None:
            with scoped(make.own(self.hands[hand])):
                decide_reversal(
                    actor=self.hands[hand], now=make.minutes(0), request=asked.uuid,
                    is_approved=is_approved,
                )  # fmt: skip


def _zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Jakarta")


class Routes(RuleBasedStateMachine):
    """Any sequence of acts; refusals are part of life, and change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.all_undone = transaction.atomic()
        self.all_undone.__enter__()
        self.world = World()
        self.first_seen: dict[UUID, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        """Everything that was done also replays and verifies; then nothing was."""
        try:
            with scoped(SYSTEM):
                while sequence_entries(now=make.minutes(0)):
                    pass
                assert verify().findings == []
        finally:
            transaction.set_rollback(True)
            self.all_undone.__exit__(None, None, None)

    def act(self, work: Callable[[], None]) -> None:
        with suppress(DomainError), transaction.atomic():
            work()

    @rule(who=WHO, which=WHICH)
    def press(self, who: int, which: int) -> None:
        self.act(lambda: self.world.press(who, which))

    @rule(which=WHICH, after=st.booleans())
    def evaluate(self, which: int, *, after: bool) -> None:
        self.act(lambda: self.world.evaluate(which, after=after))

    @rule(hand=HAND, which=WHICH, who=WHO, after=st.booleans())
    def list_people(self, hand: int, which: int, who: int, *, after: bool) -> None:
        self.act(lambda: self.world.list_people(hand, which, who, after=after))

    @rule(hand=HAND, which=WHICH)
    def approve(self, hand: int, which: int) -> None:
        self.act(lambda: self.world.approve(hand, which))

    @rule(hand=HAND, which=WHICH, who=WHO, minutes=st.sampled_from([10, 60, 100, 120]))
    def report(self, hand: int, which: int, who: int, minutes: int) -> None:
        self.act(lambda: self.world.report(hand, which, who, minutes))

    @rule(who=WHO, which=WHICH)
    def complain(self, who: int, which: int) -> None:
        self.act(lambda: self.world.complain(who, which))

    @rule(hand=HAND, which=WHICH, accept=st.booleans())
    def decide(self, hand: int, which: int, *, accept: bool) -> None:
        self.act(lambda: self.world.decide(hand, which, accept=accept))

    @rule(who=WHO, which=WHICH, minutes=st.integers(0, 600))
    def report_elsewhere(self, who: int, which: int, minutes: int) -> None:
        self.act(lambda: self.world.report_elsewhere(who, which, minutes))

    @rule(hand=HAND, who=WHO, which=WHICH)
    def correct_paper(self, hand: int, who: int, which: int) -> None:
        self.act(lambda: self.world.correct_paper(hand, who, which))

    @rule(hand=HAND, who=WHO, which=WHICH)
    def ask_back(self, hand: int, who: int, which: int) -> None:
        self.act(lambda: self.world.ask_back(hand, who, which))

    @rule(hand=HAND, is_approved=st.booleans())
    def take_back(self, hand: int, *, is_approved: bool) -> None:
        self.act(lambda: self.world.take_back(hand, is_approved=is_approved))

    @rule(who=WHO, which=WHICH)
    def attend(self, who: int, which: int) -> None:
        """The usual way, so that sequences get somewhere."""
        self.act(lambda: self.world.press(who, which))
        self.act(lambda: self.world.report(0, which, who, 120))
        self.act(lambda: self.world.evaluate(which, after=True))

    @rule(hand=HAND, who=WHO, which=WHICH)
    def reverse(self, hand: int, who: int, which: int) -> None:
        """Asked for by one hand, decided by the other."""
        self.act(lambda: self.world.ask_back(hand, who, which))
        self.act(lambda: self.world.take_back(1 - hand, is_approved=True))

    @invariant()
    def one_credit_and_sums_that_fit(self) -> None:
        with scoped(SYSTEM):
            people = [person.person_id for person in self.world.people]
            mine = JpEntry.objects.filter(person_id__in=people)
            _once(mine)
            _balanced(people, mine)
            _unchanged(mine, self.first_seen)
            _one_paper_each(self.world.events)


def _once(mine: Any) -> None:
    """One credit for each person, activity and rule; of each, at most one reversal."""
    keys = list(mine.filter(kind="credit").values_list("person_id", "activity_key", "rule"))
    back = list(mine.filter(kind="reversal").values_list("reverses_id", flat=True))
    assert len(keys) == len(set(keys))
    assert len(back) == len(set(back))


def _balanced(people: list[int], mine: Any) -> None:
    for book in PersonYear.objects.filter(person_id__in=people):
        lines = mine.filter(person_id=book.person_id, year=book.year)
        given, back = (
            lines.filter(kind=kind).aggregate(sum=Sum("jp_minor"))["sum"] or 0
            for kind in ("credit", "reversal")
        )
        assert book.jp_minor == given - back >= 0
        assert book.entries == lines.count()


def _unchanged(mine: Any, first_seen: dict[UUID, tuple[Any, ...]]) -> None:
    """What was written once stays as it was, whatever comes after."""
    names = [field.attname for field in JpEntry._meta.concrete_fields]
    fixed = [name for name in names if name != "leaf_index"]
    for row in mine.values_list("id", *fixed):
        kept = tuple(bytes(v) if isinstance(v, memoryview) else str(v) for v in row[1:])
        assert first_seen.setdefault(row[0], kept) == kept


def _one_paper_each(events: list[Offering]) -> None:
    """Who completed has JP and one certificate that holds; who did not has no certificate."""
    for event in events:
        papers = Certificate.objects.filter(source_id=str(event.uuid), state="valid")
        completed = Enrolment.objects.filter(offering=event, state=Enrolment.State.COMPLETED)
        assert sorted(papers.values_list("person_id", flat=True)) == sorted(
            completed.values_list("person_id", flat=True)
        )
        for paper in papers:
            credited = JpEntry.objects.get(id=str(paper.jp_entry_id))
            assert (credited.person_id, credited.jp_minor) == (
                paper.person_id, int(paper.face["jp_minor"]),
            )  # fmt: skip


@pytest.mark.django_db
def test_any_sequence_of_routes_credits_once() -> None:
    run_state_machine_as_test(
        Routes,
        settings=settings(
            max_examples=SEQUENCES, stateful_step_count=30, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_all_routes_at_once_credit_once(committed_db: None) -> None:
    world = World()
    work: list[Callable[[], None]] = []
    for number in range(24):
        who, which, hand = number % 3, number % 2, number // 2 % 2
        work += [
            partial(world.press, who, which),
            partial(world.evaluate, which, after=True),
            partial(world.list_people, hand, which, who, after=False),
            partial(world.report, hand, 1, who, 120),
            partial(world.report_elsewhere, who, which, 200),
        ]
    _at_once(work)
    for which in (0, 1):
        world.evaluate(which, after=True)
    with scoped(SYSTEM):
        mine = JpEntry.objects.all()
        assert mine.filter(kind="credit").count() == 6
        _once(mine)
        _balanced([person.person_id for person in world.people], mine)
        _one_paper_each(world.events)
        while sequence_entries(now=make.minutes(0)):
            pass
        assert verify().findings == []


def _at_once(work: list[Callable[[], None]], *, threads: int = 20) -> None:
    """Twenty threads share the work, all starting together; only refusals are forgiven."""
    gate, faults = threading.Barrier(threads), []

    def run(mine: list[Callable[[], None]]) -> None:
        try:
            gate.wait()
            for each in mine:
                with suppress(DomainError):
                    each()
        except Exception as fault:  # noqa: BLE001  told below
            faults.append(fault)
        finally:
            connection.close()

    crew = [threading.Thread(target=run, args=(work[n::threads],)) for n in range(threads)]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    assert faults == []
