"""Every measurement is there and ends with a line of the agreed shape; nothing is timed here."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from benchmarks import report
from tools.environment import ROOT

FAULTS = (
    "checkin_db_kill", "ledger_tamper", "reply_cut", "restart_midway", "witness_kill",
    "worker_kill", "xss",
)  # fmt: skip
WHOLE = {
    "name": "x", "per_s": 1, "p50_ms": 1, "p95_ms": 1, "p99_ms": 1, "errors": 0, "limit": 1,
    "share_of_limit": 1, "target": 1, "ok": True,
}  # fmt: skip


@pytest.mark.parametrize("module", [*report.NAMES.values()])
def test_each_measurement_has_a_main(module: str) -> None:
    assert _has_main(ROOT / f"benchmarks/{module}.py")


@pytest.mark.parametrize("module", FAULTS)
def test_each_campaign_has_a_main(module: str) -> None:
    assert _has_main(ROOT / f"tests/faults/{module}.py")


def test_the_last_line_is_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert report.finish(WHOLE) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == WHOLE
    assert report.finish(WHOLE | {"ok": False}) == 1


@pytest.mark.parametrize("missing", sorted(set(WHOLE)))
def test_a_result_that_lacks_something_is_refused(missing: str) -> None:
    less = {key: value for key, value in WHOLE.items() if key != missing}
    assert report.problems(less)
    with pytest.raises(ValueError, match=r"missing|neither"):
        report.finish(less)


def test_percentiles_are_of_the_slowest_shares() -> None:
    found = report.percentiles([number / 1000 for number in range(1, 101)])
    assert found == {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0}


def test_kept_results_are_of_the_agreed_shape() -> None:
    for path in report.RESULTS.glob("*.json"):
        kept = json.loads(path.read_text())
        assert {"name", "ok", "date", "machine", "commit"} <= set(kept), path.name


def _has_main(path: Path) -> bool:
    tree = ast.parse(path.read_text())
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
