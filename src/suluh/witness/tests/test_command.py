"""A witness is founded once, learns of logs, and opens its folder when it is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config import cli
from suluh.standards.tlog import NoteSigner, WitnessKey
from suluh.witness import command, settings
from suluh.witness.server import WitnessServer
from suluh.witness.tests.test_desk import ask

VKEY = NoteSigner("suluh.example/jp", Ed25519PrivateKey.generate()).verifier().vkey()


def run(folder: Path, *words: str) -> int:
    return command.main(["--folder", str(folder), *words])


def test_a_witness_is_founded_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "s", "found", "saksi.example") == 0
    vkey = capsys.readouterr().out.strip()
    again = run(tmp_path / "s", "found", "lain.example")
    run(tmp_path / "s", "key")

    assert (again, capsys.readouterr().out.strip()) == (1, vkey)
    assert WitnessKey.from_vkey(vkey).name == "saksi.example"
    assert (tmp_path / "s" / settings.KEY).stat().st_mode & 0o777 == 0o400


def test_a_log_is_trusted_once_and_rubbish_never(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "found", "saksi.example")
    codes = [run(tmp_path, "trust", vkey) for vkey in (VKEY, VKEY, "bukan kunci")]
    (tmp_path / settings.LOGS).open("a").write("\n# dari surel 1 November 2026\n")

    assert codes == [0, 0, 1]
    assert list(settings.load(tmp_path).logs) == ["suluh.example/jp"]
    assert "malformed" in capsys.readouterr().err


def test_the_server_opens_the_folder_that_the_command_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[str] = []
    monkeypatch.setattr(os, "execv", lambda _path, words: started.extend(words))
    monkeypatch.setenv(settings.FOLDER, "")
    assert run(tmp_path, "serve") == 1
    run(tmp_path, "found", "saksi.example")
    run(tmp_path, "trust", VKEY)
    run(tmp_path, "serve", "--port", "8123")

    assert started[-3:] == ["--port", "8123", "suluh.witness.server:app"]
    assert "suluh.example/jp" in ask(WitnessServer(), "GET", "/")[2]


def test_suluh_knows_the_witness_without_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit) as ended:
        cli.main(["witness", "--folder", str(tmp_path), "found", "saksi.example"])

    assert ended.value.code == 0
    assert settings.folder() == Path("saksi")
