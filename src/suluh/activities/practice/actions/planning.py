"""What the learner does with the plan: begin, keep, send. Inside the lesson's scope."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suluh.activities.practice.actions.history import By, add, settle
from suluh.activities.practice.actions.news import tell_guides
from suluh.activities.practice.models import Entry, Guide, Milestone, Practice
from suluh.activities.practice.queries import sheet as sheets
from suluh.activities.practice.rules.brief import LONGEST_TITLE, MOST_STEPS
from suluh.activities.practice.types import Act
from suluh.base.clock import local_date
from suluh.content.models import Activity
from suluh.content.types import Lesson
from suluh.delivery.models import Enrolment

LONGEST_PART = 20_000
_PARTS = ("problem", "idea", "outputs")
_State = Practice.State


@dataclass(frozen=True, slots=True)
class Row:
    """A milestone as it is typed: the uuid of one that is there, '' for a new one."""

    uuid: UUID | None
    title: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts of the plan."""

    problem: str
    idea: str
    outputs: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The plan as it is typed; `stamp` counts what this page has seen."""

    problem: str
    idea: str
    outputs: str
    rows: Sequence[Row]
    stamp: int | None = None


def begin_for(
    *, enrolment: Enrolment, activity: Activity, now: datetime, opened_at: datetime
) -> Practice:
    """The practice of that place, made with the proposed milestones where there is none; locked."""
    made, is_new = Practice.objects.get_or_create(
        enrolment=enrolment,
        activity=activity,
        defaults={
            "tenant_id": enrolment.tenant_id, "person_id": enrolment.person_id,
            "name": enrolment.name, "unit_name": enrolment.unit_name, "title": activity.title,
            "course": enrolment.offering.title, "since": now, "created_at": now,
        },
    )  # fmt: skip
    if is_new:
        first = local_date(opened_at, enrolment.offering.zone)
        brief = sheets.sheet_of(made).brief
        Milestone.objects.bulk_create(
            Milestone(
                tenant_id=made.tenant_id, practice=made, title=each.title,
                due_on=first + timedelta(days=each.days),
            )
            for each in brief.proposals
        )  # fmt: skip
    return (
        Practice.objects.select_for_update(of=("self",)).select_related("activity").get(pk=made.pk)
    )


def begin(*, lesson: Lesson, now: datetime) -> Practice:
    """The learner's practice, made where there is none, and locked."""
    found = sheets.practice_of(lesson, lock=True)
    if found is not None:
        return found
    place = Enrolment.objects.select_related("offering").get(pk=sheets.enrolment_of(lesson))
    opened = now - timedelta(seconds=lesson.opened_seconds)
    activity = Activity.objects.get(pk=lesson.activity_id)
    return begin_for(enrolment=place, activity=activity, now=now, opened_at=opened)


def may_plan(practice: Practice) -> bool:
    """Whether the plan is in the learner's hands."""
    return practice.state in {_State.PLANNING, _State.RETURNED}


def keep_texts(*, lesson: Lesson, texts: Texts, stamp: int, now: datetime) -> int | None:
    """Keep the texts while they are typed; gives the counter to go on with.

    None, and nothing is written, where the plan was sent or another device was quicker.
    """
    practice = begin(lesson=lesson, now=now)
    if not may_plan(practice):
        return None
    typed = {name: _clean(getattr(texts, name)) for name in _PARTS}
    if all(getattr(practice, name) == text for name, text in typed.items()):
        return practice.stamp
    if practice.stamp != stamp:
        return None
    for name, text in typed.items():
        setattr(practice, name, text)
    practice.stamp, practice.saved_at = practice.stamp + 1, now
    practice.save(update_fields=[*_PARTS, "stamp", "saved_at"])
    return practice.stamp


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "")[:LONGEST_PART]


