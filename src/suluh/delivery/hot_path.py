"""The short ways: to register, when thousands press the button at once, and to go on in a lesson.

Whatever is not plainly good (nobody signed in, closed, contact missing, not done yet) goes the long
way.
"""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from suluh.base.clock import now
from suluh.base.short_way import ID, Press, Reply, ShortWay
from suluh.content.ports import SwiftKind, kind_of, light_kinds, swift_kinds
from suluh.content.types import Lesson
from suluh.delivery.actions.learning import keep_report
from suluh.delivery.actions.pressing import press_by_session, remember_lesson
from suluh.delivery.actions.registration import register_by_session
from suluh.delivery.queries.learning import inside_lesson, lesson_url
from suluh.delivery.queries.seat import lesson_by_session


class RegisterWay(ShortWay):
    """POST /acara/<event>/daftar/."""

    prefix = "/acara/"
    path = re.compile(f"/acara/{ID}/daftar/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """Register whoever holds the session, where the form asks for nothing more."""
        if not press.session_key or "email" in press.form:
            return None
        if not register_by_session(session_key=press.session_key, offering_uuid=key, now=now()):
            return None
        return Reply(302, headers=(("Location", f"/acara/{key}/"),))


class LessonWay(ShortWay):
    """POST /pelatihan/<course>/belajar/<activity>/, where the kind keeps nothing of its own."""

    prefix = "/pelatihan/"
    path = re.compile(f"/pelatihan/{ID}/belajar/{ID}/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """Keep what the learner's page tells; what is finished is judged right after."""
        moment, part, is_quiet = now(), UUID(press.others[0]), "quiet" in press.form
        if press_by_session(
            session_key=press.session_key, offering=key, key=part, form=press.form,
            is_quiet=is_quiet, now=moment,
        ):  # fmt: skip
            return _kept(key, part, is_quiet=is_quiet)
        lesson = lesson_by_session(
            session_key=press.session_key, offering=key, key=part,
            kinds=(*light_kinds(), *swift_kinds()), now=moment,
        )  # fmt: skip
        if lesson is None:
            return None
        if swift := swift_kinds().get(lesson.kind):
            return _swiftly(swift, lesson, press.form, now=moment)
        remember_lesson(lesson)
        data = QueryDict(mutable=True)
        data.update(press.form)
        report = kind_of(lesson.kind).receive(lesson, data=data, files=MultiValueDict(), now=moment)
        if not is_quiet and not (report.outcome and report.outcome.is_met):
            return None
        keep_report(lesson=lesson, report=report, now=moment, is_later=True)
        return _kept(key, part, is_quiet=is_quiet)


def _kept(offering: UUID, key: UUID, *, is_quiet: bool) -> Reply:
    if is_quiet:
        return Reply(204)
    return Reply(302, headers=(("Location", lesson_url(offering, key)),))


def _swiftly(
    kind: SwiftKind, lesson: Lesson, form: dict[str, str], *, now: datetime
) -> Reply | None:
    """The kind's own evidence and the report in one transaction."""
    assert lesson.offering is not None
    with inside_lesson(lesson):
        report = kind.receive_swiftly(lesson, data=form, now=now)
        if report is None:
            return None
        keep_report(lesson=lesson, report=report, now=now, is_later=True)
    return _kept(lesson.offering, lesson.key, is_quiet=False)
