"""`suluh witness`: found a witness, name the logs it watches, serve it. Needs no database."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from suluh.standards.tlog import NoteError
from suluh.witness.settings import FOLDER, folder, found, load, trust


def main(arguments: list[str]) -> int:
    """Run one step; gives the exit code."""
    parser = argparse.ArgumentParser(prog="suluh witness", description=__doc__)
    parser.add_argument("--folder", type=Path, default=folder(), help="keys and memory of it")
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("found", help="make its key").add_argument("name", help="saksi.bkn.go.id")
    steps.add_parser("trust", help="watch a log").add_argument("vkey", help="the log's public key")
    steps.add_parser("key", help="show its public key")
    serve = steps.add_parser("serve", help="answer requests until stopped")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8090)
    given = parser.parse_args(arguments)
    try:
        return _STEPS[given.step](given)
    except (NoteError, OSError) as error:
        sys.stderr.write(f"suluh witness: {error}\n")
        return 1


def _found(given: argparse.Namespace) -> int:
    signer = found(given.folder, given.name)
    sys.stdout.write(f"{signer.public().vkey()}\n")
    return 0


def _trust(given: argparse.Namespace) -> int:
    sys.stdout.write(f"{trust(given.folder, given.vkey)}\n")
    return 0


def _key(given: argparse.Namespace) -> int:
    sys.stdout.write(f"{load(given.folder).signer.public().vkey()}\n")
    return 0


def _serve(given: argparse.Namespace) -> int:
    load(given.folder)  # a folder that is none is told here, not with the first request
    os.environ[FOLDER] = str(given.folder)
    granian = Path(sys.executable).with_name("granian")
    os.execv(  # noqa: S606  fixed words
        granian,
        [
            "granian", "--interface", "asginl", "--workers", "1", "--no-ws", "--log-level",
            "warning", "--host", given.host, "--port", str(given.port), "suluh.witness.server:app",
        ],
    )  # fmt: skip


_STEPS = {"found": _found, "trust": _trust, "key": _key, "serve": _serve}
