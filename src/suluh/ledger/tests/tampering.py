"""What somebody with a superuser's console can do to the books in secret, one act at a time.

Each act gets a connection that refuses nothing (`open_books`), a line to work on and a source of
chance; it gives the place that a verification must name. The fault campaign
`ledger-tamper` does the same at a million entries.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from suluh.ledger.queries.nodes import HEIGHT

Run = Callable[..., Any]
"""Runs one statement with values; gives the first row, or None."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the log, and the size of the log."""

    id: str
    person: int
    year: int
    index: int
    size: int


Act = Callable[[Run, Line, random.Random], str]

_CHANGES = {
    "tenant_id": "tenant_id + 1", "person_id": "-person_id", "organiser_id": "organiser_id + 1",
    "unit_id": "coalesce(unit_id, 0) + 1", "line": "line + 1000", "year": "year - 1",
    "credit_date": "credit_date + 1", "form_id": "CASE form_id WHEN 3 THEN 9 ELSE 3 END",
    "title": "title || '.'", "minutes": "minutes + 45", "units": "units + 1",
    "curriculum_jp_minor": "coalesce(curriculum_jp_minor, 0) + 100",
    "is_international": "NOT is_international", "jp_minor_before": "jp_minor_before + 100",
    "jp_minor": "jp_minor + 100", "cut_reason": "cut_reason || ' '",
    "activity_key": "activity_key || 'x'", "rule": "rule || 'x'",
    "rule_version": "rule_version + 1", "source_type": "source_type || 'x'",
    "source_id": "source_id || 'x'", "facts": "facts || '{\"x\": 1}'",
    "evidence_sha256": "'\\x00'", "actor_id": "coalesce(actor_id, 0) + 1",
    "approver_id": "coalesce(approver_id, 0) + 1", "reason": "reason || 'x'",
    "at": "at + interval '1 second'", "opening": "set_byte(opening, 0, 255 - get_byte(opening, 0))",
    "leaf_index": "leaf_index + 100000000",
}  # fmt: skip


def _change(column: str) -> Act:
    def act(run: Run, line: Line, dice: random.Random) -> str:
        statement = f"UPDATE ledger_jpentry SET {column} = {_CHANGES[column]} WHERE id = %s"
        run(statement, [line.id])
        return line.id

    return act


def _delete(run: Run, line: Line, dice: random.Random) -> str:
    run("DELETE FROM ledger_jpentry WHERE id = %s", [line.id])
    return line.id


def _forget(run: Run, line: Line, dice: random.Random) -> str:
    run("DELETE FROM ledger_leaf WHERE index = %s", [line.index])
    return line.id


def _delete_both(run: Run, line: Line, dice: random.Random) -> str:
    _delete(run, line, dice)
    _forget(run, line, dice)
    return f"bukti {line.index}"


_COPY = """
INSERT INTO ledger_jpentry SELECT (jsonb_populate_record(e, jsonb_build_object('id', %s::text,
  'line', b.entries + 1, 'activity_key', e.activity_key || '-palsu', 'leaf_index', NULL,
  'at', e.at - %s * interval '1 day'))).*
FROM ledger_jpentry e JOIN ledger_personyear b ON b.person_id = e.person_id AND b.year = e.year
WHERE e.id = %s
"""


def _insert(run: Run, line: Line, dice: random.Random) -> str:
    made = _uuid(dice)
    run(_COPY, [made, 0, line.id])
    return made


def _insert_with_balance(run: Run, line: Line, dice: random.Random) -> str:
    """A line slipped in with a date of last month, and a balance that covers it."""
    made = _uuid(dice)
    run(_COPY, [made, 30, line.id])
    run(
        "UPDATE ledger_personyear b SET entries = entries + 1, jp_minor = b.jp_minor + e.jp_minor"
        " FROM ledger_jpentry e WHERE e.id = %s AND b.person_id = e.person_id AND b.year = e.year",
        [made],
    )
    return made


def _uuid(dice: random.Random) -> str:
    number = f"{dice.getrandbits(128):032x}"
    return "-".join((number[:8], number[8:12], number[12:16], number[16:20], number[20:]))


def _swap_places(run: Run, line: Line, dice: random.Random) -> str:
    move = "UPDATE ledger_jpentry SET leaf_index = %s WHERE leaf_index = %s"
    other = _neighbour(line)
    for target, source in ((-1, line.index), (line.index, other), (other, -1)):
        run(move, [target, source])
    return line.id


def _swap_hashes(run: Run, line: Line, dice: random.Random) -> str:
    run(
        "UPDATE ledger_leaf l SET hash = o.hash FROM ledger_leaf o WHERE (l.index, o.index) IN"
        " ((%s, %s), (%s, %s))",
        [line.index, _neighbour(line), _neighbour(line), line.index],
    )
    return line.id


def _neighbour(line: Line) -> int:
    return line.index - 1 if line.index else 1


