"""The sample's courses: real texts from `texts/`, published and open, with people on their way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from config.sample import clips, discussions, evaluations, quizzes, sheets
from config.sample.events import ZONE, Stage
from suluh.activities.survey.rules import default_plan, plan_data
from suluh.content.models import Activity, LogEntry, Section, Trainer, Training, Version
from suluh.content.rules.completion import in_words
from suluh.delivery.actions import record_results
from suluh.delivery.actions.course_offers import foretell
from suluh.delivery.models import Assignment, Enrolment, Offering, Progress
from suluh.delivery.models.offering import NO_END
from suluh.delivery.types import Condition, PersonResult
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Unit

E_LEARNING = 16
TEXTS = Path(__file__).parent / "texts"
LETTERS, PRIVACY = "surat-dinas", "data-pribadi"
MORE = ("pelayanan-publik", "perbendaharaan", "integritas")
POSITIONS = {"page": {"end": True, "share": 100}, "discussion": {"read": True}}
KINDS = {
    "": "page", "tes": "quiz", "diskusi": "discussion", "evaluasi": "survey", "dokumen": "document",
}  # fmt: skip


@dataclass
class Page:
    """One page of a course."""

    title: str
    minutes: int
    kind: str = "page"
    name: str = ""
    lines: list[str] = field(default_factory=list)

    def settings(self, *, tenant_id: int, at: datetime) -> dict[str, Any]:
        """What the kind reads."""
        if self.kind == "quiz":
            return quizzes.settings_of(self.lines)
        if self.kind == "video":
            return clips.settings_of(self.name)
        if self.kind == "discussion":
            return discussions.settings_of(self.lines)
        if self.kind == "survey":
            return plan_data(default_plan())
        if self.kind == "document":
            return sheets.settings_of(self.lines, tenant_id=tenant_id, at=at)
        return {"text": "\n".join(self.lines).strip()}


@dataclass
class Text:
    """A course as its file says it."""

    facts: dict[str, list[str]] = field(default_factory=dict)
    sections: list[tuple[str, list[Page]]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """A fact that is said once."""
        return self.facts[name][0]


def read(name: str) -> Text:
    """Facts first, then `# section`, `## page | minutes` and the page's text.

    A page's own headings stand one level deeper here. A third part names another kind: `| tes`,
    `| diskusi`, `| evaluasi`, `| dokumen`, and `| video name` (of `videos/`).
    """
    text = Text()
    for line in (TEXTS / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            text.sections.append((line[2:].strip(), []))
        elif line.startswith("## ") and "|" in line:
            title, minutes, *rest = (part.strip() for part in line[3:].split("|"))
            kind, _space, what = "".join(rest).partition(" ")
            page = Page(title, int(minutes), KINDS.get(kind, kind), what)
            text.sections[-1][1].append(page)
        elif text.sections and text.sections[-1][1]:
            inner = line.removeprefix("#") if line.startswith("###") else line
            text.sections[-1][1][-1].lines.append(inner)
        elif ":" in line and not text.sections:
            key, _colon, value = line.partition(":")
            text.facts.setdefault(key, []).append(value.strip())
    return text


def make_courses(
    stage: Stage, staff: list[Employment], units: dict[str, Unit], *, learner: Person
) -> None:
    """All courses; the learner is some way through the first and assigned to the second."""
    dice = random.Random(83)
    clips.make_clips(stage)
    letters, privacy = (open_offering(stage, read(name)) for name in (LETTERS, PRIVACY))
    others = [job for job in staff if job.person_id != learner.id]
    mine = next(job for job in staff if job.person_id == learner.id)
    _study(letters, dice.sample(others, 90), dice=dice, now=stage.now)
    _study(letters, [mine], dice=dice, now=stage.now, least=4, most=4)
    _assign(stage, privacy, units["disdik"], staff)
    _study(privacy, dice.sample(others, 60), dice=dice, now=stage.now)
    for name in MORE:
        course = open_offering(stage, read(name))
        _study(course, dice.sample(others, 25), dice=dice, now=stage.now)
    discussions.make_discussions(stage, {LETTERS: letters, PRIVACY: privacy}, learner=learner)


def open_offering(stage: Stage, text: Text) -> Offering:
    """A training of that text, published, and a course of it, always open."""
    begun = stage.now - timedelta(days=40)
    training = Training.objects.create(
        tenant=stage.agency, unit=stage.unit, title=text.one("judul"),
        summary=text.one("ringkas"), aims="\n".join(text.facts["tujuan"]), form_id=E_LEARNING,
        target_group=text.one("untuk"), strategic_issue=text.one("isu"), theme=text.one("tema"),
        created_by_id=stage.organiser.id, created_at=begun, changed_at=begun,
    )  # fmt: skip
    name, _semicolon, title = text.one("pengajar").partition("; ")
    Trainer.objects.create(tenant=stage.agency, training=training, name=name, title=title)
    version = version_of(stage, training, text, at=begun)
    offering = Offering(
        tenant=stage.agency, unit=stage.unit, kind=Offering.Kind.COURSE, version=version,
        title=training.title, theme=training.theme, description=training.summary,
        form_id=E_LEARNING, starts_at=begun, ends_at=NO_END, zone=ZONE,
        audience=Offering.Audience.NATIONAL, registration_opens_at=begun,
        registration_closes_at=NO_END, has_evaluation=False, state=Offering.State.PUBLISHED,
        created_by_id=stage.organiser.id, created_at=begun,
    )  # fmt: skip
    foretell(offering, version, now=stage.now)
    offering.save()
    return offering


def version_of(stage: Stage, training: Training, text: Text, *, at: datetime) -> Version:
    """The first version of a training with the text in it, published."""
    version = Version.objects.create(
        tenant=stage.agency, training=training, number=1, completion={"of": "required"},
        created_at=at,
    )  # fmt: skip
    titles = []
    for place, (title, pages) in enumerate(text.sections):
        section = Section.objects.create(
            tenant=stage.agency, version=version, title=title, order=place
        )
        Activity.objects.bulk_create(
            Activity(
                tenant=stage.agency, version=version, section=section, kind=page.kind,
                title=page.title, settings=page.settings(tenant_id=stage.agency.pk, at=at),
                minutes=page.minutes, order=order, changed_at=at,
            )
            for order, page in enumerate(pages)
        )  # fmt: skip
        titles += [page.title for page in pages]
    version.minutes = sum(page.minutes for _, pages in text.sections for page in pages)
    version.state, version.published_at = Version.State.PUBLISHED, at
    version.save()
    LogEntry.objects.create(
        tenant=stage.agency, version=version, act=LogEntry.Act.PUBLISHED,
        note="Terbitan pertama.", changes={"added": titles, "removed": [], "changed": []},
        by_id=stage.organiser.id, by_name=stage.organiser.full_name, at=at,
    )  # fmt: skip
    return version


def _assign(stage: Stage, course: Offering, unit: Unit, staff: list[Employment]) -> None:
    """Everybody of a unit, three weeks from now."""
    due = (stage.now.astimezone(ZoneInfo(ZONE)) + timedelta(days=21)).date()
    concerned = [job for job in staff if job.unit.path.startswith(unit.path)]
    assignment = Assignment.objects.create(
        tenant=stage.agency, offering=course, unit=unit, follows=True, due_on=due,
        reason="Surat Tugas Kepala Dinas Nomor 800.1.11/214/2026", people=len(concerned),
        by_id=stage.organiser.id, by_name=stage.organiser.full_name,
        created_at=stage.now - timedelta(days=6),
    )  # fmt: skip
    Enrolment.objects.bulk_create(
        place_of(
            course, job, at=stage.now - timedelta(days=6), source="assigned",
            assignment=assignment, due_on=due,
        )
        for job in concerned
    )  # fmt: skip


def place_of(course: Offering, job: Employment, *, at: datetime, **more: object) -> Enrolment:
    """A person's place, not yet written."""
    return Enrolment(
        tenant_id=course.tenant_id, offering=course, person_id=job.person_id,
        home_id=job.tenant_id, unit_id=job.unit_id, name=job.person.full_name,
        unit_name=job.unit.name, email=job.person.email, registered_at=at, told_at=at, **more,
    )  # fmt: skip


