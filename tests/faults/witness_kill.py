"""A witness is killed 200 times while a log hands in checkpoints and forks (R8).

Whatever it has signed it remembers: after each kill its memory is at or beyond the largest
checkpoint it answered for, on the same tree, and no fork was ever signed. The negative control
answers before it writes: a campaign that does not catch it rolled back proves nothing and fails.

    python3 dev.py faults witness-kill [--kills 200] [--seed N]
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import report
from suluh.standards.tlog import (
    Checkpoint,
    NoteSigner,
    Tree,
    TreeHead,
    leaf_hash,
    open_checkpoint,
)
from suluh.standards.tlog.witness import Submission, write_submission
from suluh.witness.settings import FOLDER, found, load, trust
from suluh.witness.store import Sighting, Store
from tools import processes
from tools.environment import ROOT, VENV

ORIGIN = "ukur.example/jp"
LOG = NoteSigner(ORIGIN, Ed25519PrivateKey.generate())
SIZE = 200_000
PLACE = f"/{hashlib.sha256(ORIGIN.encode()).hexdigest()}/checkpoint"


@dataclass
class Account:
    """What was promised, and what was found after each kill."""

    kills: int = 0
    submitted: int = 0
    signed: int = 0
    largest_signed: int = 0
    rolled_back: int = 0
    other_tree: int = 0
    forks_tried: int = 0
    forks_signed: int = 0
    statuses: dict[str, int] = field(default_factory=dict)


def main() -> int:
    """The campaign, then its control; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--control-kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    dice = random.Random(given.seed)
    trees = [
        Tree(leaf_hash(b"%d %d" % (kind * (number > 20), number)) for number in range(SIZE))
        for kind in (0, 1)
    ]
    began = time.monotonic()
    trial = campaign("suluh.witness.server:app", trees, dice, kills=given.kills)
    seconds = round(time.monotonic() - began, 1)
    control = campaign("tests.faults.witness_kill:naive", trees, dice, kills=given.control_kills)
    is_right = trial.rolled_back == trial.other_tree == trial.forks_signed == 0
    result: dict[str, Any] = {
        "name": "witness-kill", "seed": given.seed, "seconds": seconds, **asdict(trial),
        "control": {"kills": control.kills, "rolled_back": control.rolled_back},
        "ok": is_right and trial.kills >= given.kills and trial.signed > 0
        and trial.forks_tried > 0 and control.rolled_back > 0,
    }  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def campaign(app: str, trees: list[Tree], dice: random.Random, *, kills: int) -> Account:
    """Serve, hand in, kill, look; again and again on the same folder."""
    folder = Path(tempfile.mkdtemp(prefix="suluh-saksi-"))
    found(folder, "saksi.ukur.example")
    trust(folder, LOG.verifier().vkey())
    account, port = Account(), processes.any_free_port()
    try:
        while account.kills < kills:
            witness = _serve(app, folder, port)
            try:
                _look(account, trees[0], port)
                _under_fire(account, trees, dice, witness=witness, port=port)
            finally:
                processes.signal_group(witness, signal.SIGKILL)
                witness.wait()
            account.kills += 1
        last = _serve(app, folder, port)
        _look(account, trees[0], port)
        processes.stop_all([last])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return account


def _serve(app: str, folder: Path, port: int) -> subprocess.Popen[bytes]:
    argv = [
        str(VENV / "bin/granian"), "--interface", "asginl", "--workers", "1", "--no-ws",
        "--log-level", "error", "--host", "127.0.0.1", "--port", str(port), app,
    ]  # fmt: skip
    started = processes.start(argv, env=os.environ | {FOLDER: str(folder)}, cwd=ROOT)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            _ask(port, "GET", "/")
        except OSError:
            time.sleep(0.02)
        else:
            return started
    raise RuntimeError("the witness did not start")


def _ask(port: int, method: str, path: str, body: str | None = None) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request(method, path, body=body.encode() if body else None)
        reply = line.getresponse()
        return reply.status, reply.read().decode()
    except http.client.HTTPException as error:  # killed in the middle of its answer
        raise ConnectionError from error
    finally:
        line.close()


def _look(account: Account, tree: Tree, port: int) -> None:
    """Its memory after the kill, against all that it ever answered for."""
    status, note = _ask(port, "GET", PLACE)
    if status == 404:
        account.rolled_back += account.largest_signed > 0
        return
    head = open_checkpoint(note, LOG.verifier()).head
    account.rolled_back += head.size < account.largest_signed
    account.other_tree += head.root != tree.root(head.size)


def _under_fire(
    account: Account, trees: list[Tree], dice: random.Random,
    *, witness: subprocess.Popen[bytes], port: int,
) -> None:  # fmt: skip
    """Hand in growth and forks without pause until the kill cuts everything off."""
    handing_in = threading.Thread(target=_hand_in, args=(account, trees), kwargs={"port": port})
    handing_in.start()
    time.sleep(dice.uniform(0.02, 0.3))
    processes.signal_group(witness, signal.SIGKILL)
    handing_in.join()


def _hand_in(account: Account, trees: list[Tree], *, port: int) -> None:
    honest, forged = trees
    try:
        size = _ask_size(port)
        while True:
            larger = min(SIZE, size + 1 + account.submitted % 7)
            account.submitted += 1
            status, _ = _ask(port, "POST", "/add-checkpoint", _submission(honest, size, larger))
            account.statuses[str(status)] = account.statuses.get(str(status), 0) + 1
            if status == 200:
                size = larger
                account.signed += 1
                account.largest_signed = max(account.largest_signed, size)
            if account.submitted % 5 == 0 and size > 21:
                account.forks_tried += 1
                forged_body = _submission(forged, size, size + 3)
                account.forks_signed += _ask(port, "POST", "/add-checkpoint", forged_body)[0] == 200
    except OSError:
        return


def _ask_size(port: int) -> int:
    status, note = _ask(port, "GET", PLACE)
    return open_checkpoint(note, LOG.verifier()).head.size if status == 200 else 0


def _submission(tree: Tree, old: int, size: int) -> str:
    proof = tree.consistency(old, size) if old else ()
    note = LOG.sign(Checkpoint(ORIGIN, TreeHead(size, tree.root(size))).body())
    return write_submission(Submission(old, proof, note))


class _Forgetful(Store):
    """The control: answers from memory, and writes a moment after it has answered."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._now: dict[str, Sighting] = {}

    def last(self, origin: str) -> TreeHead:
        kept = self._now.get(origin)
        return kept.head if kept else super().last(origin)

    def put(self, sighting: Sighting, *, after: TreeHead) -> bool:
        self._now[sighting.origin] = sighting
        later = threading.Timer(0.03, self._write, [sighting])
        later.daemon = True
        later.start()
        return True

    def _write(self, sighting: Sighting) -> None:
        super().put(sighting, after=super().last(sighting.origin))


class _Naive:
    """An ASGI application around the forgetful store."""

    def __init__(self) -> None:
        self._server: Any = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if self._server is None:
            from suluh.witness.desk import Desk
            from suluh.witness.server import WitnessServer
            from suluh.witness.settings import folder

            settings = load(folder())
            desk = Desk(settings.signer, settings.logs, _Forgetful(settings.state))
            self._server = WitnessServer(desk)
        await self._server(scope, receive, send)


naive = _Naive()


if __name__ == "__main__":
    sys.exit(main())
