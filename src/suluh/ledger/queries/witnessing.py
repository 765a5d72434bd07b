"""What witnesses saw of the log, and what each is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from suluh.ledger.models import Checkpoint, Cosignature, WitnessState
from suluh.ledger.ports import Witness, quorum, witnesses
from suluh.ledger.queries.nodes import LogNodes
from suluh.standards.tlog import WitnessKey
from suluh.standards.tlog.tree import consistency_proof
from suluh.standards.tlog.witness import Submission

REST = 60
_FIRST_WITNESSED = """
SELECT size FROM ledger_cosignature
WHERE size > %(index)s AND (witness, key_hash) IN (SELECT * FROM unnest(%(names)s::text[], %(keys)s::text[]))
GROUP BY size HAVING count(*) >= %(quorum)s ORDER BY size LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What a witness is asked: to sign the newest checkpoint, from where it stands."""

    witness: Witness
    submission: Submission
    size: int


def open_questions(now: datetime) -> list[Question]:
    """One for each witness that has not signed the newest checkpoint, and is not resting.

    A witness that could not be reached is left alone for a minute: others wait for our answer.
    """
    newest = Checkpoint.objects.order_by("-size").first()
    known = witnesses()
    if newest is None or not known:
        return []
    away = WitnessState.objects.filter(
        trouble=WitnessState.Trouble.AWAY, asked_at__gt=now - timedelta(seconds=REST)
    )
    resting = set(away.values_list("witness", flat=True))
    seen = [(witness, _last_size(witness)) for witness in known if witness.name not in resting]
    return [question(witness, newest, old=size) for witness, size in seen if size < newest.size]


def is_known_size(size: int) -> bool:
    """Whether the log itself has signed a checkpoint of that size."""
    return Checkpoint.objects.filter(size=size).exists()


def question(witness: Witness, checkpoint: Checkpoint, *, old: int) -> Question:
    """The question that starts from a size the witness has seen."""
    proof = consistency_proof(LogNodes().node, old, checkpoint.size) if old else ()
    return Question(witness, Submission(old, proof, checkpoint.note), checkpoint.size)


def first_witnessed(index: int) -> Checkpoint | None:
    """The first checkpoint over a leaf that enough of today's witnesses have seen."""
    known = [witness.key for witness in witnesses()]
    if not known:
        return None
    values: dict[str, Any] = {
        "index": index,
        "names": [key.name for key in known],
        "keys": [key_hash(key) for key in known],
        "quorum": quorum(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_WITNESSED, values)
        found = cursor.fetchone()
    return Checkpoint.objects.get(size=found[0]) if found else None


def note_with_cosignatures(checkpoint: Checkpoint) -> str:
    """The checkpoint's note with the lines of all who have seen it."""
    lines = Cosignature.objects.filter(size=checkpoint.size).order_by("witness", "id")
    return str(checkpoint.note) + "".join(lines.values_list("line", flat=True))


def witness_keys() -> Sequence[WitnessKey]:
    """The keys of the witnesses that this site knows."""
    return [witness.key for witness in witnesses()]


def key_hash(key: WitnessKey) -> str:
    """The eight hexadecimal digits by which signature lines name a key."""
    return key.vkey().split("+")[1]


def last_sighting(witness: Witness) -> Cosignature | None:
    """What the witness signed last with the key that we know."""
    rows = Cosignature.objects.filter(witness=witness.name, key_hash=key_hash(witness.key))
    return rows.order_by("-size").first()


def _last_size(witness: Witness) -> int:
    last = last_sighting(witness)
    return last.size if last else 0