def _study(
    course: Offering,
    people: list[Employment],
    *,
    dice: random.Random,
    now: datetime,
    least: int = 1,
    most: int = 99,
) -> None:
    """People some way through; who has done all is completed by the product itself."""
    assert course.version is not None
    pages = list(
        Activity.objects.filter(version=course.version).order_by("section__order", "order")
    )
    Enrolment.objects.bulk_create(
        [place_of(course, job, at=now - timedelta(days=dice.randint(8, 35))) for job in people],
        ignore_conflicts=True,
    )
    places = {
        each.person_id: each
        for each in Enrolment.objects.filter(
            offering=course, person_id__in=[job.person_id for job in people]
        )
    }
    steps: list[Progress] = []
    finished = []
    for job in people:
        place = places[job.person_id]
        count = min(dice.randint(least, most) if most < 99 else dice.choice(_REACHED), len(pages))
        done = list(_walk(place, pages[:count], dice=dice, now=now))
        steps += done
        place.version, place.started_at = course.version, done[0].opened_at
        place.seen_at, place.last_activity_id = done[-1].changed_at, pages[count - 1].pk
        place.progress = count * 100 // len(pages)
        if count == len(pages):
            finished.append((job.person_id, done))
    sitting = quizzes.Sitting(dice)
    sitting.sit(steps)
    sitting.keep()
    sheets.keep_readings(steps)
    Progress.objects.bulk_create(steps, batch_size=2000)
    clips.watch(steps)
    evaluations.answer(course, steps, dice=dice)
    Enrolment.objects.bulk_update(
        places.values(),
        ["version", "started_at", "seen_at", "last_activity_id", "progress"],
        batch_size=500,
    )
    _complete(course, finished, pages, now=now)


