"""`suluh sample …`: load the province, add a crowd, print who can sign in."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TextIO

from config.sample import crowd, events, load, people
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped


def main(arguments: list[str]) -> None:
    """Parse and run one of `load`, `accounts`."""
    parser = argparse.ArgumentParser("suluh sample", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    loading = commands.add_parser("load", help="load Provinsi Contoh, once")
    loading.add_argument("--people", type=int, default=0, metavar="N", help="a crowd of N people")
    loading.add_argument(
        "--past", type=int, default=events.PAST, metavar="N", choices=range(1, events.PAST + 1),
        help="only the last N webinars: loads in half the time",
    )  # fmt: skip
    loading.add_argument(
        "--accounts", type=Path, metavar="FILE", help="write there what `accounts` prints"
    )
    commands.add_parser("accounts", help="one account per role")
    given = parser.parse_args(arguments)
    if given.command == "accounts":
        print_accounts(sys.stdout)
        return
    load_sample(crowd_size=given.people, past=given.past)
    if given.accounts:
        with given.accounts.open("w") as target:
            print_accounts(target)


def load_sample(*, crowd_size: int = 0, past: int = events.PAST) -> None:
    """Load what is missing; refresh the event that is live now."""
    moment, began = now(), time.monotonic()
    if not load.is_loaded():
        load.load(now=moment, past=past)
        sys.stdout.write(f"Provinsi Contoh dimuat dalam {time.monotonic() - began:.1f} detik.\n")
    with scoped(SYSTEM):
        events.freshen(crowd.live_and_open()[0], now=moment)
    if crowd_size:
        _add_crowd(crowd_size)


def _add_crowd(size: int) -> None:
    path = crowd.add_crowd(size, now=now())
    with scoped(SYSTEM):
        live, open_event = crowd.live_and_open()
        windows = {window.kind: str(window.uuid) for window in live.windows.all()}
    about = {
        "people": size,
        "nips": str(path),
        "password": people.PASSWORD,
        "live_event": str(live.uuid),
        "windows": windows,
        "open_event": str(open_event.uuid),
    }
    sys.stdout.write(json.dumps(about) + "\n")


def print_accounts(target: TextIO) -> None:
    """A table of roles, names and NIP; one password for all."""
    with scoped(SYSTEM):
        target.writelines(
            f"  {label:<20} {person.nip}  {person.full_name}\n" for label, person in load.cast()
        )
    target.write(f"  Kata sandi semuanya: {people.PASSWORD}\n")
