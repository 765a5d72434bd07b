"""Taking a test: begin, keep each answer, hand in. The server's clock decides."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.actions.marks import mark_attempt
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.attempts import attempts_of
from suluh.activities.quiz.queries.bank import candidates, items_of
from suluh.activities.quiz.rules.draw import draw, shuffled
from suluh.activities.quiz.rules.items import is_shuffled_always, parts_of
from suluh.activities.quiz.rules.timing import GRACE, deadline, next_attempt_at
from suluh.activities.quiz.types import Answer, Candidate, Item, Plan
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.text import DEFAULT_ZONE
from suluh.content.types import Lesson
from suluh.delivery.models import Enrolment

LONGEST_ANSWER = 20_000
Given = Mapping[int, tuple[Answer, int]]  # by place: the answer, and its age in milliseconds


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept, by the server's clock: when, and until when the test runs."""

    saved_at: datetime
    ends_at: datetime | None = None
    zone: str = DEFAULT_ZONE


class NoAttemptLeft(DomainError):
    """All used up, or the remedial one waits."""

    code = "no_attempt_left"
    sentence = _("Percobaan Anda sudah habis, atau percobaan berikutnya belum dibuka.")


class BankTooSmall(DomainError):
    """Nothing to ask."""

    code = "bank_too_small"
    sentence = _("Soal untuk tes ini belum siap. Beri tahu penyelenggara pelatihan.")


class AttemptClosed(DomainError):
    """Handed in, or time is up: nothing more is taken."""

    code = "attempt_closed"
    sentence = _(
        "Waktu tes sudah habis atau tes sudah dikirim. Jawaban yang tersimpan tetap dinilai."
    )


def begin(*, lesson: Lesson, plan: Plan, now: datetime) -> Attempt:
    """Draw a test for the person; a second press gives the one that is open.

    Locks the person's place in the course, so that two tabs begin one attempt.
    """
    if lesson.enrolment_id is None:
        raise NotFound
    Enrolment.objects.select_for_update(of=("self",)).get(pk=lesson.enrolment_id)
    before = attempts_of(lesson)
    if before and before[0].state == Attempt.State.OPEN:
        return before[0]
    ended = [attempt.submitted_at or attempt.started_at for attempt in before]
    opens_at = next_attempt_at(plan, ended, now=now)
    if opens_at is None or opens_at > now:
        raise NoAttemptLeft
    seed = secrets.token_hex(16)
    found = draw(plan, candidates(), seed=seed)
    if not found:
        raise BankTooSmall
    attempt = Attempt.objects.create(
        tenant_id=lesson.tenant_id, activity_id=lesson.activity_id,
        enrolment_id=lesson.enrolment_id, person_id=lesson.person_id, number=len(before) + 1,
        seed=seed, drawn=ordered(plan, found, seed, items=_items(found)), started_at=now,
        ends_at=deadline(plan, now),
    )  # fmt: skip
    record_event("quiz.attempt.started", at=now, tenant_id=lesson.tenant_id, subject=attempt.uuid)
    return attempt


def _items(found: Sequence[Candidate]) -> dict[int, Item]:
    return items_of(candidate.version_id for candidate in found)


def ordered(
    plan: Plan, found: Sequence[Candidate], seed: str, *, items: Mapping[int, Item]
) -> list[tuple[int, list[int]]]:
    """Each question with the order in which its parts are shown."""
    made: list[tuple[int, list[int]]] = []
    for candidate in found:
        item = items[candidate.version_id]
        parts = range(parts_of(item))
        mixed = plan.is_shuffled or is_shuffled_always(item)
        order = shuffled(f"{seed}:{candidate.uuid}", parts) if mixed else parts
        made.append((candidate.version_id, list(order)))
    return made


def keep_answers(*, attempt: UUID, person_id: int, given: Given, now: datetime) -> Kept:
    """Keep answers in the scope of the test's agency.

    Repeating changes nothing; an older answer never overwrites a newer one. No answers: only the
    clock is asked. Raises AttemptClosed after deadline and grace, or once handed in.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, saved_at, ends_at"
            " FROM quiz_keep(%s, %s, %s, %s, make_interval(secs => %s))",
            [attempt, person_id, as_json(given), now, GRACE.total_seconds()],
        )
        outcome, saved_at, ends_at = cursor.fetchone()
    if outcome == "unknown":
        raise NotFound
    if outcome != "saved":
        raise AttemptClosed
    return Kept(saved_at, ends_at)


def save_by_session(*, session_key: str, attempt: UUID, given: Given) -> Kept | None:
    """The same by the session alone, in one statement and by the database's clock; None: refused."""
    began = time.monotonic()
    connection.ensure_connection()  # may wait for one to be free: the answers grow older meanwhile
    waited = round(1000 * (time.monotonic() - began))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, saved_at, ends_at, zone"
            " FROM quiz_save(%s, %s, %s, make_interval(secs => %s))",
            [session_key[:40], attempt, as_json(given, waited=waited), GRACE.total_seconds()],
        )
        outcome, saved_at, ends_at, zone = cursor.fetchone()
    return Kept(saved_at, ends_at, zone) if outcome == "saved" else None


def as_json(given: Given, *, waited: int = 0) -> str:
    """Answers as the database takes them, older by the milliseconds they waited here."""
    return json.dumps(
        {
            str(place): {
                "a": [part.replace("\0", "")[:LONGEST_ANSWER] for part in answer],
                "u": age + waited,
            }
            for place, (answer, age) in given.items()
        }
    )


def hand_in(*, attempt: UUID, person_id: int, now: datetime) -> Attempt:
    """Close the attempt and mark what a rule can mark; a repeat gives it as it is."""
    mine = Attempt.objects.select_for_update(of=("self",)).filter(uuid=attempt, person_id=person_id)
    found = mine.first()
    if found is None:
        raise NotFound
    if found.state != Attempt.State.OPEN:
        return found
    latest = found.ends_at + GRACE if found.ends_at else now
    found.state, found.submitted_at = Attempt.State.SUBMITTED, min(now, latest)
    found.save(update_fields=["state", "submitted_at"])
    mark_attempt(attempt=found, now=now)
    record_event("quiz.attempt.submitted", at=now, tenant_id=found.tenant_id, subject=found.uuid)
    return found
