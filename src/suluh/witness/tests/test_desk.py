"""The witness signs what continues what it saw, and nothing else, with the answers of C2SP."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from suluh.standards.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    NoteSigner,
    Tree,
    TreeHead,
    WitnessSigner,
    leaf_hash,
    open_checkpoint,
    seen_by,
)
from suluh.standards.tlog.witness import SIZE_TYPE, Submission, write_submission
from suluh.witness.desk import Desk
from suluh.witness.server import WitnessServer
from suluh.witness.store import Sighting, Store

ORIGIN, AT = "suluh.example/jp", 1_790_000_000
LOG = NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"l" * 32))
THIEF = NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"t" * 32))
STRANGER = NoteSigner("lain.example/jp", Ed25519PrivateKey.from_private_bytes(b"s" * 32))
WITNESS = WitnessSigner("saksi.example", Ed25519PrivateKey.from_private_bytes(b"w" * 32))
TREE = Tree(leaf_hash(b"%d" % number) for number in range(40))
FORK = Tree(leaf_hash(b"%d" % (number if number < 5 else -number)) for number in range(40))


def note(size: int, *, tree: Tree = TREE, signer: NoteSigner = LOG) -> str:
    return signer.sign(Checkpoint(signer.name, TreeHead(size, tree.root(size))).body())


def submission(old: int, size: int, *, tree: Tree = TREE, signer: NoteSigner = LOG) -> str:
    proof = tree.consistency(old, size) if 0 < old <= size else ()
    return write_submission(Submission(old, proof, note(size, tree=tree, signer=signer)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(WITNESS, {ORIGIN: LOG.verifier()}, Store(tmp_path / "s"), clock=lambda: AT)


def last(desk: Desk) -> TreeHead:
    return desk._store.last(ORIGIN)


def test_growth_is_cosigned_step_by_step(desk: Desk) -> None:
    for old, size in ((0, 3), (3, 8), (8, 8), (8, 40)):
        answer = desk.add_checkpoint(submission(old, size))

        assert answer.status == 200
        whole = note(size) + answer.body
        assert open_checkpoint(whole, LOG.verifier()).head.size == size
        assert [seen.at for seen in seen_by(whole, [WITNESS.public()])] == [AT]
        assert last(desk) == TreeHead(size, TREE.root(size))


def test_an_empty_log_may_be_seen_too(desk: Desk) -> None:
    assert [desk.add_checkpoint(submission(0, size)).status for size in (0, 0, 4)] == [200] * 3


EMPTY_FORGED = LOG.sign(Checkpoint(ORIGIN, TreeHead(0, bytes(32))).body())
OTHER_ROOT = LOG.sign(Checkpoint(ORIGIN, TreeHead(10, bytes(32))).body())
SPOILT = note(12).replace("— suluh.example/jp ", "— suluh.example/jp X")
PROOF = TREE.consistency(10, 12)
REFUSED: dict[str, tuple[str, int]] = {
    "fork at the size seen": (submission(10, 10, tree=FORK), 422),
    "fork that grew": (submission(10, 12, tree=FORK), 422),
    "fork from where both were one": (submission(5, 12, tree=FORK), 409),
    "smaller tree": (submission(4, 8), 409),
    "smaller tree than its own old size": (write_submission(Submission(10, (), note(8))), 400),
    "same size, other root": (write_submission(Submission(10, (), OTHER_ROOT)), 422),
    "stale old size": (submission(7, 12), 409),
    "old size ahead": (submission(11, 12), 409),
    "from nothing again": (submission(0, 12), 409),
    "no proof": (write_submission(Submission(10, (), note(12))), 422),
    "proof with a step more": (write_submission(Submission(10, (*PROOF, bytes(32)), note(12))), 422),
    "proof of other sizes": (
        write_submission(Submission(10, TREE.consistency(9, 12), note(12))), 422,
    ),
    "proof where none is due": (write_submission(Submission(10, (bytes(32),), note(10))), 422),
    "signed by another key": (submission(10, 12, signer=THIEF), 403),
    "not signed": (write_submission(Submission(10, PROOF, note(12, signer=THIEF))), 403),
    "known key, wrong signature": (
        write_submission(Submission(10, PROOF, note(12).replace("\n12\n", "\n13\n"))), 403,
    ),
    "unknown log": (submission(10, 12, signer=STRANGER), 404),
    "empty": ("", 400),
    "no old size": (submission(10, 12).partition("\n")[2], 400),
    "old size with a zero before": (submission(10, 12).replace("old 10", "old 010"), 400),
    "old size that is none": (submission(10, 12).replace("old 10", "old x"), 400),
    "too many steps": (write_submission(Submission(10, (bytes(32),) * 64, note(12))), 400),
    "short hash": (write_submission(Submission(10, (b"kurang",), note(12))), 400),
    "bad base64": (submission(10, 12).replace("old 10\n", "old 10\n?\n"), 400),
    "spoilt signature line": (write_submission(Submission(10, PROOF, SPOILT)), 400),
    "no checkpoint": ("old 10\n\nbukan titik periksa\n", 400),
    "two lines": (f"old 10\n\n{LOG.sign(f'{ORIGIN}' + chr(10) + '12' + chr(10))}", 400),
    "too long": ("old 10\n" + "x" * 70_000 + "\n\n" + note(12), 400),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused_as_specified(desk: Desk, name: str) -> None:
    assert desk.add_checkpoint(submission(0, 10)).status == 200
    before = last(desk)
    body, status = REFUSED[name]

    answer = desk.add_checkpoint(body)

    assert answer.status == status
    assert last(desk) == before
    if status == 409:
        assert (answer.body, answer.media) == ("10\n", SIZE_TYPE)


def test_a_first_checkpoint_must_be_what_it_says(desk: Desk) -> None:
    with_proof = write_submission(Submission(0, (bytes(32),), note(4)))
    forged_empty = write_submission(Submission(0, (), EMPTY_FORGED))

    assert desk.add_checkpoint(with_proof).status == 422
    assert desk.add_checkpoint(forged_empty).status == 422
    assert last(desk) == TreeHead(0, EMPTY_ROOT)


def test_of_many_at_once_one_goes_on_and_the_others_hear_where_it_stands(desk: Desk) -> None:
    desk.add_checkpoint(submission(0, 10))
    bodies = [submission(10, size) for size in range(11, 31)]

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(desk.add_checkpoint, bodies))

    won = [place for place, answer in enumerate(answers) if answer.status == 200]
    size = last(desk).size
    assert won == [size - 11]
    assert {(a.status, a.body) for place, a in enumerate(answers) if place not in won} == {
        (409, f"{size}\n")
    }


def test_who_was_overtaken_while_signing_hears_it(desk: Desk, tmp_path: Path) -> None:
    """The race of the specification: another request is remembered between look and put."""
    other = Desk(WITNESS, {ORIGIN: LOG.verifier()}, Store(tmp_path / "s"), clock=lambda: AT)

    def clock() -> float:
        other.add_checkpoint(submission(0, 20))
        return AT

    slow = Desk(WITNESS, {ORIGIN: LOG.verifier()}, Store(tmp_path / "s"), clock=clock)

    assert (slow.add_checkpoint(submission(0, 8)).status, last(desk).size) == (409, 20)


def test_a_memory_is_not_written_backwards(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    small, large = (TreeHead(size, TREE.root(size)) for size in (3, 9))
    assert store.put(Sighting(ORIGIN, small, "a"), after=store.last(ORIGIN))
    assert store.put(Sighting(ORIGIN, large, "b"), after=small)

    assert not store.put(Sighting(ORIGIN, small, "c"), after=small)
    assert (store.last(ORIGIN), store.note(ORIGIN)) == (large, "b")
    assert (store.note("lain"), store.origins()) == (None, [ORIGIN])


def ask(server: WitnessServer, method: str, path: str, *parts: bytes) -> tuple[int, str, str]:
    """One request to the ASGI application: status, media type, body."""
    waiting = [
        {"type": "http.request", "body": part, "more_body": place < len(parts) - 1}
        for place, part in enumerate(parts or (b"",))
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(server({"type": "http", "method": method, "path": path}, receive, send))
    headers = dict(sent[0]["headers"])
    return sent[0]["status"], headers[b"content-type"].decode(), sent[1]["body"].decode()


def test_the_server_speaks_the_protocol(desk: Desk) -> None:
    server = WitnessServer(desk)
    body = submission(0, 10).encode()
    place = hashlib.sha256(ORIGIN.encode()).hexdigest()

    assert ask(server, "GET", f"/{place}/checkpoint")[0] == 404
    status, _, line = ask(server, "POST", "/add-checkpoint", body[:50], body[50:])
    assert (status, line[:2]) == (200, "— ")
    assert ask(server, "POST", "/add-checkpoint", body)[:2] == (409, SIZE_TYPE)
    assert ask(server, "GET", f"/{place}/checkpoint")[2] == note(10) + line
    assert ask(server, "GET", "/")[2] == f"{WITNESS.public().vkey()}\n{ORIGIN}\n"


def test_the_server_refuses_what_is_no_request_of_the_protocol(desk: Desk) -> None:
    server = WitnessServer(desk)
    asked: list[tuple[str, str, int]] = [
        ("GET", "/add-checkpoint", 405), ("POST", "/", 405), ("GET", "/lain", 404),
        ("GET", "/a/b/c", 404),
    ]  # fmt: skip

    assert [ask(server, method, path)[0] for method, path, _ in asked] == [a[2] for a in asked]
    assert ask(server, "POST", "/add-checkpoint", b"x" * 40_000, b"x" * 40_000)[0] == 413
    asyncio.run(server({"type": "lifespan"}, _never, _never))


async def _never(*_: Any) -> Any:
    raise AssertionError


def test_extra_signatures_do_not_reach_the_memory(desk: Desk) -> None:
    other = WitnessSigner("saksi.kedua.example", Ed25519PrivateKey.generate())
    noisy = note(10) + other.cosign(note(10), at=AT)

    answer = desk.add_checkpoint(write_submission(Submission(0, (), noisy)))

    assert desk._store.note(ORIGIN) == note(10) + answer.body
    assert LOG.verifier().line_in("lain\n\n— a AAAAAAAA\n") == ""
