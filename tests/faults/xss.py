"""R36: more than 500 ways of stored script in every text column; every page stays dead.

Rows of the sample get a way each, another one each round. Round after round every page that each role
can reach is fetched and read by Chromium's own parser, which runs nothing: a planted tag, attribute
or link is found wherever it stands. At the end each role opens one page of each shape for good, and calls,
alerts and breaches of the content policy are counted; a live page is spoken to through the event
stream too. The negative control is the same text written into a page without care: where Chromium
finds nothing alive in it, this campaign proves nothing and fails.

    python3 dev.py faults xss [--rounds 40] [--people 60]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks import report, servers, stage
from tests.security.vectors import vectors
from tools import browser as chromium
from tools.environment import VENV

# Leads out, ends the session, is a file, or (the sample's own page) finds people by names of units.
LEFT_OUT = (
    "/contoh/",
    "/keluar/",
    "/ruang/",
    "/bahasa/",
    ".xlsx",
    ".pdf",
    ".ics",
    ".webp",
    "/unduh/",
    "/static/",
)
EACH = 3  # addresses of one shape
_HREF = re.compile(r'href="(/[^"#]*)"')
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|/\d+/|/[A-Z2-7]{26}/")
# What a parsed page may not hold; read by Chromium's parser, which runs no script and loads nothing.
_LOOK = """
(texts) => texts.map((text) => {
  const page = new DOMParser().parseFromString(text, "text/html"), found = [];
  const note = (node) => found.push(node.outerHTML.slice(0, 160));
  page.querySelectorAll("kenari-x, [data-kenari]").forEach(note);
  for (const node of page.querySelectorAll("*")) for (const { name, value } of node.attributes) {
    const bare = value.replace(/[\\u0000-\\u0020]/g, "").toLowerCase();
    if (name.startsWith("on") && value.includes("kenari")) note(node);
    if (/^(href|src|action|formaction|data|xlink:href)$/.test(name)
        && /^(javascript|vbscript|data:text|\\/\\/jahat)/.test(bare)) note(node);
  }
  return found;
})
"""
_TRAP = """
window.breaches = [];
window.kenari = () => window.breaches.push("called");
addEventListener("securitypolicyviolation", (event) =>
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.breaches.push(name);
"""


@dataclass
class Site:
    """The running site, one session for each role, and the addresses each can reach."""

    port: int
    keys: dict[str, str]
    addresses: dict[str, list[str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it runs."""
        return f"http://127.0.0.1:{self.port}"

    def enter(self, role: str, context: BrowserContext) -> None:
        """Sign the browser in as the role."""
        context.add_cookies([{"name": "sessionid", "value": self.keys[role], "url": self.url}])

    def get(self, role: str, address: str) -> str:
        """The page as the role gets it; '' for what is no page."""
        request = urllib.request.Request(self.url + address)
        if role in self.keys:
            request.add_header("Cookie", f"sessionid={self.keys[role]}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return _page(answer)
        except urllib.error.HTTPError as refusal:
            if refusal.code >= 500:  # what could not be shown was not judged
                self.broken.add(f"{role or 'stranger'} {address}: {refusal.code}")
            return _page(refusal)

    def walk(self, role: str) -> list[str]:
        """Addresses of pages that the role can reach by links, a few of each shape."""
        seen, shapes, waiting = [], {"/": 1}, ["/"]
        while waiting:
            here = waiting.pop()
            text = self.get(role, here)
            if text:  # else a file
                seen.append(here)
            for link in _HREF.findall(text):
                address = link.replace("&amp;", "&")
                shape = shape_of(address)
                if shapes.get(shape, 0) >= EACH or any(word in address for word in LEFT_OUT):
                    continue
                shapes[shape] = shapes.get(shape, 0) + 1
                waiting.append(address)
        return seen


def shape_of(address: str) -> str:
    """What addresses of one page of the site have in common."""
    return _IDS.sub("/*/", re.sub(r"=[^&]*", "=", address))


def main() -> int:
    """The campaign, then its control; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    began = time.monotonic()
    stage.prepare(given.people)
    ways, keys = vectors(), _sessions()  # before Playwright's loop, in which Django asks nothing
    with servers.serving("web", "live") as running, sync_playwright() as playwright:
        path = chromium.ensure(str(VENV / "bin/python"))
        opened = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        seen, faults = _campaign(Site(running.port, keys), opened, ways, given.rounds)
        opened.close()
    seconds = time.monotonic() - began
    result = {
        "name": "xss", "vectors": len(ways), **seen, "seconds": round(seconds, 1),
        "errors": len(faults), "limit": None, "share_of_limit": None, "target": 0,
        "ms": round(1000 * seconds), **report.percentiles([]),
    }  # fmt: skip
    result["ok"] = not faults and len(ways) >= 500 and seen["control_alive"] >= 0.8 * len(ways)
    for line in faults[:60]:
        print(line, file=sys.stderr)
    return report.finish(result, save=given.save)


def _campaign(
    site: Site, browser: Browser, ways: list[str], rounds: int
) -> tuple[dict[str, int], list[str]]:
    """What was looked at, in numbers, and everything that was found alive or broken."""
    judge = browser.new_page()
    site.addresses = {role: site.walk(role) for role in ("", *site.keys)}
    alive: list[str] = []
    columns = 0
    for number in range(rounds):
        columns = fill(ways, number, rounds)
        for role, addresses in site.addresses.items():
            alive += _alive(site, judge, role, addresses)
    opening = {role: _one_of_each(rows) for role, rows in site.addresses.items()}
    breaches = [each for role, rows in opening.items() for each in _open(site, browser, role, rows)]
    breaches += _speak(site, browser, ways)
    reached = sum(map(len, site.addresses.values()))
    seen = {
        "columns": columns, "rounds": rounds, "addresses": reached,
        "pages_read": reached * rounds, "pages_opened": sum(map(len, opening.values())),
        "alive": len(alive), "breaches": len(breaches), "broken": len(site.broken),
        "control_alive": _control(judge, ways),
    }  # fmt: skip
    return seen, [*alive, *breaches, *sorted(site.broken)]


def fill(ways: list[str], number: int, rounds: int) -> int:
    """Give each row of each text column its way of this round; gives how many columns that are.

    As the owner, past row policies and append-only triggers: no door of ours lets this in.
    """
    from suluh.base.policies import protected_models
    from tests.security import texts

    step = max(len(ways) // rounds, 1)
    columns = 0
    with psycopg.connect(os.environ["DATABASE_URL"]) as owner:
        owner.execute("SELECT set_config('suluh.wide', 'on', true)")
        owner.execute("CREATE TEMP TABLE way ON COMMIT DROP AS SELECT * FROM unnest(%s::text[])"
                      " WITH ORDINALITY AS w(words, number)", [ways])  # fmt: skip
        tables = {model._meta.db_table for model, _protection in protected_models()}
        for table in sorted(tables):
            owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER'.encode())
        for column in texts.text_columns():
            texts.scatter(owner.execute, column, ways, start=number * step + 37 * columns)
            columns += 1
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table with a check still due is altered
        for table in sorted(tables):
            owner.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER'.encode())
    return columns


def _sessions() -> dict[str, str]:
    from suluh.identity.queries.sample import get_cast

    cast = get_cast()
    keys = stage.make_sessions([player.nip for player in cast])
    return dict(zip((player.role for player in cast), keys, strict=True))


def _alive(site: Site, judge: Page, role: str, addresses: list[str]) -> Iterator[str]:
    """Where something planted stands in a page of the role."""
    for start in range(0, len(addresses), 20):
        some = addresses[start : start + 20]
        read = judge.evaluate(_LOOK, [site.get(role, address) for address in some])
        for address, found in zip(some, read, strict=True):
            yield from (f"{role or 'stranger'} {address}: {planted}" for planted in found)


def _one_of_each(addresses: list[str]) -> list[str]:
    return list({shape_of(address): address for address in addresses}.values())


def _open(site: Site, browser: Browser, role: str, addresses: list[str]) -> Iterator[str]:
    """What ran, or was stopped only by the policy, on such pages in the role's browser."""
    with browser.new_context(base_url=site.url) as context:
        context.add_init_script(_TRAP)
        if role:
            site.enter(role, context)
        page = context.new_page()
        for address in addresses:
            page.goto(address, wait_until="load")
            for breach in page.evaluate("window.breaches"):
                yield f"{role or 'stranger'} {address}: {breach}"


def _speak(site: Site, browser: Browser, ways: list[str]) -> Iterator[str]:
    """An announcement of every kind arrives at an open live page by the event stream."""
    live = next((a for a in site.addresses["Peserta"] if a.endswith("/langsung/")), "")
    if not live:
        yield "no live page was reached"
        return
    with browser.new_context(base_url=site.url) as context:
        context.add_init_script(_TRAP)
        site.enter("Peserta", context)
        page = context.new_page()
        page.goto(live, wait_until="load")
        page.wait_for_timeout(1_500)  # the stream opens
        event = live.split("/")[2]
        for number, way in enumerate(ways):
            told = {
                "o": event,
                "t": "announcement",
                "d": {"id": str(number), "text": way, "at": way},
            }
            stage.run_sql("SELECT pg_notify('suluh_live', %s)", json.dumps(told))
        page.wait_for_selector("[data-announcements] [data-id]", timeout=10_000)
        page.wait_for_timeout(1_500)
        heard = page.locator("[data-announcements] [data-id]").count()
        if heard < len(ways) // 2:
            yield f"only {heard} announcements arrived"
        yield from (f"live: {breach}" for breach in page.evaluate("window.breaches"))
        yield from (f"live: {planted}" for planted in page.evaluate(_LOOK, [page.content()])[0])


def _control(judge: Page, ways: list[str]) -> int:
    """How many of the ways come alive in at least one careless place."""

    def careless(way: str) -> list[str]:
        return [
            f"<p>{way}</p>", f'<a href="{way}">a</a>', f"<input value='{way}'>", f'<p title="{way}">',
            f"<a href={way}>a</a>", f"<textarea>{way}</textarea>", f"<title>{way}</title>",
            f"<!--{way}-->", f"<script>{way}</script>", f"<svg><title>{way}</title></svg>",
        ]  # fmt: skip

    return sum(any(judge.evaluate(_LOOK, careless(way))) for way in ways)


def _page(answer: Any) -> str:
    """The text of a page; '' for a file, also for one to keep that is written in HTML."""
    is_page = "html" in str(answer.headers.get("Content-Type"))
    if not is_page or "attachment" in str(answer.headers.get("Content-Disposition")):
        return ""
    return str(answer.read().decode(errors="replace"))


if __name__ == "__main__":
    sys.exit(main())
