"""Every check that is no test, run side by side; the output of those that fail is shown."""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.environment import ROOT
from tools.trouble import Trouble

NOWHERE = "postgresql://nobody@%2Fnonexistent:5432/nothing"
PRODUCTION = {
    "DATABASE_URL": NOWHERE,
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SULUH_URL": "https://suluh.example",
    "SULUH_LIVE_URL": "https://live.suluh.example",
    "SECRET_KEY": "check-only-" + "q7Lr2ZpXw9" * 6,
}


@dataclass(frozen=True)
class Result:
    """How one check ended."""

    name: str
    failed: bool
    seconds: float
    output: str


def commands(venv: Path) -> dict[str, list[str]]:
    """Name and command of every check, slowest first."""
    python, ruff = str(venv / "bin/python"), str(venv / "bin/ruff")
    manage = [python, "-W", "ignore", "manage.py"]
    return {
        "types": [str(venv / "bin/mypy")],
        "imports": [str(venv / "bin/lint-imports"), "--no-cache"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "text": [python, "-m", "tools.check_text"],
        "writes": [python, "-m", "tools.check_writes"],
        "sizes": [python, "-m", "tools.check_sizes"],
        "lint": [ruff, "check", "--quiet", "--output-format=concise", "."],
        "format": [ruff, "format", "--check", "--output-format=concise", "."],
    }


def run(only: list[str], venv: Path) -> int:
    """Run all checks (or those named); gives 1 when one fails."""
    chosen = commands(venv)
    unknown = sorted(set(only) - set(chosen))
    if unknown:
        raise Trouble(f"No check is called {', '.join(unknown)}; there are: {', '.join(chosen)}.")
    chosen = {name: argv for name, argv in chosen.items() if not only or name in only}
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda item: _run_one(*item), chosen.items()))
    for result in results:
        if result.failed:
            print(f"--- {result.name} ---\n{result.output.rstrip()}\n")
    failed = [result.name for result in results if result.failed]
    passed = [f"{result.name} ({result.seconds:.1f} s)" for result in results if not result.failed]
    print(f"passed: {', '.join(passed) or 'none'}")
    print(f"failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _run_one(name: str, argv: list[str]) -> Result:
    began = time.monotonic()
    done = subprocess.run(
        argv,
        cwd=ROOT,
        env=os.environ | PRODUCTION,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(name, done.returncode != 0, time.monotonic() - began, done.stdout)
