"""R28: keys, feedback and grades reach no browser before their release, on whatever way it asks.

A learner takes tests whose keys, feedback, rubrics and grade are canaries: strings that stand nowhere
else. Before beginning, while the test runs, after handing in and after the last attempt the learner
follows every link there is, and asks every address of the product with each identifier that belongs
to the test. All that is answered is searched, headers, files and notices included. The negative
control are the tests whose rule releases everything: there the same search must find each canary.

    python3 dev.py faults keys-early
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import nation, report

if TYPE_CHECKING:
    from suluh.activities.quiz.models import Attempt
    from suluh.activities.quiz.tests.test_nothing_early import Wire
    from suluh.activities.quiz.types import Review

_HREF = re.compile(r'(?:href|src|action)="(/[^"#]*)"')
_ENDS = ("/keluar/", "/static/", "/bahasa/", "/gaya/")  # the last shows sample numbers
EACH = 3  # addresses of one shape
_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|/\d+/")
POINTS = 7  # of the one question that is answered rightly: a grade no other number looks like


@dataclass
class Search:
    """What was answered, and what stood in it too early."""

    responses: int = 0
    octets: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    early: list[str] = field(default_factory=list)
    keys_found: int = 0
    grades_found: int = 0

    def look(self, where: str, text: str, *, keys: bool, grade: str) -> None:
        """`keys`: released by now; `grade`: how it reads where it is not released, else ''."""
        from suluh.activities.quiz.tests.test_nothing_early import NUMBERS, WORD

        self.responses += 1
        self.octets += len(text.encode())
        has_key = WORD in text or any(number in text for number in NUMBERS)
        self.keys_found += has_key and keys
        if has_key and not keys:
            self.early.append(f"{where}: a key")
        if grade and re.search(rf"(?<![\w.,-]){grade}(?![\w-])", text):
            self.early.append(f"{where}: the grade")


def main() -> int:
    """Take the tests, ask for everything; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=5, help="how many rules of review")
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    nation.migrate()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SULUH_POOL": "0"}
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    from suluh.activities.quiz.types import Review

    setup_test_environment()
    began, search = time.monotonic(), Search()
    rules = [Review.NOTHING, Review.ALL_AT_END, Review.ALL, Review.MARKS, Review.SCORE]
    for review in rules[: given.rules]:
        _take(review, search)
    for line in search.early[:40]:
        print(line, file=sys.stderr)
    result = {
        "name": "keys-early", "responses": search.responses, "mb": round(search.octets / 1e6, 1),
        "pages": search.statuses[200], "rules": given.rules, "states": 4,
        "early": len(search.early), "server_errors": sum(
            number for status, number in search.statuses.items() if status >= 500
        ), "control_keys": search.keys_found, "control_grades": search.grades_found,
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip
    result["ok"] = (
        not search.early and not result["server_errors"] and search.responses > 1_000
        and search.keys_found > 0 and search.grades_found > 0
    )  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def _take(review: Review, search: Search) -> None:
    """A test under that rule, in all four states."""
    from suluh.activities.quiz.tests import make
    from suluh.activities.quiz.types import Review, Sort

    line = _wire(review)
    url = line.desk.lesson.url
    _ask_everything(line, f"{review} before", search, keys=False, grade="")
    for turn in (1, 2):
        line.post(url, aksi="mulai")
        attempt = make.attempts(line.desk)[-1]
        right = next(n for n, (v, _o) in enumerate(attempt.drawn) if _sort(v) is Sort.SHORT
                     and _text(v).startswith("Apa ibu kota"))  # fmt: skip
        line.post(f"/tes/{attempt.uuid}/", jawaban=json.dumps({right: {"a": ["Bandung"], "u": 0}}))
        if turn == 1:
            _ask_everything(line, f"{review} running", search, keys=False, grade="")
        line.post(url, aksi="yakin", percobaan=str(attempt.uuid))
        keys = review is Review.ALL or (review is Review.ALL_AT_END and turn == 2)
        grade = _grade(line) if review is Review.NOTHING else ""
        _ask_everything(line, f"{review} handed in {turn}", search, keys=keys, grade=grade)
        shown = line.get(f"/tes/{attempt.uuid}/hasil/")
        search.grades_found += review is not Review.NOTHING and bool(re.search(_grade(line), shown))


def _wire(review: Review) -> Wire:
    """All sorts a rule can mark, and one question with points of its own that is answered rightly."""
    from dataclasses import replace

    from suluh.activities.quiz.tests import make, test_nothing_early
    from suluh.activities.quiz.types import Draw, Plan, Sort

    sorts = [sort for sort in test_nothing_early.LINES if sort is not Sort.ESSAY]
    items = [test_nothing_early.item(sort) for sort in sorts]
    items.append(replace(make.CAPITAL, points=POINTS))
    plan = Plan(draws=(Draw(len(items)),), minutes=30, attempts=2, review=review)
    desk = make.desk(*items, plan=plan)
    _open_now(desk.offering.pk)
    return test_nothing_early.Wire(desk)


def _open_now(offering: int) -> None:
    from datetime import timedelta

    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.delivery.models import Offering

    with scoped(SYSTEM):
        Offering.objects.filter(pk=offering).update(starts_at=now() - timedelta(days=1))


def _grade(line: Wire) -> str:
    """The grade as a pattern, in any way a page might write it."""
    from suluh.activities.quiz.tests import make

    score = make.attempts(line.desk)[0].score or 0
    whole, rest = divmod(score, 100)
    return rf"(?:{score}|{whole}[.,]{rest:02d}|{whole}[.,]{round(rest / 10)})"


def _sort(version: int) -> Any:
    return _item(version).sort


def _text(version: int) -> str:
    return str(_item(version).text)


def _item(version: int) -> Any:
    from suluh.activities.quiz.actions.swift import known_items
    from suluh.base.scope import SYSTEM, scoped

    with scoped(SYSTEM):
        return known_items([version])[version]


def _ask_everything(line: Wire, state: str, search: Search, *, keys: bool, grade: str) -> None:
    """By every link, by every address with every identifier, and what was sent by notice."""
    from tests.security.crawl import text_of

    guessed = _guessed(line) if "handed in" in state else ()
    for address in [*_linked(line), *guessed]:
        reply: Any = line.client.get(address)
        search.statuses[reply.status_code] += 1
        text = f"{reply.headers}\n{text_of(reply)}"
        search.look(f"{state} {address}", text, keys=keys, grade=grade)
    for notice in _notices(line):
        search.look(f"{state} a notice", notice, keys=keys, grade=grade)


def _linked(line: Wire) -> Iterator[str]:
    """Addresses the learner reaches by links, a few of each shape."""
    from tests.security.crawl import text_of

    waiting = [line.desk.lesson.url, "/", f"/pelatihan/{line.desk.offering.uuid}/"]
    seen, shapes = set(waiting), Counter[str]()
    while waiting:
        address = waiting.pop()
        yield address
        reply: Any = line.client.get(address)
        if "html" not in str(reply.headers.get("Content-Type", "")):
            continue
        for link in _HREF.findall(text_of(reply)):
            found = link.replace("&amp;", "&")
            shape = _SHAPE.sub("/*/", re.sub(r"=[^&]*", "=", found))
            if found in seen or shapes[shape] >= EACH or found.startswith(_ENDS):
                continue
            shapes[shape] += 1
            seen.add(found)
            waiting.append(found)


def _guessed(line: Wire) -> Iterator[str]:
    """Every route with each identifier that belongs to the test, in each place."""
    from tests.security.routes import routes

    uuids, numbers = _identifiers(line)
    for pattern in routes().values():
        path = str(pattern.pattern)
        kinds = re.findall(r"<(\w+):\w+>", path)
        if path.startswith(("keluar", "static", "gaya")) or "<" in path.replace(
            "<", "", len(kinds)
        ):
            continue
        choices = [
            uuids if kind == "uuid" else numbers if kind == "int" else ["1"] for kind in kinds
        ]
        for words in product(*choices) if len(kinds) < 2 else _pairs(choices):
            made = path
            for word in words:
                made = re.sub(r"<[^>]+>", str(word), made, count=1)
            yield f"/{made}"


def _pairs(choices: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """The course with each of the others, for addresses of two parts and more."""
    for other in range(1, max(map(len, choices))):
        yield tuple(c[0] if n == 0 else c[min(other, len(c) - 1)] for n, c in enumerate(choices))


def _identifiers(line: Wire) -> tuple[list[UUID], list[int]]:
    from suluh.activities.quiz.models import Question
    from suluh.activities.quiz.tests import make
    from suluh.base.scope import SYSTEM, scoped

    desk, found = line.desk, [line.desk.offering.uuid, line.desk.lesson.key]
    attempts: list[Attempt] = list(make.attempts(desk))[-1:]
    with scoped(SYSTEM):
        question = Question.objects.filter(tenant_id=desk.agency.pk).first()
        assert desk.offering.version is not None
        found += [desk.offering.version.training.uuid, make.place(desk).uuid]
    found += [each.uuid for each in attempts] + ([question.uuid] if question else [])
    return found, [0, 1]


def _notices(line: Wire) -> list[str]:
    """All that was written to the learner."""
    from suluh.base.scope import SYSTEM, scoped
    from suluh.messaging.models import Delivery, Notice

    with scoped(SYSTEM):
        person = line.desk.learner.person_id
        told = [str(row) for row in Notice.objects.filter(person_id=person).values_list()]
        return told + [str(row) for row in Delivery.objects.filter(person_id=person).values_list()]


if __name__ == "__main__":
    sys.exit(main())
