"""Chromium for the journeys: the one that is here, else fetched as this machine allows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.trouble import Trouble

# The shell has no window and needs two thirds of the time for a page.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip


def find() -> str | None:
    """Path of a Chromium, or None."""
    chosen = os.environ.get("SULUH_CHROMIUM")
    if chosen:
        return chosen
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or _playwright_own()


def ensure(python: str) -> str:
    """Path of a Chromium, installing one when there is none."""
    found = find()
    if found:
        return found
    print("Fetching Chromium for the browser journeys ...", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _apt()
    if not find():
        subprocess.call([python, "-m", "playwright", "install", "chromium"])
    found = find()
    if found:
        return found
    raise Trouble(
        "The browser journeys need Chromium, and none could be fetched: run "
        "`sudo apt-get install chromium`, or set SULUH_CHROMIUM to the path of one."
    )


def flags() -> list[str]:
    """Switches for a quiet machine; Chromium's own sandbox does not work as root."""
    quiet = ["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


def _apt() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "--no-install-recommends"]
    for step in (["update"], [*install, "chromium-headless-shell"], [*install, "chromium"]):
        done = subprocess.call(["apt-get", "-qq", *step], env=quiet, stdout=sys.stderr)
        if step[0] == "install" and done == 0:
            return


def _playwright_own() -> str | None:
    place = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    shells = "chromium_headless_shell-*/chrome-*/*headless[-_]shell"
    found = [
        path
        for each in ("chromium-*/chrome-linux*/chrome", shells)
        for path in sorted(Path(place).glob(each))
    ]
    return str(found[-1]) if found else None
