"""A Maildir as mailbox (port ``messaging.ports.Mailbox``)."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from suluh.base.apart import TooLong, run_apart
from suluh.connectors.maildir import client
from suluh.connectors.maildir.mapping import from_json
from suluh.standards.letters.reading import read_letter
from suluh.standards.letters.types import Incoming

PATIENCE = 20


class Maildir:
    """The folder of the settings. A letter is gone once its reader comes back for the next."""

    def letters(self, *, limit: int) -> Generator[Incoming, None, None]:
        """One after the other; what cannot be read comes as an empty one."""
        for found in client.waiting(Path(settings.MAIL_DROP), limit=limit):
            taken = client.claim(found)
            if taken is not None:
                yield _read(taken)
                client.remove(taken)


def _read(letter: Path) -> Incoming:
    head = client.head_of(letter)
    if head is not None:
        with suppress(ValueError):
            return replace(read_letter(head), text="", is_too_large=True)
        return Incoming()
    with TemporaryDirectory(prefix="suluh-letter-") as folder:
        target = Path(folder) / "letter.json"
        try:
            fault = run_apart(
                "suluh.connectors.maildir", str(letter), str(target), patience=PATIENCE
            )
        except TooLong:
            return Incoming()
        return Incoming() if fault else from_json(target.read_text(encoding="utf-8"))
