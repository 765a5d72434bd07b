"""A learner's press on the short way: kept as on the long way, judged seconds later, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import Answer, press
from suluh.content.models import Activity
from suluh.content.tests import make as texts
from suluh.content.types import Outcome, Report
from suluh.credentials.models import Certificate
from suluh.delivery.actions.learning import keep_report, open_lesson
from suluh.delivery.actions.registration import register
from suluh.delivery.actions.settling import settle_places, settle_rounds
from suluh.delivery.models import Enrolment, Offering, Progress, Unjudged
from suluh.delivery.queries.seat import lesson_by_session
from suluh.delivery.tests import make
from suluh.identity.models import Account
from suluh.ledger.models import JpEntry
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
END = {"end": "1"}


@pytest.fixture
def course() -> Offering:
    training = texts.training(make.agency("Penyelenggara"))
    return make.course(texts.published(training, {"minutes": 90}, {"minutes": 45}))


def _learner(course: Offering, unit: Unit | None = None) -> tuple[Actor, str]:
    rina, client = make.actor(unit or make.unit(make.agency())), Client()
    with scoped(make.own(rina)):
        register(actor=rina, offering_uuid=course.uuid, now=now())
    with scoped(SYSTEM):
        client.force_login(Account.objects.get(pk=rina.account_id))
    return rina, client.cookies["sessionid"].value


def _keys(course: Offering) -> list[Any]:
    with scoped(SYSTEM):
        rows = Activity.objects.filter(version=course.version).order_by("order")
        return list(rows.values_list("key", flat=True))


def _open(rina: Actor, course: Offering, *keys: Any) -> None:
    """Opened an hour ago."""
    with scoped(make.own(rina)):
        for key in keys:
            open_lesson(actor=rina, offering_uuid=course.uuid, key=key, now=now())
    with scoped(SYSTEM):
        ago = now() - timedelta(hours=1)
        Progress.objects.update(opened_at=ago)
        Enrolment.objects.update(seen_at=ago)


def _one_before(course: Offering) -> None:
    """Somebody finished every lesson before, in this process."""
    rina, session = _learner(course)
    keys = _keys(course)
    _open(rina, course, *keys)
    for key in keys:
        assert _press(course, key, session).status == 302


def _press(course: Offering, key: Any, session: str, form: dict[str, Any] = END) -> Answer:
    path = f"/pelatihan/{course.uuid}/belajar/{key}/"
    return press(path, form, application=_short_only(), cookies={"sessionid": session})


def _short_only() -> Callable[..., Any]:
    """The entry point with nothing behind it: 404 is what the long way would have had to answer."""
    from django.utils.module_loading import import_string

    from suluh.base.short_way import ShortWays

    def nothing(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", [])
        return [b""]

    return ShortWays(nothing, import_string("config.wsgi.application").ways)


def test_what_is_finished_counts_and_the_last_one_earns_jp_once(course: Offering) -> None:
    rina, session = _learner(course)
    first, last = _keys(course)
    _open(rina, course, first, last)

    done = _press(course, first, session)
    assert (done.status, done.headers["Location"]) == (
        302,
        f"/pelatihan/{course.uuid}/belajar/{first}/",
    )
    assert settle_places(now=now()) == 1
    with scoped(SYSTEM):
        half = Enrolment.objects.get()
    assert (half.state, half.progress) == ("registered", 50)

    for _twice in range(2):
        assert _press(course, last, session).status == 302
    assert settle_places(now=now()) == 1
    assert settle_places(now=now()) == 0

    with scoped(SYSTEM):
        place, entry = Enrolment.objects.get(), JpEntry.objects.get()
        papers = Certificate.objects.count()
    assert (place.state, place.progress, place.result["complete"]) == ("completed", 100, True)
    assert (entry.jp_minor, entry.minutes, papers) == (300, 135, 1)


def test_whoever_looks_is_judged_then(course: Offering) -> None:
    rina, session = _learner(course)
    keys = _keys(course)
    _open(rina, course, *keys)
    for key in keys:
        _press(course, key, session)

    with scoped(make.own(rina)):
        room, _lesson = open_lesson(actor=rina, offering_uuid=course.uuid, key=keys[0], now=now())

    assert room.enrolment is not None
    assert room.enrolment.state == "completed"
    assert settle_places(now=now()) == 0
    with scoped(SYSTEM):
        assert JpEntry.objects.count() == 1


def test_where_one_is_and_the_seconds_are_kept_quietly(course: Offering) -> None:
    rina, session = _learner(course)
    (key, _last) = _keys(course)
    _open(rina, course, key)

    told = _press(course, key, session, {"share": "40", "seconds": "60", "quiet": "1"})

    assert told.status == 204
    with scoped(SYSTEM):
        kept = Progress.objects.get()
    assert (kept.position, kept.seconds, kept.state) == ({"share": 40}, 60, "started")
    assert sum(kept.days.values()) == 60
    assert settle_places(now=now()) == 0


def test_many_people_are_settled_at_once_each_by_their_own_progress(course: Offering) -> None:
    keys = _keys(course)
    people = [_learner(course) for _ in range(3)]
    for rina, _session in people:
        _open(rina, course, *keys)
    for number, (_rina, session) in enumerate(people):
        for key in keys[: 1 + (number > 0)]:
            _press(course, key, session)

    assert settle_places(now=now()) == 3

    with scoped(SYSTEM):
        states = list(Enrolment.objects.order_by("id").values_list("state", flat=True))
        assert JpEntry.objects.count() == 2
    assert states == ["registered", "completed", "completed"]


def test_who_left_meanwhile_is_looked_at_once_and_completes_nothing(course: Offering) -> None:
    rina, session = _learner(course)
    keys = _keys(course)
    _open(rina, course, *keys)
    for key in keys:
        _press(course, key, session)
    with scoped(SYSTEM):
        Enrolment.objects.update(state="cancelled")

    assert [settle_places(now=now()) for _time in range(2)] == [1, 0]

    with scoped(SYSTEM):
        place = Enrolment.objects.get()
        assert JpEntry.objects.count() == 0
        assert Unjudged.objects.count() == 0
    assert (place.state, place.progress) == ("cancelled", 100)


def test_rounds_go_on_while_people_finish_and_end_when_nobody_does(course: Offering) -> None:
    keys = _keys(course)
    people = [_learner(course) for _ in range(2)]
    for rina, session in people:
        _open(rina, course, *keys)
        _press(course, keys[0], session)
    late = [(key, session) for key in keys[1:] for _rina, session in people]

    def clock() -> datetime:
        if late:  # somebody finishes before each round begins
            key, session = late.pop()
            _press(course, key, session)
        return now()

    assert settle_rounds(clock=clock, pause=0) == 3

    with scoped(SYSTEM):
        assert JpEntry.objects.count() == 2
    assert settle_rounds(clock=now, pause=0) == 0


@pytest.mark.parametrize("people", [2, 4])  # one alone has no job for its letter
def test_finishing_is_as_many_statements_for_four_people_as_for_two(
    people: int, course: Offering, django_assert_num_queries: Any
) -> None:
    keys, unit = _keys(course), make.unit(make.agency())
    for rina, session in [_learner(course, unit) for _ in range(people)]:
        _open(rina, course, *keys)
        for key in keys:
            _press(course, key, session)

    with django_assert_num_queries(62):
        assert settle_places(now=now()) == people


def test_a_press_is_planned_once_and_not_each_time(course: Offering) -> None:
    rina, session = _learner(course)
    keys = _keys(course)
    _open(rina, course, *keys)
    for _time in range(4):  # the first one is met for the first time here
        _press(course, keys[0], session)

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert "delivery_press(" in kept


@pytest.mark.parametrize("is_known", [False, True])  # whether others pressed here before
@pytest.mark.parametrize(
    "case",
    ["signed_out", "stranger", "never_opened", "too_early", "before", "after", "foreign_key"],
)
def test_everything_else_goes_the_long_way_unchanged(
    course: Offering, case: str, *, is_known: bool
) -> None:
    first, last = _keys(course)
    if is_known:
        _one_before(course)
    rina, session = _learner(course)
    _open(rina, course, first)
    key: Any = first
    if case == "signed_out":
        session = "x" * 32
    elif case == "stranger":
        _other, session = _stranger()
    elif case == "never_opened":
        key = last
    elif case == "foreign_key":
        other = make.course(texts.published(texts.training(make.agency("Lain")), {}))
        (key,) = _keys(other)
    with scoped(SYSTEM):
        if case == "too_early":
            Progress.objects.update(opened_at=now())
        if case in ("before", "after"):
            moment = now() + timedelta(days=1 if case == "before" else -2)
            Offering.objects.filter(pk=course.pk).update(
                starts_at=moment, ends_at=moment + timedelta(days=1)
            )

    assert _press(course, key, session).status == 404

    with scoped(SYSTEM):
        kept = Progress.objects.get(person=rina.person_id)
        assert (kept.state, kept.position) == ("started", {})
        assert Unjudged.objects.filter(person=rina.person_id).count() == 0


@pytest.mark.parametrize("form", [END, {"share": "40", "seconds": "60", "quiet": "1"}])
@pytest.mark.parametrize("has_begun", [True, False])
def test_one_statement_keeps_what_two_keep(
    course: Offering, form: dict[str, Any], *, has_begun: bool
) -> None:
    """The first of a process goes the way of two statements, whoever comes after that of one."""
    key, _last = _keys(course)
    people = [_learner(course) for _ in range(2)]
    for rina, session in people:
        _open(rina, course, key)
        if has_begun:
            with scoped(SYSTEM):
                mine = Progress.objects.filter(person=rina.person_id)
                mine.update(position={"share": 20, "mark": "x"}, days={"2026-01-02": 7}, seconds=7)
        _press(course, key, session, form)

    with scoped(SYSTEM):
        fields = ("state", "position", "days", "seconds", "score")
        first, second = Progress.objects.order_by("id").values(*fields)
        marked = Unjudged.objects.count()
    assert first == second
    assert marked == (2 if form is END else 0)


def test_who_began_with_another_version_presses_the_lesson_of_that_one(course: Offering) -> None:
    rina, session = _learner(course)
    key, _last = _keys(course)
    _open(rina, course, key)
    _one_before(course)
    newer = texts.published(course.version.training, {}) if course.version else None
    with scoped(SYSTEM):
        Enrolment.objects.filter(person=rina.person_id).update(version=newer)

    assert _press(course, key, session).status == 404

    with scoped(SYSTEM):
        assert Progress.objects.get(person=rina.person_id).state == "started"


def test_done_stays_done_and_is_judged_once(course: Offering) -> None:
    key, _last = _keys(course)
    _one_before(course)
    rina, session = _learner(course)
    _open(rina, course, key)
    assert _press(course, key, session).status == 302
    with scoped(SYSTEM):
        done = Progress.objects.get(person=rina.person_id)
    settle_places(now=now())

    assert _press(course, key, session).status == 302

    with scoped(SYSTEM):
        again = Progress.objects.get(person=rina.person_id)
    assert (again.state, again.done_at) == ("done", done.done_at)
    assert settle_places(now=now()) == 0


def test_a_process_that_has_not_read_the_outline_asks_the_long_way(
    course: Offering, monkeypatch: pytest.MonkeyPatch
) -> None:
    rina, session = _learner(course)
    (key, _last) = _keys(course)
    _open(rina, course, key)
    monkeypatch.setattr("suluh.content.queries.outline._KEPT", {})

    assert _press(course, key, session).status == 404


def test_completion_is_dated_by_the_press_and_not_by_the_judging(course: Offering) -> None:
    rina, session = _learner(course)
    keys = _keys(course)
    _open(rina, course, *keys)
    pressed = now() - timedelta(minutes=20)
    for key in keys:
        lesson = lesson_by_session(
            session_key=session, offering=course.uuid, key=key, kinds=["page"], now=now()
        )
        assert lesson is not None
        keep_report(
            lesson=lesson, report=Report(outcome=Outcome(is_met=True)), now=pressed, is_later=True
        )

    settle_places(now=now())

    with scoped(SYSTEM):
        assert Enrolment.objects.get().completed_at == pressed


def _stranger() -> tuple[Actor, str]:
    training = texts.training(make.agency("Lain lagi"))
    return _learner(make.course(texts.published(training, {})))


@pytest.mark.parametrize("count", [1, 3])
def test_the_player_asks_as_much_for_three_activities_as_for_one(
    count: int, client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.base.kept.SECONDS", 3600)  # however slow the first page is
    training = texts.training(make.agency("Penyelenggara"))
    course = make.course(texts.published(training, *[{} for _ in range(count)]))
    rina, session = _learner(course)
    key = _keys(course)[0]
    _open(rina, course, *_keys(course))
    client.cookies["sessionid"] = session
    path = f"/pelatihan/{course.uuid}/belajar/{key}/"
    client.get(path)

    # who, transaction and scope (3), seat with what else is begun, JP of today
    with django_assert_num_queries(6):
        assert client.get(path).status_code == 200


def test_jp_of_another_training_count_into_todays_limit_and_the_page_says_so(
    course: Offering, client: Client
) -> None:
    """The course before earned three JP today: this one would earn nothing, and that is said."""
    rina, session = _learner(course)
    keys = _keys(course)
    _open(rina, course, *keys)
    for key in keys:
        _press(course, key, session)
    settle_places(now=now())
    other = make.course(texts.published(texts.training(make.agency("Lain")), {"minutes": 45}))
    with scoped(make.own(rina)):
        register(actor=rina, offering_uuid=other.uuid, now=now())
    client.cookies["sessionid"] = session

    page = client.get(f"/pelatihan/{other.uuid}/belajar/{_keys(other)[0]}/").content.decode()

    assert "Hari ini 3 JP sudah tercatat; sisanya besok" in page
