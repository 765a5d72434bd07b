"""How the cross-tenant probe asks for the pages of live sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from suluh.activities.session.actions.windows import plan_windows
from suluh.activities.session.models import Gathering, MeetingReport, Poll, Question, Window
from suluh.activities.session.tests.sample import SETTINGS
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Offering
from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign, Public
from tests.security.world import World


def _event(world: World) -> Offering:
    """An event for the other agency's own people, with its windows."""
    event = make.offering(world.other, audience="agency", title=f"Acara {world.canary}")
    with scoped(SYSTEM):
        plan_windows(event, now=now())
    return event


def _of_event(**more: Any) -> Callable[[World], Mapping[str, Any]]:
    def made(world: World) -> Mapping[str, Any]:
        return {"event": _event(world).uuid, **more}

    return made


def _window(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        return {"window": Window.objects.filter(offering=event).earliest("id").uuid}


def _question(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        asked = Question.objects.create(
            tenant=world.other, offering=event, person=world.other_person, name=world.canary,
            text=world.canary, created_at=now(),
        )  # fmt: skip
    return {"event": event.uuid, "question": asked.uuid}


def _poll(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        poll = Poll.objects.create(
            tenant=world.other, offering=event, text=world.canary, options=["A", "B"],
            created_at=now(),
        )  # fmt: skip
    return {"event": event.uuid, "poll": poll.uuid}


def _report(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        report = MeetingReport.objects.create(
            tenant=world.other, offering=event, file_name=f"{world.canary}.csv",
            file_sha256="0" * 64, imported_by_id=world.other_person.pk, imported_at=now(),
        )  # fmt: skip
    return {"event": event.uuid, "report": report.uuid}


def _code(world: World) -> Mapping[str, Any]:
    window: UUID = _window(world)["window"]
    return {"token": f"{window.hex}.{'0' * 20}"}


def _gathering(world: World) -> Mapping[str, Any]:
    """A planned session of a course of the other agency, for its own people."""
    activity = {"kind": "session", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), activity)
    offering = make.course(version, audience="agency")
    with scoped(SYSTEM):
        key = version.activities.get().key
        Gathering.objects.create(
            tenant=world.other, offering=offering, activity_key=key, starts_at=now(),
            ends_at=now() + timedelta(hours=1), place=world.canary, changed_at=now(),
        )  # fmt: skip
    return {"offering": offering.uuid, "key": key}


def _course(world: World) -> Mapping[str, Any]:
    return {"offering": _gathering(world)["offering"]}


_WORD = {"peserta": "", "alasan": "Hadir"}
CASES: dict[str, Case] = {
    "course_sessions": Foreign(_course),
    "course_session": Foreign(_gathering),
    "course_session_state": Foreign(_gathering, _WORD),
    "check_in": Foreign(_window),
    "check_in_scanned": Public(
        "the code on the screen is the key; the check-in itself decides", _code
    ),
    "live": Foreign(_of_event()),
    "live_ask": Foreign(_of_event(), {"text": "Apa kabar?"}),
    "live_vote": Foreign(_question),
    "live_choose": Foreign(_poll, {"option": "0"}),
    "own_result": Foreign(_of_event()),
    "monitor": Foreign(_of_event()),
    "change_window": Foreign(_of_event(kind="pulang"), {"act": "close"}),
    "missing": Foreign(_of_event(kind="pulang")),
    "screen": Foreign(_of_event()),
    "stage": Foreign(_of_event(), {"text": "Pengumuman"}),
    "moderate_question": Foreign(_question, {"act": "hide"}),
    "close_poll": Foreign(_poll),
    "meeting_reports": Foreign(_of_event()),
    "meeting_decide": Foreign(_of_event()),
    "meeting_undo": Foreign(_report),
}
