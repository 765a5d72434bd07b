"""The completion report of a course over 10,000 people and over ten times as many: equally quick."""

from __future__ import annotations

import sys

from benchmarks import report, stage
from benchmarks.marks import fill, measure, organiser_session

TARGET_MS, FLAT = 30.0, 1.5


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=100_000, small=10_000, rounds=60).parse_args()
    stage.prepare(given.people)
    key = organiser_session()
    found = {}
    for name, people in (("small", given.small), ("large", given.people)):
        uuid = fill(people)
        stage.run_sql("DELETE FROM delivery_tally")
        found[name] = measure(
            {"report": f"/kelola/kelas/{uuid}/laporan/"}, key, rounds=given.rounds,
            marker="peserta × 100",
        )  # fmt: skip
    growth = round(found["large"]["p50_ms"] / found["small"]["p50_ms"], 2)
    worst = max(each["p95_ms"] for each in found.values())
    errors = sum(each["errors"] for each in found.values())
    return report.finish(
        found["large"]
        | {
            "name": "completion-report", "people": given.people, "small_p50_ms": found["small"]["p50_ms"],
            "growth": growth, "errors": errors, "limit": TARGET_MS, "target": TARGET_MS,
            "share_of_limit": round(worst / TARGET_MS, 2),
            "ok": errors == 0 and worst <= TARGET_MS and growth <= FLAT,
        },
        save=given.save,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
