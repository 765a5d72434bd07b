"""Letters that come in are handed to who takes them, where the site lets any in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from suluh.messaging.jobs import take_letters
from suluh.standards.letters.types import Incoming

TAKEN: list[str] = []


def take(letter: Incoming, *, now: datetime) -> None:
    """The taker of this test."""
    if letter.message_id == "<rusak@x>":
        raise RuntimeError
    TAKEN.append(letter.message_id)


def test_a_letter_is_handed_on_once_and_one_that_fails_holds_up_no_other(
    settings: Settings, tmp_path: Path
) -> None:
    settings.MAIL_DROP, settings.MAIL_TAKER = str(tmp_path), f"{__name__}.take"
    TAKEN.clear()
    (tmp_path / "new").mkdir()
    for name in ("rusak", "baik"):
        letter = f"From: a@x.id\nMessage-ID: <{name}@x>\n\nHalo.\n"
        (tmp_path / "new" / name).write_text(letter)

    with pytest.raises(RuntimeError):
        take_letters(0)
    take_letters(0)

    assert TAKEN == ["<baik@x>"]


def test_where_no_letters_come_nothing_is_looked_for(settings: Settings) -> None:
    settings.MAIL_DROP, settings.MAILBOX = "", "tidak.ada"
    take_letters(0)
