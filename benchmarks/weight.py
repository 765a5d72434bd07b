"""What a browser fetches: bytes and requests of first and next visit, and the same on a poor line."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks import report, servers, stage
from benchmarks.classroom import Classroom, enter, open_course
from benchmarks.meter import Meter, metered
from tools import browser as chromium
from tools.environment import VENV

KB = 1024
FIRST, NEXT, SIGN_IN = 60 * KB, 15 * KB, 40 * KB
PAINT_MS, LAST_BYTE_MS = 1500, 3000
# 400 kbit/s each way, 400 ms there and back, a processor four times slower; EDGE of the second
# generation with 240 kbit/s and 600 ms.
POOR = {
    "offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000,
}  # fmt: skip
EDGE = POOR | {"latency": 600, "downloadThroughput": 30_000, "uploadThroughput": 30_000}
SLOWER = 4


@dataclass
class Visit:
    """What one visit of a page cost."""

    bytes: int = 0
    requests: int = 0
    paint_ms: float = 0
    last_byte_ms: float = 0

    def figures(self) -> dict[str, float]:
        """For the JSON line."""
        return {
            "kb": round(self.bytes / KB, 1), "requests": self.requests,
            "first_paint_ms": round(self.paint_ms), "last_byte_ms": round(self.last_byte_ms),
        }  # fmt: skip


def main() -> int:
    """Visit sign-in, home, an event and lessons, on a good line, a poor one and EDGE."""
    given = report.arguments(__doc__, people=3).parse_args()
    crowd = stage.prepare(given.people)
    lessons = {"lesson": _lesson(crowd.nips), "video": _video(crowd.nips)}
    path = chromium.ensure(str(VENV / "bin/python"))
    with servers.serving("web", "live") as site, sync_playwright() as playwright:
        keys = stage.sign_in(site.port, crowd.nips[:1], crowd.password)
        stage.warm(site.port, keys)
        opened = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        pages = {
            "signin": ("/masuk/", ""),
            "home": ("/", keys[0]),
            "event": (f"/acara/{crowd.open_event}/", keys[0]),
            **{name: (where, keys[0]) for name, where in lessons.items()},
        }
        with metered(site.port) as meter:
            found = {
                name: _measure(opened, meter, where=where, key=key)
                for name, (where, key) in pages.items()
            }
        opened.close()
    return report.finish(_judge(found), save=given.save)


def _lesson(nips: Sequence[str]) -> str:
    room = open_course(minutes=450, activities=10, words=1_000)
    enter(room, nips)
    return room.path()


def _video(nips: Sequence[str]) -> str:
    """A lesson of the sample with a video."""
    found = stage.run_sql(
        "SELECT o.uuid, a.key, a.id FROM content_activity a"
        " JOIN delivery_offering o ON o.version_id = a.version_id"
        " WHERE a.kind = 'video' AND o.kind = 'course' AND o.state = 'published'"
        " ORDER BY o.id, a.id LIMIT 1"
    )
    room = Classroom(str(found[0][0]), str(found[0][1]), int(found[0][2]))
    enter(room, nips)
    return room.path()


def _measure(opened: Browser, meter: Meter, *, where: str, key: str) -> dict[str, Visit]:
    """First and next visit on a good line; the first one again on the poor lines."""
    url = f"http://127.0.0.1:{meter.port}{where}"
    with _context(opened, url, key) as good:
        page = good.new_page()
        visits = {"first": _visit(page, url, meter)}
        page.goto("about:blank")
        visits["next"] = _visit(page, url, meter)
    for name, line in (("poor_line", POOR), ("edge", EDGE)):
        with _context(opened, url, key) as poor:
            visits[name] = _visit(poor.new_page(), url, meter, line=line)
    return visits


def _context(opened: Browser, url: str, key: str) -> BrowserContext:
    context = opened.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    if key:
        context.add_cookies([{"name": "sessionid", "value": key, "url": url}])
    return context


def _visit(page: Page, url: str, meter: Meter, *, line: dict[str, int] | None = None) -> Visit:
    if line:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", line)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    meter.reset()
    ends: list[float] = []
    page.on("requestfinished", lambda _request: ends.append(time.perf_counter()))
    began = time.perf_counter()
    page.goto(url, wait_until="load", timeout=120_000)
    _wait_for_quiet(page, meter)
    paint = page.evaluate(
        "performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint')"
        "?.startTime ?? -1"
    )
    last = (max(ends, default=began) - began) * 1000
    return Visit(meter.received, meter.requests, float(paint), last)


def _wait_for_quiet(page: Page, meter: Meter) -> None:
    """Until nothing has come for two seconds: what the service worker fetches is counted too."""
    while True:
        before = meter.received
        page.wait_for_timeout(2000)
        if meter.received == before:
            return


def _judge(found: dict[str, dict[str, Visit]]) -> dict[str, Any]:
    home, entry = found["home"], found["signin"]
    paints = [visits["poor_line"].paint_ms for visits in found.values()]
    met = {
        "home_first": home["first"].bytes <= FIRST,
        "home_next": home["next"].bytes <= NEXT,
        "signin_first": entry["first"].bytes <= SIGN_IN,
        "first_paint": 0 <= home["poor_line"].paint_ms <= PAINT_MS,
        "last_byte": home["poor_line"].last_byte_ms <= LAST_BYTE_MS,
    }
    return {
        "name": "weight", "ms": round(home["poor_line"].paint_ms),
        **report.percentiles([paint / 1000 for paint in paints]), "errors": 0,
        "limit": FIRST // KB, "share_of_limit": round(home["first"].bytes / FIRST, 3),
        "target": {
            "home_first_kb": FIRST // KB, "home_next_kb": NEXT // KB, "signin_kb": SIGN_IN // KB,
            "first_paint_ms": PAINT_MS, "last_byte_ms": LAST_BYTE_MS,
        },
        "pages": {
            name: {when: visit.figures() for when, visit in visits.items()}
            for name, visits in found.items()
        },
        "met": met, "ok": all(met.values()),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
