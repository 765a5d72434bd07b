"""The proof log grows from kept hashes, proves every entry, and stops before signing a wrong tree."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import ports
from suluh.ledger.actions import post_credits, sequence_entries, sequencing
from suluh.ledger.actions.sequencing import LogStopped
from suluh.ledger.models import Checkpoint, JpEntry, Leaf, Node
from suluh.ledger.queries import nodes
from suluh.ledger.queries.nodes import LogNodes
from suluh.ledger.queries.proofs import entry_proof, entry_proofs
from suluh.ledger.queries.verify import tree, verify
from suluh.ledger.tests.conftest import NOW, credit
from suluh.ledger.types import EntryProof
from suluh.organisation.models import Agency
from suluh.standards.commitment import commit, leaf_record, opens
from suluh.standards.tlog import (
    Proven,
    Tree,
    leaf_hash,
    read_proof,
    verify_inclusion,
    verify_proof,
)

pytestmark = pytest.mark.django_db
ENTRIES, BATCH = 75, 13


@pytest.fixture(autouse=True)
def _small_tiles_and_own_key(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Any:
    """Tiles of four hashes: seventy entries then fill three kept levels."""
    for module in (nodes, sequencing, tree):
        monkeypatch.setattr(module, "HEIGHT", 2)
    for module in (nodes, tree):
        monkeypatch.setattr(module, "WIDTH", 4)
    settings.VAR = tmp_path
    ports.log_signer.cache_clear()
    yield
    ports.log_signer.cache_clear()


def post(person: Any, agency: Agency, *numbers: int) -> list[JpEntry]:
    return [
        post_credits(
            credits=[credit(person, agency, activity_key=f"acara:{number}")],
            actor_id=None, now=NOW,
        )[person.id]
        for number in numbers
    ]  # fmt: skip


def sequence(limit: int = 1000) -> int:
    with scoped(SYSTEM):
        return sequence_entries(now=now(), limit=limit)


@pytest.fixture
def log(person: Any, agency: Agency) -> list[JpEntry]:
    """Entries in the log, brought in by several batches."""
    made = post(person, agency, *range(ENTRIES))
    while sequence(BATCH):
        pass
    return made


def proof_of(entry: JpEntry, shared: LogNodes | None = None) -> EntryProof:
    with scoped(SYSTEM):
        found = entry_proofs([entry.id], nodes=shared or LogNodes()).get(entry.id)
    assert found is not None
    return found


def proven(proof: EntryProof) -> Proven:
    record = leaf_record(proof.index, bytes.fromhex(proof.commitment))
    return verify_proof(proof.text, record, ports.log_signer().verifier())


def test_every_entry_is_proved_to_anybody(log: list[JpEntry]) -> None:
    shared = LogNodes()
    for place, entry in enumerate(log):
        proof = proof_of(entry, shared)
        found = proven(proof)
        (opened,) = json.loads(proof.opening)["lines"]

        assert (found.index, found.checkpoint.head.size) == (place, covering(place))
        commitment, opening = bytes.fromhex(proof.commitment), bytes.fromhex(opened["opening"])
        assert opens(commitment, opening, opened["entry"])
        assert opened["entry"]["id"] == str(entry.id)


def covering(place: int) -> int:
    """Size of the first checkpoint over that place."""
    return min(ENTRIES, (place // BATCH + 1) * BATCH)


def test_kept_hashes_are_those_of_the_tree(log: list[JpEntry]) -> None:
    tree = Tree(bytes(leaf.hash) for leaf in Leaf.objects.order_by("index"))
    kept = {(node.level, node.index): bytes(node.hash) for node in Node.objects.all()}

    assert kept == {
        (level, index): tree.node(level, index)
        for level in (2, 4, 6)
        for index in range(ENTRIES >> level)
    }
    read = LogNodes()
    for level in range(7):
        for index in range(ENTRIES >> level):
            assert read.node(level, index) == tree.node(level, index)
    with pytest.raises(LookupError):
        read.node(0, ENTRIES)
    assert len(read_proof(proof_of(log[0]).text).path) == 4


def test_kept_hashes_of_every_level_are_verified(log: list[JpEntry]) -> None:
    with scoped(SYSTEM):
        assert verify().findings == []
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO ledger_node VALUES (8, 0, %s)", [bytes(32)])
        assert [finding.place for finding in verify().findings] == ["simpul 8/0"]


def test_what_is_not_in_the_log_has_no_proof(
    log: list[JpEntry], person: Any, agency: Agency
) -> None:
    (waiting,) = post(person, agency, 900)
    with scoped(SYSTEM):
        assert (entry_proof(waiting.id), entry_proof(uuid4())) == (None, None)


def test_an_activity_booked_in_several_lines_is_proven_whole(
    log: list[JpEntry], person: Any, agency: Agency
) -> None:
    days = [
        credit(person, agency, activity_key="pelatihan:1", rule=rule, form_code=16,
               credit_date=NOW.date() + timedelta(days=number))
        for number, rule in enumerate(("utama", "hari-2", "hari-3"))
    ]  # fmt: skip
    post_credits(credits=days, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        lines = list(JpEntry.objects.filter(activity_key="pelatihan:1").order_by("id"))
    sequence(2)
    with scoped(SYSTEM):
        assert entry_proof(lines[0].id) is None  # the third still waits
    sequence()

    proof = proof_of(lines[1])
    found = proven(proof)
    opened = json.loads(proof.opening)["lines"]
    assert [one["entry"]["id"] for one in opened] == [str(each.id) for each in lines]
    for one in opened:
        made = commit(bytes.fromhex(one["opening"]), one["entry"])
        path = [bytes.fromhex(step) for step in one["path"]]
        if one["i"] == proof.index:
            assert (made.hex(), path) == (proof.commitment, [])
            continue
        leaf = leaf_hash(leaf_record(one["i"], made))
        assert verify_inclusion(leaf, one["i"], proof=path, head=found.checkpoint.head)


def test_a_reader_notices_that_a_tile_has_grown(
    log: list[JpEntry], person: Any, agency: Agency
) -> None:
    shared = LogNodes()
    proof_of(log[-1], shared)
    (later,) = post(person, agency, 900)
    sequence()

    assert proven(proof_of(later, shared)).index == ENTRIES


def alter(monkeypatch: pytest.MonkeyPatch, table: str, change: str) -> None:
    """Change a row as only the owner can; inside the test's transaction, so by a false reading."""
    honest = LogNodes.tile

    def false(self: LogNodes, level: int, index: int) -> bytes:
        found = honest(self, level, index)
        wanted = (table == "leaf") == (level == 0)
        if not wanted or not found:
            return found
        return bytes([found[0] ^ 1]) + found[1:] if change == "flip" else found[:-32]

    monkeypatch.setattr(LogNodes, "tile", false)


