"""What a process loads before its first request: nothing large that few requests need."""

from __future__ import annotations

import subprocess
import sys

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