def _flip_leaf(run: Run, line: Line, dice: random.Random) -> str:
    run(
        "UPDATE ledger_leaf SET hash = set_byte(hash, 5, 255 - get_byte(hash, 5)) WHERE index = %s",
        [line.index],
    )
    return line.id


def _flip_node(run: Run, line: Line, dice: random.Random) -> str:
    place = min(line.index, line.size - (1 << HEIGHT)) >> HEIGHT
    run(
        "UPDATE ledger_node SET hash = set_byte(hash, 5, 255 - get_byte(hash, 5))"
        " WHERE level = %s AND index = %s", [HEIGHT, place],
    )  # fmt: skip
    return f"simpul {HEIGHT}/{place}"


def _lose_node(run: Run, line: Line, dice: random.Random) -> str:
    place = min(line.index, line.size - (1 << HEIGHT)) >> HEIGHT
    run("DELETE FROM ledger_node WHERE level = %s AND index = %s", [HEIGHT, place])
    return f"simpul {HEIGHT}/{place}"


def _balance(column: str) -> Act:
    def act(run: Run, line: Line, dice: random.Random) -> str:
        run(
            f"UPDATE ledger_personyear SET {column} = {column} + 1"
            " WHERE person_id = %s AND year = %s", [line.person, line.year],
        )  # fmt: skip
        return f"orang {line.person}, tahun {line.year}"

    return act


def _lose_balance(run: Run, line: Line, dice: random.Random) -> str:
    run(
        "DELETE FROM ledger_personyear WHERE person_id = %s AND year = %s", [line.person, line.year]
    )
    return f"orang {line.person}, tahun {line.year}"


def _over(line: Line) -> str:
    return "(SELECT min(size) FROM ledger_checkpoint WHERE size > %s)"


def _checkpoint(change: str) -> Act:
    def act(run: Run, line: Line, dice: random.Random) -> str:
        found = run(f"SELECT {_over(line)}", [line.index])
        run(f"UPDATE ledger_checkpoint SET {change} WHERE size = %s", [found[0]])
        return f"titik periksa {found[0]}"

    return act


ON_LINES: dict[str, Act] = {
    **{f"set {column}": _change(column) for column in _CHANGES},
    "delete": _delete,
    "delete the leaf": _forget,
    "delete line and leaf": _delete_both,
    "insert": _insert,
    "insert into the past": _insert_with_balance,
    "swap two places": _swap_places,
    "swap two hashes": _swap_hashes,
    "flip a leaf": _flip_leaf,
    "balance": _balance("jp_minor"),
    "balance's count": _balance("entries"),
    "lose the balance": _lose_balance,
}
ON_LOG: dict[str, Act] = {
    "flip a node": _flip_node,
    "lose a node": _lose_node,
    "note": _checkpoint("note = replace(note, E'\\n\\n', E'\\nlain\\n\\n')"),
    "root": _checkpoint("root = set_byte(root, 0, 255 - get_byte(root, 0))"),
    "frontier cut short": _checkpoint("frontier = substr(frontier, 2)"),
    "frontier": _checkpoint("frontier = set_byte(frontier, 0, 255 - get_byte(frontier, 0))"),
}


TABLES = (
    "ledger_jpentry", "ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_cosignature",
    "ledger_personyear",
)  # fmt: skip
_FREE = """
DO $$ DECLARE key record; BEGIN
  FOR key IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
    WHERE contype = 'f' AND conrelid::regclass::text = ANY (ARRAY[{tables}])
  LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.place, key.conname); END LOOP;
END $$
"""


def open_books(run: Run) -> None:
    """What the owner of the tables does first: sees all, and is refused by nothing."""
    run("SET suluh.wide = 'on'")
    for table in TABLES:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    names = ", ".join(f"'{table}'" for table in TABLES)
    run(_FREE.replace("{tables}", names))


def truncate(run: Run, keep: int) -> None:
    """Cut the tail off, balances and checkpoints included: what an older backup looks like."""
    run("DELETE FROM ledger_jpentry WHERE leaf_index >= %s OR leaf_index IS NULL", [keep])
    run("DELETE FROM ledger_leaf WHERE index >= %s", [keep])
    run("DELETE FROM ledger_node WHERE (index + 1) << level > %s", [keep])
    run("DELETE FROM ledger_checkpoint WHERE size > %s", [keep])
    run(
        "UPDATE ledger_personyear b SET entries = s.n, jp_minor = s.jp FROM"
        " (SELECT y.id, count(e.id) AS n, coalesce(sum(CASE e.kind WHEN 'credit' THEN e.jp_minor"
        " ELSE -e.jp_minor END), 0) AS jp FROM ledger_personyear y LEFT JOIN ledger_jpentry e"
        " ON e.person_id = y.person_id AND e.year = y.year GROUP BY y.id) s WHERE s.id = b.id"
    )
