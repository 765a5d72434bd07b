"""Starting: nothing large is loaded that few requests need, and nothing is done twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dev

LATER = {"PIL", "aiohttp", "icalendar", "pyhanko", "typst", "xlsxwriter"}
START = """
import sys
import config.wsgi
from django.urls import get_resolver

get_resolver().url_patterns
print(*sys.modules)
"""


def test_large_libraries_are_loaded_when_they_are_needed() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "suluh.credentials.views.mine" in loaded
    assert LATER & loaded == set()


def test_a_database_is_migrated_again_only_by_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(dev, "MIGRATED", tmp_path / "suluh-schema")
    assert not dev._is_migrated()
    dev.MIGRATED.write_text(dev._schema())
    assert dev._is_migrated()
    monkeypatch.setenv("SECRET_KEY", "another")
    assert not dev._is_migrated()


def test_nothing_is_known_of_a_database_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "MIGRATED", tmp_path / "suluh-schema")
    dev.MIGRATED.write_text(dev._schema())
    monkeypatch.setenv("DATABASE_URL", "postgresql://server/suluh")
    assert not dev._is_migrated()
