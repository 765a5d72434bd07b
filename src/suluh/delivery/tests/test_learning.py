"""Learning a course: opened, resumed, concluded once, with JP by day and a certificate."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Version
from suluh.content.tests import make as texts
from suluh.content.types import Lesson, Outcome
from suluh.credentials.models import Certificate
from suluh.delivery.actions import record_progress, record_result
from suluh.delivery.actions.learning import NotOpenYet, open_lesson
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.ledger.models import JpEntry
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
DONE = Outcome(is_met=True)


def _course(count: int = 2, **more: Any) -> Offering:
    training = texts.training(make.agency("Penyelenggara"))
    minutes = more.pop("minutes", 45)
    pages = [{"minutes": minutes} for _ in range(count)]
    return make.course(texts.published(training, *pages, **more))


def _learner(offering: Offering) -> Actor:
    rina = make.actor(make.unit(make.agency()))
    with scoped(make.own(rina)):
        register(actor=rina, offering_uuid=offering.uuid, now=NOW)
    return rina


def _keys(offering: Offering) -> list[Any]:
    with scoped(SYSTEM):
        rows = Activity.objects.filter(version=offering.version)
        return list(rows.order_by("order").values_list("key", flat=True))


def _open(who: Actor, offering: Offering, key: Any, at: datetime = NOW) -> Lesson:
    with scoped(make.own(who)):
        return open_lesson(actor=who, offering_uuid=offering.uuid, key=key, now=at)[1]


def _finish(who: Actor, offering: Offering, key: Any, at: datetime = NOW) -> None:
    lesson = _open(who, offering, key, at)
    with scoped(make.own(who)):
        record_result(lesson=lesson, outcome=DONE, now=at)


def test_the_last_activity_completes_the_course_in_one_step_and_only_once() -> None:
    offering = _course()
    rina = _learner(offering)
    first, last = _keys(offering)

    _finish(rina, offering, first)
    with scoped(SYSTEM):
        half = Enrolment.objects.get()
    assert (half.state, half.progress) == ("registered", 50)
    _finish(rina, offering, last)
    _finish(rina, offering, last)

    with scoped(SYSTEM):
        place, entry, paper = (
            Enrolment.objects.get(),
            JpEntry.objects.get(),
            Certificate.objects.get(),
        )
        news = DomainEvent.objects.filter(name="delivery.enrolment.completed").count()
    assert (place.state, place.progress, place.result["complete"]) == ("completed", 100, True)
    assert (entry.jp_minor, entry.minutes, entry.source_type) == (200, 90, "pelatihan")
    assert (paper.source_type, paper.face["jp_minor"], news) == ("pelatihan", 200, 1)


def test_e_learning_counts_three_jp_a_day_and_days_add_up() -> None:
    offering = _course(count=4, minutes=90)
    rina = _learner(offering)
    keys = _keys(offering)

    for key in keys[:2]:
        _finish(rina, offering, key)
    for key in keys[2:]:
        _finish(rina, offering, key, at=NOW + timedelta(days=1))

    with scoped(SYSTEM):
        lines = list(
            JpEntry.objects.order_by("credit_date").values_list(
                "credit_date", "minutes", "jp_minor"
            )
        )
        paper = Certificate.objects.get()
    assert lines == [(date(2026, 9, 16), 180, 300), (date(2026, 9, 17), 180, 300)]
    assert paper.face["jp_minor"] == 600


def test_the_same_training_from_another_offering_counts_once() -> None:
    offering = _course(count=1)
    rina = _learner(offering)
    with scoped(SYSTEM):
        again = make.course(Version.objects.select_related("training").get())
    with scoped(make.own(rina)):
        register(actor=rina, offering_uuid=again.uuid, now=NOW)
    (key,) = _keys(offering)

    _finish(rina, offering, key)
    _finish(rina, again, key, at=NOW + timedelta(days=2))

    with scoped(SYSTEM):
        assert JpEntry.objects.count() == 1
        assert Certificate.objects.count() == 2


def test_a_learner_stays_on_the_version_they_started_with() -> None:
    offering = _course()
    rina, budi = _learner(offering), _learner(offering)
    _open(rina, offering, _keys(offering)[0])
    with scoped(SYSTEM):
        training = Version.objects.select_related("training").get().training
        newer = texts.published(training, {"title": "Baru"})
        Offering.objects.filter(pk=offering.pk).update(version=newer)
    offering.version = newer
    (new_key,) = _keys(offering)

    with pytest.raises(NotFound):
        _open(rina, offering, new_key)
    assert _open(budi, offering, new_key).title == "Baru"


def test_seconds_are_never_more_than_the_clock_allows() -> None:
    offering = _course()
    rina = _learner(offering)
    lesson = _open(rina, offering, _keys(offering)[0])
    soon = NOW + timedelta(seconds=60)

    with scoped(make.own(rina)):
        record_progress(lesson=lesson, seconds=4_000, position={"share": 40}, now=soon)
        record_progress(lesson=lesson, seconds=4_000, now=soon)

    with scoped(SYSTEM):
        kept = Progress.objects.get()
    assert 60 <= kept.seconds <= 66
    assert kept.position == {"share": 40}
    assert sum(kept.days.values()) == kept.seconds


def test_who_has_no_place_opens_nothing() -> None:
    offering = _course()
    stranger = make.actor(make.unit(make.agency()))

    with pytest.raises(NotFound):
        _open(stranger, offering, _keys(offering)[0])


def test_before_the_first_day_and_after_the_last_nothing_opens() -> None:
    offering = _course()
    rina = _learner(offering)
    with scoped(SYSTEM):
        Offering.objects.filter(pk=offering.pk).update(
            starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=2)
        )
    for moment in (NOW, NOW + timedelta(days=3)):
        with pytest.raises(NotOpenYet):
            _open(rina, offering, _keys(offering)[0], moment)


def test_what_is_published_stays() -> None:
    offering = _course()
    assert offering.version is not None
    with scoped(SYSTEM):
        for rows in (
            Activity.objects.filter(version=offering.version),
            Version.objects.filter(training=offering.version.training),
        ):
            with pytest.raises(ProgrammingError, match="frozen"), transaction.atomic():
                rows.update(tenant_id=offering.tenant_id)
