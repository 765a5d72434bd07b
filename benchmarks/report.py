"""What every measurement ends with: one JSON line of the same shape, and its file in results/."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.environment import ROOT

# Each measurement by the name it is asked for with, and the module that makes it.
NAMES = {
    "checkin": "checkin",
    "register": "register",
    "signin": "signin",
    "home": "home",
    "catalogue": "catalogue",
    "complete": "complete",
    "player": "player",
    "quiz": "quiz",
    "discussion": "discussion",
    "certificates": "certificates",
    "live": "live",
    "import": "people_import",
    "dashboard": "dashboard",
    "replay": "replay",
    "chain": "chain",
    "weight": "weight",
    "marks": "marks",
    "closing": "closing",
    "completion-report": "completion_report",
    "recommend": "recommend",
    "library-search": "library_search",
    "map": "map",
}
RESULTS = ROOT / "benchmarks/results"
KEYS = ("name", "errors", "limit", "share_of_limit", "target", "ok")
TIMES = ("p50_ms", "p95_ms", "p99_ms")


def arguments(summary: str | None, **defaults: int) -> argparse.ArgumentParser:
    """A parser with `--save` and one whole number for each default."""
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    for name, value in defaults.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value)
    return parser


def problems(result: dict[str, Any]) -> list[str]:
    """What a result lacks; empty where it is whole."""
    found = [f"{key} is missing" for key in (*KEYS, *TIMES) if key not in result]
    if not {"per_s", "ms"} & set(result):
        found.append("per_s or ms is missing")
    if not isinstance(result.get("ok"), bool):
        found.append("ok is neither true nor false")
    return found


def finish(result: dict[str, Any], *, save: bool = False) -> int:
    """Print the line, keep it where asked, and give the exit code: 0 where the target is met."""
    lacking = problems(result)
    if lacking:
        raise ValueError("; ".join(lacking))
    if save:
        keep(result)
    print(json.dumps(result), flush=True)
    return 0 if result["ok"] else 1


def keep(result: dict[str, Any]) -> None:
    """Write the result to results/, with date, machine and commit."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{result['name']}.json"
    path.write_text(json.dumps(result | circumstances(), indent=2) + "\n")


def circumstances() -> dict[str, Any]:
    """When, where and of which code."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} x {_processor()}, {_memory_gb()} GB, {platform.system()}",
        "load_before": round(os.getloadavg()[2], 2),
        "commit": commit.stdout.strip(),
    }


def percentiles(seconds: list[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    ordered = sorted(seconds) or [0.0]
    places = zip(TIMES, (0.50, 0.95, 0.99), strict=True)
    return {
        name: round(1000 * ordered[max(0, math.ceil(share * len(ordered)) - 1)], 1)
        for name, share in places
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory_gb() -> int:
    words = Path("/proc/meminfo").read_text().split()
    return round(int(words[1]) / 1024 / 1024)
