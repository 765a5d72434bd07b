"""The sample's discussions: who took part in the courses says what `texts/diskusi.txt` holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db.models import F

from config.sample.events import Stage
from suluh.activities.discussion.actions.mail import mail_news
from suluh.activities.discussion.actions.posts import reply, start_thread
from suluh.activities.discussion.models import MailChoice, Thread, Visit
from suluh.activities.discussion.rules.address import new_code
from suluh.activities.discussion.rules.topic import to_data
from suluh.activities.discussion.types import Cadence, Place, Rule, Standing, Topic, Writing
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment, Offering
from suluh.identity.models import Person

FILE = Path(__file__).parent / "texts/diskusi.txt"
TOKENS = UUID("8c5b7a52-5d2e-4f34-9b3f-2f7f0f3c5b11")


@dataclass
class Said:
    """One post: `-` a participant, `*` the accepted answer, `!` the organiser, `=` the learner."""

    who: str
    lines: list[str]

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(line.removeprefix("  ") for line in self.lines).strip()


@dataclass
class Talk:
    """A thread of a course, or of the topic of that title in it."""

    course: str
    topic: str
    title: str
    marks: set[str]
    posts: list[Said] = field(default_factory=list)


def read() -> Iterator[Talk]:
    """`@ course | topic`, `# title | marks`, then posts, each begun by its sign."""
    course = topic = ""
    talk: Talk | None = None
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            course, _bar, topic = (part.strip() for part in line[2:].partition("|"))
        elif line.startswith("# "):
            if talk:
                yield talk
            title, _bar, marks = line[2:].partition("|")
            talk = Talk(course, topic, title.strip(), set(marks.split()))
        elif talk and line[:2] in {"- ", "* ", "! ", "= "}:
            talk.posts.append(Said(line[0], [line[2:]]))
        elif talk and talk.posts:
            talk.posts[-1].lines.append(line)
    if talk:
        yield talk


def settings_of(lines: list[str]) -> dict[str, Any]:
    """Settings of a topic: its text, done once it is read."""
    return to_data(Topic("\n".join(lines).strip(), Rule.READ, posts=1, words=10))


def make_discussions(stage: Stage, courses: dict[str, Offering], *, learner: Person) -> None:
    """All threads, over the last four weeks, written by people of the courses."""
    dice = random.Random(107)
    talks = [talk for talk in read() if talk.course in courses]
    for number, talk in enumerate(talks):
        _say(stage, courses[talk.course], talk, number=number, dice=dice, learner=learner)


def send_letters(stage: Stage, *, learner: Person) -> None:
    """The learner gets a letter for each topic, to be answered by mail; a colleague a digest."""
    behind = Visit.objects.filter(follows=True, number__lt=F("thread__post_count"))
    colleague = behind.exclude(person__in=[learner, stage.organiser]).order_by("id")[0].person
    choices = ((learner, Cadence.EACH, new_code()), (colleague, Cadence.DAILY, None))
    for person, cadence, code in choices:
        MailChoice.objects.create(
            person=person, cadence=cadence.value, reply_code=code, changed_at=stage.now,
            since=stage.now - timedelta(days=30),
        )  # fmt: skip
    mail_news(cadences=[Cadence.EACH, Cadence.DAILY], now=stage.now)


def _say(
    stage: Stage, course: Offering, talk: Talk, *, number: int, dice: random.Random, learner: Person
) -> None:
    rows = Enrolment.objects.filter(offering=course).exclude(person=learner)
    crowd = list(rows.exclude(started_at=None).order_by("id")[:60])
    own = Enrolment.objects.get(offering=course, person=learner)
    speakers = iter(dice.sample(crowd, len(talk.posts) + 1))
    asker = next(speakers)
    moment = stage.now - timedelta(days=26 - number * 2, hours=dice.randint(0, 5))
    thread: Thread | None = None
    for place_number, said in enumerate(talk.posts):
        seat = {"=": own, "-": asker if not place_number else None}.get(said.who) or next(speakers)
        place = _place(course, talk, seat) if said.who != "!" else _host(stage, course, talk)
        writing = Writing(said.text, uuid5(TOKENS, f"{number}/{place_number}"))
        if thread is None:
            thread = start_thread(
                place=place, title=talk.title, writing=writing, now=moment,
                is_question="pertanyaan" in talk.marks,
            )  # fmt: skip
        else:
            reply(place=place, thread=thread, writing=writing, now=moment)
        if said.who == "*":
            Thread.objects.filter(pk=thread.pk).update(accepted_number=place_number + 1)
        moment += timedelta(hours=dice.randint(1, 20), minutes=dice.randint(3, 50))
    if thread and "sematkan" in talk.marks:
        Thread.objects.filter(pk=thread.pk).update(pinned_at=moment)


def _place(course: Offering, talk: Talk, seat: Enrolment) -> Place:
    signed = (seat.name, seat.unit_name)
    return _room(course, talk, seat.person_id, signed=signed, standing=Standing.NONE)


def _host(stage: Stage, course: Offering, talk: Talk) -> Place:
    who = stage.organiser
    signed = (who.full_name, stage.unit.name)
    return _room(course, talk, who.pk, signed=signed, standing=Standing.ORGANISER)


def _room(
    course: Offering, talk: Talk, person_id: int, *, signed: tuple[str, str], standing: Standing
) -> Place:
    key = None
    if talk.topic:
        topics = Activity.objects.filter(version_id=course.version_id or 0, title=talk.topic)
        key = topics.get().key
    name, unit_name = signed
    return Place(
        tenant_id=course.tenant_id, person_id=person_id, title="", url="", new_url="", back_url="",
        back_label="", offering=course.uuid, offering_id=course.pk, activity_key=key, name=name,
        unit_name=unit_name, standing=standing, may_moderate=standing is not Standing.NONE,
    )  # fmt: skip