_REACHED = (1, 2, 2, 3, 4, 5, 6, 8, 99, 99, 99)


def _walk(
    place: Enrolment, pages: list[Activity], *, dice: random.Random, now: datetime
) -> Iterator[Progress]:
    """One to four pages a day, on days before today."""
    day = now - timedelta(days=dice.randint(5, 7))
    moment = day
    for number, page in enumerate(pages):
        if number and number % dice.randint(2, 4) == 0 and moment < now - timedelta(days=1):
            day += timedelta(days=1)
            moment = day
        ended = moment + timedelta(minutes=page.minutes)
        local = moment.astimezone(ZoneInfo(ZONE)).date().isoformat()
        yield Progress(
            tenant_id=place.tenant_id, enrolment=place, person_id=place.person_id, activity=page,
            state=Progress.State.DONE, seconds=page.minutes * 60, days={local: page.minutes * 60},
            position=POSITIONS.get(page.kind, {}),
            opened_at=moment, done_at=ended, changed_at=ended,
        )  # fmt: skip
        moment = ended


def _complete(
    course: Offering,
    finished: list[tuple[int, list[Progress]]],
    pages: list[Activity],
    *,
    now: datetime,
) -> None:
    assert course.version is not None
    met = (Condition("activities", is_met=True, sentence=in_words(course.version.completion)),)
    results = []
    for person, steps in finished:
        days: dict[str, int] = {}
        for step, page in zip(steps, pages, strict=True):
            (day,) = step.days
            days[day] = days.get(day, 0) + page.minutes
        spread = tuple((datetime.fromisoformat(day).date(), n) for day, n in sorted(days.items()))
        results.append(
            PersonResult(
                person,
                is_complete=True,
                conditions=met,
                minutes=course.version.minutes,
                days=spread,
            )
        )
    record_results(offering_id=course.id, results=results, actor_id=None, now=now)
