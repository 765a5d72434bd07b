"""The folder of letters: each is handed over once, whatever happens to who reads it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from suluh.connectors.maildir import client
from suluh.connectors.maildir.connector import Maildir

MAIL = b"From: asih@contoh.go.id\nTo: balas+ab@x.id\nMessage-ID: <%d@x>\n\nSaya setuju.\n"


@pytest.fixture
def drop(tmp_path: Path, settings: Settings) -> Path:
    settings.MAIL_DROP = str(tmp_path)
    (tmp_path / "new").mkdir()
    return tmp_path


def put(drop: Path, number: int, data: bytes = b"") -> Path:
    letter = drop / "new" / f"{number}.host"
    letter.write_bytes(data or MAIL % number)
    os.utime(letter, (number, number))
    return letter


def test_letters_come_oldest_first_and_are_gone_afterwards(drop: Path) -> None:
    put(drop, 2)
    put(drop, 1)

    assert [each.message_id for each in Maildir().letters(limit=5)] == ["<1@x>", "<2@x>"]
    assert list(Maildir().letters(limit=5)) == []
    assert [each for each in drop.rglob("*") if each.is_file()] == []


def test_a_letter_whose_reader_died_comes_again_later_and_not_at_once(drop: Path) -> None:
    put(drop, 1)
    reading = Maildir().letters(limit=5)
    assert next(reading).message_id == "<1@x>"
    reading.close()

    assert client.waiting(drop, limit=5) == []
    later = time.time() + client.CLAIM + 1
    assert [each.name for each in client.waiting(drop, limit=5, now=later)] == ["1.host"]


def test_what_is_too_large_is_told_by_its_head_and_what_is_broken_comes_empty(
    drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "LARGEST", 1_000)
    put(drop, 1, MAIL % 1 + b"x" * 2_000)
    put(drop, 2, b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 110)

    large, broken = Maildir().letters(limit=5)

    assert (large.is_too_large, large.recipients, large.text) == (True, ("balas+ab@x.id",), "")
    assert (broken.sender, broken.recipients) == ("", ())


def test_without_a_folder_there_are_no_letters(tmp_path: Path, settings: Settings) -> None:
    settings.MAIL_DROP = str(tmp_path / "belum-ada")
    assert list(Maildir().letters(limit=5)) == []
