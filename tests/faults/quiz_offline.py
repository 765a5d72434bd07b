"""R27: people in Chromium lose their network in the midst of a test and go on answering.

For three minutes nobody has a network: their browsers say so and the wire is cut as well. What must
arrive is what stood in the form last. The clock of every third device is an hour behind, of another
an hour ahead; a third stay on the page, a third leave it meanwhile, a third reload it when the
network is back. The negative control is one whose device keeps nothing and who leaves the page: what
was given without network must be lost there.

    python3 dev.py faults quiz-offline [--people 6] [--offline 180]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks import report, servers, stage
from benchmarks.classroom import Classroom, enter, open_course
from benchmarks.quiz import TEST
from benchmarks.stage import run_sql
from tests.faults.relay import Wire
from tools import browser as chromium
from tools.environment import VENV

HOUR = 3_600_000
PATIENCE_S = 90
_CLOCK = "(() => { const real = Date.now.bind(Date); Date.now = () => real() + (%d); })()"
_NO_STORE = "Storage.prototype.setItem = () => { throw new Error('full'); };"
# Another answer to one question, as hand and keyboard would leave it; gives what then stands there.
_ANSWER = """
([place, turn]) => {
  const form = document.querySelector("[data-quiz]");
  const fields = [...form.querySelectorAll(`[name="q${place}"]`)];
  const boxes = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
  if (boxes.length) boxes[turn % boxes.length].click();
  else for (const [index, field] of fields.entries()) {
    if (field.options) field.selectedIndex = 1 + (turn + index) % (field.options.length - 1);
    else field.value = `jawaban ${turn}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return new FormData(form).getAll(`q${place}`).map(String);
}
"""
_PLACES = (
    '() => [...document.querySelectorAll(".quiz-ask")].map((ask) => Number(ask.dataset.place))'
)
_WAITING = """
() => Object.entries(localStorage).filter(([key]) => key.startsWith("suluh:tes:"))
  .reduce((sum, [, value]) => sum + Object.keys(JSON.parse(value)).length, 0)
"""
_ROWS = """
SELECT r.place, r.answer FROM quiz_response r JOIN quiz_attempt a ON a.id = r.attempt_id
WHERE a.uuid = %s::uuid
"""


@dataclass
class Person:
    """One learner with a device; `given` is what stood in the form last, by place."""

    context: BrowserContext
    page: Page
    attempt: str
    places: list[int]
    given: dict[int, list[str]] = field(default_factory=dict)
    before: dict[int, list[str]] = field(default_factory=dict)
    most_waiting: int = 0

    def answer(self, dice: random.Random) -> None:
        """One question, anew."""
        place = dice.choice(self.places)
        self.given[place] = self.page.evaluate(_ANSWER, [place, dice.randrange(20)])

    def wait(self) -> float:
        """Seconds until nothing waits on the device any more."""
        began = time.monotonic()
        while self.page.evaluate(_WAITING) and time.monotonic() - began < PATIENCE_S:
            self.page.wait_for_timeout(100)
        return time.monotonic() - began

    def lost(self) -> int:
        """Answers that are not what the form showed last."""
        rows = dict(run_sql(_ROWS, self.attempt))
        return sum(rows.get(place) != given for place, given in self.given.items())


def main() -> int:
    """A site with a test, people before it; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--offline", type=int, default=180, help="seconds without network")
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    began = time.monotonic()
    crowd = stage.prepare(given.people + 1)
    room = open_course(minutes=90, test=TEST)
    keys = stage.make_sessions(crowd.nips)
    enter(room, crowd.nips)
    with servers.serving("web") as site:
        wire = Wire(site.port)
        seen = run(wire, room, keys, offline=given.offline)
        wire.stop()
    result = {"name": "quiz-offline", **seen, "seconds": round(time.monotonic() - began, 1)}
    result["ok"] = seen["lost"] == 0 < seen["control_lost"] and seen["answered_offline"] > 0
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def run(wire: Wire, room: Classroom, keys: list[str], *, offline: int) -> dict[str, Any]:
    """All but the last of the keys lose the network; the last is the negative control."""
    dice, url = random.Random(), f"http://127.0.0.1:{wire.port}"
    with sync_playwright() as playwright:
        path = chromium.ensure(str(VENV / "bin/python"))
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        people = [
            _enter(browser, (url, room.path()), key, script=_CLOCK % (HOUR * (number % 3 - 1)))
            for number, key in enumerate(keys[:-1])
        ]
        control = _enter(browser, (url, room.path()), keys[-1], script=_NO_STORE)
        wire.cut()
        seconds, answered = _without_network([*people, control], dice, offline)
        everybody = [*enumerate(people), (1, control)]
        for number, person in everybody:
            _leave(person, number)
        wire.mend()
        waited = [_return(person, url + room.path(), number) for number, person in everybody]
        browser.close()
    return {
        "people": len(people), "offline_s": round(seconds), "answered_offline": answered,
        "answers": sum(len(person.given) for person in people),
        "most_waiting": max(person.most_waiting for person in people),
        "longest_catch_up_s": round(max(waited), 1),
        "lost": sum(person.lost() for person in people), "control_lost": control.lost(),
    }  # fmt: skip


def _enter(browser: Browser, at: tuple[str, str], key: str, *, script: str) -> Person:
    """Begin the test, and answer three questions with the network."""
    url, path = at
    context = browser.new_context()
    context.set_default_timeout(1000 * PATIENCE_S)
    context.add_init_script(script)
    context.add_cookies([{"name": "sessionid", "value": key, "url": url}])
    page = context.new_page()
    page.goto(url + path)
    page.locator("button[value=mulai]").click()
    form = page.locator("[data-quiz][data-watched]")
    made = Person(context, page, str(form.get_attribute("data-quiz")), page.evaluate(_PLACES))
    for _turn in range(3):
        made.answer(random.Random())
    made.wait()
    return made


def _without_network(people: list[Person], dice: random.Random, seconds: int) -> tuple[float, int]:
    """Everybody answers on; gives how long it was and how many answers were given."""
    for person in people:
        person.context.set_offline(True)
    began, answered = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        for person in people:
            person.answer(dice)
            person.most_waiting = max(person.most_waiting, person.page.evaluate(_WAITING))
            answered += 1
        people[0].page.wait_for_timeout(1_000)
    return time.monotonic() - began, answered


def _leave(person: Person, number: int) -> None:
    """A third close the page while there is no network yet."""
    if number % 3 == 1:
        person.page.close()
        person.page = person.context.new_page()


def _return(person: Person, url: str, number: int) -> float:
    """The network is back: a third went on, a third had closed the page, a third reload it at once."""
    person.context.set_offline(False)
    if number % 3:
        person.page.goto(url)
    return person.wait()


if __name__ == "__main__":
    sys.exit(main())
