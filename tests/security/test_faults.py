"""When something of ours fails: nothing is told, nothing is done, everything stays shut (R47)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from procrastinate.jobs import Job
from pytest_django.fixtures import Settings

from suluh.base.logs import WithoutArguments
from suluh.organisation.rules import roles
from suluh.portal import navigation  # noqa: F401 takes the table when first imported, here not empty
from tests import make
from tests.security import world as worlds
from tests.security.routes import Foreign, Own, cases, routes
from tests.security.world import World, snapshot, text_of

pytestmark = pytest.mark.django_db
SECRET = "kenari /srv/rahasia SELECT * FROM identity_account"
TELLING = ("kenari", "SELECT", "Traceback", "RuntimeError", "/srv/", "django", "psycopg")
CASES = cases()
# Everybody learns, reads, and says which post they aim at.
NEEDS_NO_ROLE = {
    "course_begin", "event_register", "path_join", "book_reader", "book_look", "plan_aim",
}  # fmt: skip
FINDS_THE_PERSON_ITSELF = ("check_in", "post")  # by its own statement; nobody is registered here


def fail(*_: object, **__: object) -> None:
    raise RuntimeError(SECRET)


@pytest.fixture
def world() -> World:
    """Things of the visitors' own agency: what fails below is all that keeps them out."""
    made = worlds.build()
    return World(
        made.home, made.home_unit, made.home, made.home_unit, made.people["participant"],
        visitors={"agency_admin": made.visitors["agency_admin"], "stranger": Client()},
    )  # fmt: skip


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Every page of ours that is not for everybody, with its address."""
    known = routes()
    for name, case in CASES.items():
        if not str(known[name].callback.__module__).startswith("suluh."):
            continue  # allauth's: about one's own second factor alone
        if isinstance(case, Foreign):
            yield name, reverse(name, kwargs=dict(case.make(world)))
        elif isinstance(case, Own):
            yield name, reverse(name)


def look(world: World, visitor: str) -> tuple[list[tuple[str, str, Any]], set[str]]:
    """Ask for each page and press each button; gives the answers, and what wrote something."""
    client = world.visitors[visitor]
    answers, wrote = [], set()
    for name, path in pages(world):
        before = snapshot()
        answers += [(name, method, getattr(client, method)(path)) for method in ("get", "post")]
        wrote |= {name} if snapshot() != before else set()
    return answers, wrote


def test_who_cannot_be_known_is_let_in_nowhere(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.identity.middleware.get_actor", fail)
    answers, wrote = look(world, "agency_admin")
    assert wrote == set()
    for name, method, answer in answers:
        allowed = {405, 500} if (name, method) != FINDS_THE_PERSON_ITSELF else {409}
        assert answer.status_code in allowed, (name, method)
        assert not [word for word in TELLING if word in text_of(answer)], name


def test_where_the_role_table_fails_nothing_is_allowed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What needs a role is refused; what is one's own stays one's own."""
    monkeypatch.setattr(roles, "ROLE_TABLE", {})
    found, wrote = look(world, "agency_admin")
    assert wrote <= NEEDS_NO_ROLE
    shut = {name for name, method, answer in found if answer.status_code == 500 and method == "get"}
    assert len(shut) > 40
    for name, _method, answer in found:
        assert not [word for word in TELLING if word in text_of(answer)], name


def test_a_fault_has_a_number_and_no_story(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("suluh.identity.views.account.own_person", fail)
    settings.DEBUG = False
    visitor = Client(raise_request_exception=False)
    make.sign_in(visitor, make.person(make.unit(make.agency())))
    answer = visitor.get("/saya/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert not [word for word in TELLING if word in text]
    (line,) = [record.getMessage() for record in caplog.records if "Fault" in record.getMessage()]
    assert line.split()[1] in text


def test_while_the_database_is_away_pages_say_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError(SECRET)

    monkeypatch.setattr("suluh.identity.middleware.get_actor", away)
    visitor = Client(raise_request_exception=False)
    visitor.cookies["sessionid"] = "a" * 32
    answer = visitor.get("/saya/")
    assert (answer.status_code, 2 <= int(answer["Retry-After"]) <= 10) == (503, True)
    assert "kenari" not in answer.content.decode()


def test_an_unknown_page_tells_nothing(client: Client) -> None:
    for path in ("/tidak-ada/", "/peran/abc/", f"/pekerjaan/{uuid4()}/x", "/pekerjaan/salah/"):
        answer = client.get(path)
        text = answer.content.decode()
        assert answer.status_code == 404
        assert not [word for word in (*TELLING, "urlpatterns", "suluh.base") if word in text]


def test_the_log_does_not_say_whom_a_job_was_about() -> None:
    """R51: a mail that cannot be sent must not leave its address and its link in the log."""
    job = Job(
        id=7, queue="default", lock=None, queueing_lock=None, task_name="identity.send_guest_link",
        task_kwargs={"email": "kenari@contoh.go.id", "token": "kenari (rahasia)"}, worker_id=1,
    )  # fmt: skip
    record = logging.LogRecord(
        "procrastinate.worker", logging.ERROR, "", 1,
        f"Job {job.call_string} ended with status: Error, lasted 0.1 s", None, None,
    )  # fmt: skip
    record.job = job.log_context()
    assert "kenari" in record.getMessage()
    WithoutArguments().filter(record)
    assert record.getMessage().startswith(
        "Job identity.send_guest_link[7] ended with status: Error"
    )
    assert "kenari" not in str(vars(record))
    console: dict[str, Any] = dict(settings.LOGGING)["handlers"]["console"]  # type: ignore[index]
    assert console["filters"] == ["without_arguments"]