@pytest.mark.parametrize("table", ["leaf", "node"])
@pytest.mark.parametrize("change", ["flip", "lose"])
def test_nothing_is_signed_that_reads_back_differently(
    log: list[JpEntry], person: Any, agency: Agency, monkeypatch: pytest.MonkeyPatch,
    table: str, change: str,
) -> None:  # fmt: skip
    post(person, agency, 900)
    alter(monkeypatch, table, change)
    with pytest.raises(LogStopped):
        sequence()
    monkeypatch.undo()

    assert Checkpoint.objects.count() == -(-ENTRIES // BATCH)
    with scoped(SYSTEM):
        assert JpEntry.objects.filter(leaf_index=None).count() == 1


def test_the_first_checkpoint_is_read_back_too(
    person: Any, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(person, agency, 1)
    alter(monkeypatch, "leaf", "flip")
    with pytest.raises(LogStopped):
        sequence()


@pytest.mark.parametrize(
    ("column", "value"),
    [("root", b"\x01" * 32), ("frontier", b"\x01" * 32), ("size", 4), ("note", "bukan")],
)
def test_a_last_checkpoint_that_was_touched_stops_the_log(
    person: Any, agency: Agency, monkeypatch: pytest.MonkeyPatch, column: str, value: Any
) -> None:
    post(person, agency, 1, 2)
    sequence()
    post(person, agency, 3)
    honest = Checkpoint.objects.get()
    setattr(honest, column, value)
    monkeypatch.setattr(type(Checkpoint.objects.all()), "first", lambda _: honest)

    if column == "root":  # what counts is what was signed
        assert sequence() == 1
        return
    with pytest.raises(LogStopped):
        sequence()
