"""Writes of reading reports: what was read becomes a claim of self-study."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.text import word_count
from suluh.library.models import BookReading, BookReport
from suluh.library.queries.reports import Ready, missing_minutes, ready_readings
from suluh.library.rules.crediting import LEAST_WORDS
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.recognition.actions import file_report
from suluh.recognition.types import Report


class NotEnoughRead(DomainError):
    """Less than one JP of reading, or nothing chosen."""

    code = "not_enough_read"
    sentence = gettext_lazy("Pilih sedikitnya satu buku yang sudah selesai Anda baca.")


class ReportTooShort(DomainError):
    """Fewer words than tell anything."""

    code = "report_too_short"
    sentence = gettext_lazy(
        "Tulis sedikitnya 50 kata: apa yang Anda baca, dan apa yang Anda pakai."
    )


def file_reading_report(
    *, actor: Actor, books: Collection[UUID], story: str, now: datetime
) -> BookReport:
    """File a report on these books; each book counts in one report only.

    Where the tests of all of them are passed nothing need be written, and the JP are booked at once.
    Raises NotEnoughRead, ReportTooShort, and what recognition refuses.
    """
    home = home_of(actor)
    mine = BookReading.reachable.select_for_update().filter(person_id=actor.person_id)
    list(mine.filter(report=None).order_by("pk").values_list("pk"))  # held until the end
    chosen = [each for each in ready_readings(actor) if each.reading.book.uuid in books]
    if not chosen:
        raise NotEnoughRead
    if lacking := missing_minutes(chosen):
        raise NotEnoughRead(
            _("Masih kurang %(n)d menit membaca untuk 1 JP. Baca dan pilih buku lain juga.")
            % {"n": lacking}
        )
    if all(each.is_passed for each in chosen):
        story = story.strip() or _marks_of(chosen)
    elif word_count(story) < LEAST_WORDS:
        raise ReportTooShort
    return _file(actor, home, chosen, story=story.strip(), now=now)


def _marks_of(chosen: list[Ready]) -> str:
    """What stands for the report: which test was passed, and how well."""
    marks = {
        each.check.title: (each.check.score or 0) // 100
        for each in chosen
        if each.check is not None
    }
    lines = [
        _("Lulus cek bacaan “%(title)s” dengan nilai %(score)d.")
        % {"title": title, "score": score}
        for title, score in marks.items()
    ]  # fmt: skip
    return "\n".join(lines)


def _file(actor: Actor, home: int, chosen: list[Ready], *, story: str, now: datetime) -> BookReport:
    uuid, minutes = uuid7(), sum(each.minutes for each in chosen)
    titles = "; ".join(each.reading.book.title for each in chosen)
    filed = file_report(
        report=Report(
            person_id=actor.person_id, title=_("Membaca: %(titles)s") % {"titles": titles[:220]},
            story=story, minutes=minutes,
            starts_on=local_date(min(each.reading.begun_at for each in chosen), actor.zone),
            ends_on=local_date(max(each.reading.at for each in chosen), actor.zone),
            source_type="library.report", source_id=str(uuid), publisher=_("Pustaka Suluh"),
            is_passed=all(each.is_passed for each in chosen),
        ),
        now=now,
    )  # fmt: skip
    report = BookReport.objects.create(
        uuid=uuid, tenant_id=home, person_id=actor.person_id, story=story,
        minutes=minutes, claim=filed.claim, filed_at=now,
    )  # fmt: skip
    rows = BookReading.reachable.filter(pk__in=[each.reading.pk for each in chosen], report=None)
    rows.update(report=report)
    record_event(
        "library.report.filed", at=now, tenant_id=home, actor_id=actor.person_id,
        subject=uuid,
    )  # fmt: skip
    return report
