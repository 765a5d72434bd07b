"""Closing an angkatan of 10,000 people: its page, what the organiser waits for, and the job after it."""

from __future__ import annotations

import http.client
import re
import sys
import time
from urllib.parse import urlencode

from benchmarks import report, servers, stage
from benchmarks.marks import RUNNING_ID, fill, organiser_session

PAGE_MS, WAIT_S, PATIENCE, ATTEMPTS = 300.0, 5.0, 300, 3
_READY = (
    f"UPDATE delivery_meeting SET roll_closed_at = now() WHERE offering_id = ({RUNNING_ID})",
    f"UPDATE delivery_enrolment SET progress = 100 WHERE offering_id = ({RUNNING_ID})",
)
_OPEN = """SELECT count(*) FROM delivery_enrolment e
    LEFT JOIN delivery_standing s ON s.enrolment_id = e.id
    WHERE s.id IS NULL AND e.offering_id = (
        SELECT offering_id FROM delivery_batch ORDER BY closed_at DESC NULLS FIRST LIMIT 1)"""
_RECORD = {
    "number": "1/UKUR", "dated": "2026-01-02", "place": "Kampus", "chair": "Hendra",
    "chair_post": "Kepala", "note": "Ukur",
}  # fmt: skip


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=10_000, rounds=30).parse_args()
    stage.prepare(given.people)
    path = f"/kelola/kelas/{fill(given.people)}/penutupan/"
    for statement in _READY:
        stage.run_sql(statement)
    with servers.serving("web", "worker") as site:
        desk = Desk(site.port, path, organiser_session())
        pages = [desk.get()[0] for _ in range(given.rounds)][2:]
        checked, pressed = desk.close()
        carried_out = _carried_out()
    counts = dict(stage.run_sql("SELECT state, count(*) FROM delivery_standing GROUP BY 1"))
    still_open = int(stage.one(_OPEN))
    middle = report.percentiles(pages)
    worst = middle["p95_ms"]
    return report.finish(
        middle
        | {
            "name": "closing", "ms": middle["p50_ms"], "people": given.people, "states": counts,
            "check_s": round(checked, 2), "press_s": round(pressed, 2),
            "job_s": round(carried_out, 1), "errors": still_open,
            "limit": PAGE_MS, "target": PAGE_MS, "share_of_limit": round(worst / PAGE_MS, 2),
            "ok": worst <= PAGE_MS and pressed <= WAIT_S and still_open == 0,
        },
        save=given.save,
    )  # fmt: skip


class Desk:
    """The organiser's browser on the page of closing."""

    def __init__(self, port: int, path: str, key: str) -> None:
        self.port, self.path, self.cookies = port, path, {"sessionid": key}
        self.token = ""

    def get(self) -> tuple[float, str]:
        """The page: seconds and text."""
        return self._ask("GET", "")

    def post(self, fields: dict[str, str]) -> tuple[float, str]:
        """A form of it."""
        return self._ask("POST", urlencode(fields | {"csrfmiddlewaretoken": self.token}))

    def close(self) -> tuple[float, float]:
        """Check and press; again where proposals changed in between. Seconds of the last ones."""
        checked = pressed = 0.0
        for _attempt in range(ATTEMPTS):
            checked, page = self.post(_RECORD)
            mark = re.search(r'name="dilihat" value="(\w+)"', page)
            given = {"ya": "1", "dilihat": mark.group(1) if mark else ""}
            pressed, page = self.post(_RECORD | given)
            if not page:
                break
        return checked, pressed

    def _ask(self, method: str, body: str) -> tuple[float, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        connection.request(method, self.path, body=body, headers=headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        spent = time.perf_counter() - began
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self.token = found.group(1) if found else self.token
        connection.close()
        return spent, page


def _carried_out() -> float:
    """Seconds from now until nothing of the closing is left to do."""
    began = time.perf_counter()
    under_way = "SELECT count(*) FROM delivery_batch WHERE closing IS NOT NULL"
    while stage.one(under_way) and time.perf_counter() - began < PATIENCE:
        time.sleep(0.5)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
