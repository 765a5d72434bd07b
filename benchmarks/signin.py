"""Sign-ins a second with a password, at Argon2's OWASP profile, each person once."""

from __future__ import annotations

import sys
from urllib.parse import urlencode

from benchmarks import limits, report, servers, stage
from benchmarks.drive import Request, Wanted, drive_once
from benchmarks.usage import usage

TARGET = 70


def main() -> int:
    """Everyone signs in by the form; then there is a session for each."""
    given = report.arguments(__doc__, people=1500, connections=32).parse_args()
    crowd = stage.prepare(given.people)
    limit = limits.hashes_a_second()
    with servers.serving("web") as site:
        stage.warm(site.port, [])
        before = usage(site)
        doors = [
            Request("/masuk/", body=urlencode({"login": nip, "password": crowd.password}))
            for nip in crowd.nips
        ]
        done = drive_once(site.port, doors, Wanted(302), connections=given.connections)
        after = usage(site)
    there = stage.one(
        "SELECT count(DISTINCT s.account_id) FROM identity_session s"
        " JOIN identity_account a ON a.id = s.account_id WHERE a.username = ANY(%s)",
        list(crowd.nips),
    )
    result = {
        "name": "signin", **done.figures(), "limit": round(limit, 1),
        "share_of_limit": round(done.per_s / limit, 3), "target": TARGET, "people": given.people,
        "with_session": there, "memory_mb": after.memory_mb,
        "cpu_ms": round(1000 * (after.cpu_s - before.cpu_s) / max(done.requests, 1), 2),
        "ok": done.per_s >= TARGET and done.errors == 0 and there == given.people,
    }  # fmt: skip
    return report.finish(result, save=given.save)


if __name__ == "__main__":
    sys.exit(main())
