"""Asking witnesses for their cosignatures, and raising the alarm where one disagrees."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.actions.alarm import alarm
from suluh.ledger.models import Checkpoint, Cosignature, WitnessState
from suluh.ledger.ports import Witness, WitnessAway, witness_desk
from suluh.ledger.queries.witnessing import (
    Question,
    is_known_size,
    key_hash,
    open_questions,
    question,
)
from suluh.standards.tlog import NoteError
from suluh.standards.tlog.note import is_number
from suluh.standards.tlog.witness import Answer, write_submission

Trouble = WitnessState.Trouble
ALARMING = {Trouble.AHEAD, Trouble.FORKED}


def ask_witnesses(*, now: datetime) -> int:
    """Have every witness that lags sign the newest checkpoint; gives how many did.

    The network is outside every transaction. A witness that saw another or a larger log raises
    the alarm: the log was rewritten, or rolled back.
    """
    with scoped(SYSTEM):
        questions = open_questions(now)
    return sum(_ask(each, now) for each in questions)


def _ask(asked: Question, now: datetime) -> bool:
    try:
        answer = _answer_of(asked)
        if answer.status == 409:
            asked, answer = _ask_from_there(asked, answer)
    except WitnessAway as error:
        return _note(asked.witness, now, Trouble.AWAY, str(error))
    trouble = _trouble_in(answer)
    if trouble:
        return _note(asked.witness, now, trouble, f"{answer.status} {answer.body.strip()}")
    return _keep(asked, answer.body, now)


def _answer_of(asked: Question) -> Answer:
    body = write_submission(asked.submission)
    return witness_desk().add_checkpoint(asked.witness.address, body)


def _ask_from_there(asked: Question, answer: Answer) -> tuple[Question, Answer]:
    """The witness stands elsewhere than we believed: once more from there, where that can be."""
    size = answer.body.strip()
    if not is_number(size) or int(size) > asked.size:
        return asked, answer
    with scoped(SYSTEM):
        checkpoint = Checkpoint.objects.get(size=asked.size)
        again = question(asked.witness, checkpoint, old=int(size))
    return again, _answer_of(again)


def _trouble_in(answer: Answer) -> Trouble:
    if answer.status == 422:
        return Trouble.FORKED
    if answer.status == 409:
        return _conflict(answer.body.strip())
    return Trouble.NONE if answer.status == 200 else Trouble.REFUSED


def _conflict(size: str) -> Trouble:
    """The witness stands at another size still: one that we signed (just now), or one that we lack."""
    if not is_number(size):
        return Trouble.UNREADABLE
    with scoped(SYSTEM):
        return Trouble.OVERTAKEN if is_known_size(int(size)) else Trouble.AHEAD


def _keep(asked: Question, lines: str, now: datetime) -> bool:
    """Keep the cosignature if it is the witness's own, over the checkpoint that was handed in."""
    witness = asked.witness
    try:
        seen_at = witness.key.seen_at(asked.submission.note + lines)
    except NoteError as error:
        return _note(witness, now, Trouble.UNREADABLE, str(error))
    if seen_at is None:
        return _note(witness, now, Trouble.UNREADABLE, "no signature of this key")
    with scoped(SYSTEM):
        Cosignature.objects.bulk_create(
            [
                Cosignature(
                    size=asked.size, witness=witness.name, key_hash=key_hash(witness.key),
                    line=witness.key.line_in(asked.submission.note + lines),
                    seen_at=datetime.fromtimestamp(seen_at, UTC),
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
    _note(witness, now, Trouble.NONE, "")
    return True


def _note(witness: Witness, now: datetime, trouble: Trouble, detail: str) -> bool:
    """Write down how it went; the first time that a witness disagrees, say so loudly."""
    with scoped(SYSTEM):
        before = WitnessState.objects.select_for_update().filter(witness=witness.name).first()
        is_same = before is not None and before.trouble == trouble
        since = before.trouble_since if before and is_same else now
        WitnessState.objects.update_or_create(
            witness=witness.name,
            defaults={
                "asked_at": now, "trouble": trouble, "detail": detail[:200],
                "trouble_since": since if trouble else None,
            },
        )  # fmt: skip
        if trouble in ALARMING and not is_same:
            _raise_alarm(witness, trouble, now)
    return False


@override("id")  # read by others: not in the language of who acts
def _raise_alarm(witness: Witness, trouble: Trouble, now: datetime) -> None:
    reason = {
        Trouble.AHEAD: _(
            "%(witness)s sudah melihat log yang lebih panjang: log pernah dimundurkan."
        ),
        Trouble.FORKED: _("%(witness)s melihat isi log yang lain: log pernah ditulis ulang."),
    }[trouble] % {"witness": witness.name}
    alarm(now=now, subject=f"saksi-{witness.name}", reason=reason)