def save_plan(*, lesson: Lesson, draft: Draft, now: datetime) -> str:
    """Keep the plan as it stands; gives what was not taken, '' for nothing.

    What was typed on another device in the meantime is kept below, so that neither is lost.
    """
    practice = begin(lesson=lesson, now=now)
    if not may_plan(practice):
        return _("Rancangan ini sudah dikirim dan tidak dapat diubah sekarang.")
    is_stale = draft.stamp is not None and draft.stamp != practice.stamp
    for name in _PARTS:
        typed = _clean(getattr(draft, name))
        kept = getattr(practice, name)
        if is_stale and kept and typed != kept:
            line = _("--- Naskah dari perangkat lain ---")
            typed = f"{kept}\n\n{line}\n\n{typed}"[:LONGEST_PART]
        setattr(practice, name, typed)
    practice.stamp, practice.saved_at = practice.stamp + 1, now
    practice.save(update_fields=[*_PARTS, "stamp", "saved_at"])
    wrong = _keep_rows(practice, draft.rows)
    if is_stale:
        return _(
            "Rancangan ini juga diubah di perangkat lain. Keduanya tersimpan, yang satu di bawah"
            " yang lain: rapikan, lalu simpan atau kirim."
        )
    return wrong


def _keep_rows(practice: Practice, rows: Sequence[Row]) -> str:
    """New, changed and emptied milestones; one with evidence or words of a guide stays."""
    known = {each.uuid: each for each in Milestone.objects.filter(practice=practice)}
    wrong = ""
    for row in rows:
        found = known.get(row.uuid) if row.uuid else None
        title = " ".join(row.title.split())[:LONGEST_TITLE]
        if found is not None and found.round:
            continue
        if found is not None and not title:
            known.pop(found.uuid)
            found.delete()
        elif title and row.due_on is None:
            wrong = _("Isi tanggal tahap “%(title)s”.") % {"title": title[:60]}
        elif found is not None:
            found.title, found.due_on = title, row.due_on or found.due_on
            found.save(update_fields=["title", "due_on"])
        elif title and row.due_on and len(known) < MOST_STEPS:
            made = Milestone.objects.create(
                tenant_id=practice.tenant_id, practice=practice, title=title, due_on=row.due_on
            )
            known[made.uuid] = made
        elif title:
            wrong = _("Paling banyak %(n)d tahap.") % {"n": MOST_STEPS}
    return wrong


def send_plan(*, lesson: Lesson, by: By, now: datetime) -> str:
    """Send the plan to who must approve it; gives what is still missing, '' where it was sent.

    Sending the same again changes nothing. What is sent is frozen in the history.
    """
    practice = begin(lesson=lesson, now=now)
    if not may_plan(practice):
        return ""
    sheet = sheets.sheet_of(practice)
    if wrong := _missing(sheet):
        return wrong
    practice.number, practice.state = practice.number + 1, _State.PLANNED
    practice.save(update_fields=["number", "state"])
    text = "\n\n".join(
        f"{label}\n{words}"
        for label, words in (
            (_("Masalah"), practice.problem), (_("Gagasan"), practice.idea),
            (_("Hasil"), practice.outputs),
        )
    )  # fmt: skip
    steps = [[each.title, each.due_on.isoformat()] for each in sheet.milestones]
    entry = add(
        practice, Act.PLAN_SENT, by, now=now, text=text, plan=json.dumps(steps, ensure_ascii=False)
    )
    _tell(practice, sheet, entry, now=now)
    settle(practice, now=now)
    return ""


def _missing(sheet: sheets.Sheet) -> str:
    practice = sheet.practice
    if not all(part.strip() for part in (practice.problem, practice.idea, practice.outputs)):
        return _("Lengkapi dulu masalah, gagasan, dan hasilnya. Yang sudah ditulis tersimpan.")
    if not sheet.milestones:
        return _("Tambahkan sedikitnya satu tahap dengan tanggalnya.")
    if any(not sheet.active(role) for role in sheet.brief.guides):
        return _(
            "Pembimbing Anda belum lengkap. Usulkan dulu, atau tunggu yang diusulkan menerima."
        )
    return ""


def _tell(practice: Practice, sheet: sheets.Sheet, entry: Entry, *, now: datetime) -> None:
    people = [g for g in sheet.guides if g.state == Guide.State.ACTIVE]
    tell_guides(
        practice, people, gettext_noop("Rancangan menunggu persetujuan Anda"),
        key=f"rancangan:{entry.pk}", roles={role.value for role in sheet.brief.guides}, now=now,
    )  # fmt: skip
