"""What may be read where, by whom; what a mere look changes; what every answer carries."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.conf import settings

from suluh.identity.models import Person
from tests.security import town as towns
from tests.security.crawl import Answer, Crawl, canaries_in, crawl
from tests.security.field_matrix import ALLOWED, allowed
from tests.security.routes import routes

# Looking at these writes something down, and why that is right.
MAY_WRITE = {
    "course_lesson": (
        {"delivery_enrolment", "delivery_progress"},
        "remembers when a lesson was opened, and where to go on",
    ),
    "course_report": ({"delivery_tally"}, "counts what changed since the last look, once for all"),
    "discussion": ({"discussion_visit"}, "remembers up to where a person has read"),
    "event_room": ({"delivery_enrolment"}, "remembers once when the person came to the room"),
}
# What is alike for everybody of an agency, or for all, and how long it is kept.
MAY_BE_KEPT = {
    ("agency_logo", "public, max-age=3600"),
    ("agency_style", "public, max-age=3600"),
    ("certificate_preview", "private, max-age=600"),
    ("document_picture", "private, max-age=86400, immutable"),
    ("book_cover", "private, max-age=86400, immutable"),
    ("event_banner", "private, max-age=86400"),
    ("card_picture", "private, max-age=31536000, immutable"),
    ("quiz_picture", "private, max-age=86400"),
    ("training_picture", "private, max-age=86400"),
    ("ledger_checkpoint", "no-cache"),
    ("ledger_tile", "max-age=86400, immutable"),
    ("verify_offline", "no-cache"),
    ("service_worker", "max-age=3600"),
}
LIVE = settings.LIVE_URL


def shown(answers: Iterable[Answer]) -> set[tuple[str, str, str]]:
    """Field, page and role, as they were seen."""
    return {(name, each.route, each.role) for each in answers for name in each.shown}


def test_the_crawl_was_everywhere(seen: Crawl) -> None:
    assert {answer.route for answer in seen.answers} == set(routes())
    opened = {answer.role for answer in seen.answers if answer.status == 200}
    assert len(opened) == 12


def test_nobody_reads_more_of_a_person_than_the_matrix_says(seen: Crawl) -> None:
    """R14."""
    assert set(ALLOWED) == set(towns.CANARIES)
    assert shown(seen.answers) - allowed() == set()


def test_the_matrix_says_nothing_that_is_not_so(seen: Crawl) -> None:
    assert allowed() - shown(seen.answers) == set()


@pytest.mark.django_db
def test_a_planted_leak_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a name that carries the telephone number along."""
    town = towns.build()
    town.pages = {name: town.pages[name] for name in ("team", "people")}
    town.hosted = {}
    monkeypatch.setattr(
        Person, "full_name", property(lambda person: f"{person.name} {person.phone}")
    )
    leaked = shown(crawl(town).answers) - allowed()
    assert ("phone", "team", "supervisor") in leaked


def test_nothing_personal_is_logged(seen: Crawl) -> None:
    """R51: neither a NIP nor a secret stands in a log line."""
    assert len(seen.logged) > 100
    assert [line for line in seen.logged if canaries_in(line)] == []


def test_looking_changes_nothing(seen: Crawl) -> None:
    """R40: a GET writes no row but what is listed."""
    assert seen.changed == {route: tables for route, (tables, _why) in MAY_WRITE.items()}


EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")


def test_every_answer_carries_the_headers(seen: Crawl) -> None:
    """R62."""
    for answer in seen.answers:
        headers = answer.headers
        assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE, answer
        policy = headers["Content-Security-Policy"]
        assert [part for part in POLICY if part not in policy] == [], answer
        assert not [word for word in ("unsafe-", "*", "http:") if word in policy.replace(LIVE, "")]
        assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(headers), answer


def test_nothing_of_a_person_is_kept_anywhere(seen: Crawl) -> None:
    """R41: who is signed in gets pages that neither proxies nor shared devices keep."""
    kept = {
        (answer.route, answer.headers.get("Cache-Control", ""))
        for answer in seen.answers
        if answer.role != "stranger" and "no-store" not in answer.headers.get("Cache-Control", "")
    }
    assert kept - MAY_BE_KEPT == set()


def test_what_proxies_may_keep_sets_no_cookie(seen: Crawl) -> None:
    for answer in seen.answers:
        rule = answer.headers.get("Cache-Control", "")
        if "no-store" not in rule and "private" not in rule:
            assert answer.cookies == frozenset(), answer


def test_no_page_fails(seen: Crawl) -> None:
    assert [answer for answer in seen.answers if answer.status >= 500] == []
