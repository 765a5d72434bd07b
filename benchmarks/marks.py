"""The table of marks over 10,000 people of an angkatan: every page, also the last, and a search."""

from __future__ import annotations

import http.client
import sys
import time
from typing import Any

from benchmarks import report, servers, stage

TARGET_MS = 80.0


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=10_000, rounds=30).parse_args()
    crowd = stage.prepare(given.people)
    uuid = fill(given.people)
    key = organiser_session()
    pages = {
        "first": f"/kelola/kelas/{uuid}/nilai/",
        "middle": f"/kelola/kelas/{uuid}/nilai/?halaman=100&sesudah={middle(uuid)}",
        "search": f"/kelola/kelas/{uuid}/nilai/?q=wati",
    }
    result = measure(pages, key, rounds=given.rounds, marker="data-marks")
    worst = max(result["p95_by_page_ms"].values())
    assert crowd.nips
    return report.finish(
        result
        | {
            "name": "marks", "people": given.people, "limit": TARGET_MS, "target": TARGET_MS,
            "share_of_limit": round(worst / TARGET_MS, 2),
            "ok": result["errors"] == 0 and worst <= TARGET_MS,
        },
        save=given.save,
    )  # fmt: skip


def measure(pages: dict[str, str], key: str, *, rounds: int, marker: str) -> dict[str, Any]:
    """Visit each page so often, one after another, and check what comes."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    errors = 0
    with servers.serving("web") as site:
        for number in range(rounds + 5):
            for name, path in pages.items():
                began = time.perf_counter()
                status, body = get(site.port, path, key)
                if number >= 5:
                    times[name].append(time.perf_counter() - began)
                errors += status != 200 or marker not in body
    every = [value for values in times.values() for value in values]
    return {
        "ms": report.percentiles(every)["p50_ms"],
        **report.percentiles(every),
        "p95_by_page_ms": {n: report.percentiles(v)["p95_ms"] for n, v in times.items()},
        "errors": errors,
    }


def get(port: int, path: str, key: str) -> tuple[int, str]:
    """One page by a browser's way."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"sessionid={key}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def fill(people: int) -> str:
    """Enrol so many people of the crowd in the running angkatan, with marks and presences."""
    for statement in _FILL:
        stage.run_sql(statement, *([people] if "%s" in statement else []))
    stage.run_sql("ANALYZE")
    return str(stage.one(_RUNNING.format("uuid")))


def middle(uuid: str) -> str:
    """A place in the midst of the list."""
    return str(
        stage.one(
            "SELECT e.uuid FROM delivery_enrolment e JOIN delivery_offering o ON o.id ="
            " e.offering_id WHERE o.uuid = %s ORDER BY e.name, e.id OFFSET 5000 LIMIT 1", uuid
        )
    )  # fmt: skip


def organiser_session() -> str:
    """A session of somebody who organises for the whole agency."""
    nip = stage.one(
        "SELECT p.nip FROM identity_person p JOIN identity_rolegrant g ON g.person_id = p.id"
        " WHERE g.role = 'organiser' ORDER BY g.id LIMIT 1"
    )
    return stage.make_sessions([str(nip)])[0]


_RUNNING = (
    "SELECT o.{} FROM delivery_offering o JOIN delivery_batch b ON b.offering_id = o.id"
    " WHERE b.closed_at IS NULL ORDER BY o.id DESC LIMIT 1"
)
RUNNING_ID = _RUNNING.format("id")
_FILL = (
    f"""INSERT INTO delivery_enrolment (uuid, tenant_id, offering_id, person_id, home_id, unit_id,
        name, unit_name, state, source, phone, email, registered_at, result, version_id, progress)
      SELECT gen_random_uuid(), o.tenant_id, o.id, p.id, o.tenant_id, NULL, p.name, 'Unit',
        'registered', 'assigned', '', '', now(), '{{}}', o.version_id, 0
      FROM delivery_offering o, identity_person p WHERE o.id = ({RUNNING_ID})
      ORDER BY p.id LIMIT %s ON CONFLICT (offering_id, person_id) DO NOTHING""",
    f"""INSERT INTO delivery_progress (tenant_id, enrolment_id, person_id, activity_id, state, score,
        seconds, days, position, opened_at, done_at, changed_at)
      SELECT e.tenant_id, e.id, e.person_id, a.id, 'done', (e.id * 37 + a.id * 11) %% 10000, 60,
        '{{}}', '{{}}', now(), now(), now()
      FROM delivery_enrolment e JOIN content_activity a ON a.version_id = e.version_id
      WHERE e.offering_id = ({RUNNING_ID}) ON CONFLICT (enrolment_id, activity_id) DO NOTHING""",
    f"""INSERT INTO delivery_presence (tenant_id, meeting_id, enrolment_id, person_id, status, method,
        said_at, by_id)
      SELECT e.tenant_id, m.id, e.id, e.person_id, 'hadir', 'list', now(), 1
      FROM delivery_enrolment e JOIN delivery_meeting m ON m.offering_id = e.offering_id
      WHERE e.offering_id = ({RUNNING_ID}) ON CONFLICT (enrolment_id, meeting_id) DO NOTHING""",
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
