"""Rows for tests of discussions: a course with a topic, people in it, threads and posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from suluh.activities.discussion.actions.posts import reply, start_thread
from suluh.activities.discussion.models import Post, Thread
from suluh.activities.discussion.queries.places import course_place, thread_place
from suluh.activities.discussion.tests.sample import SETTINGS
from suluh.activities.discussion.types import Place, Writing
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Offering
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role

WORDS = "Saya mulai dari maksud surat, lalu menulis siapa berbuat apa."


@dataclass(frozen=True)
class Hall:
    """A course of an agency with one topic; two learners of another agency, and its organiser."""

    agency: Agency
    offering: Offering
    key: UUID
    asker: Actor
    helper: Actor
    organiser: Actor


def hall() -> Hall:
    """A course whose only activity is a discussion."""
    agency = rows.agency("Penyelenggara")
    activity = {"kind": "discussion", "title": "Surat yang sulit", "settings": SETTINGS}
    version = texts.published(texts.training(agency), activity)
    offering = rows.course(version)
    home = rows.unit(rows.agency())
    asker, helper = (rows.actor(home, name=name) for name in ("Asih Penanya", "Beni Penjawab"))
    for each in (asker, helper):
        with scoped(rows.own(each)):
            register(actor=each, offering_uuid=offering.uuid, now=NOW)
    with scoped(SYSTEM):
        key = version.activities.get().key
    organiser = rows.actor(rows.unit(agency), Role.ORGANISER, name="Oki Penyelenggara")
    return Hall(agency, offering, key, asker, helper, organiser)


def place(of: Hall, who: Actor, *, topic: bool = False) -> Place:
    """The course, or its topic, before that person."""
    with scoped(rows.own(who)):
        return course_place(who, of.offering.uuid, of.key if topic else None)


def thread(
    of: Hall, who: Actor, *, topic: bool = False, asks: bool = True, now: datetime = NOW,
    title: str = "Salam pembuka",
) -> Thread:  # fmt: skip
    """A thread that this person began."""
    with scoped(rows.own(who)):
        return start_thread(
            place=place(of, who, topic=topic), title=title, is_question=asks, now=now,
            writing=Writing(WORDS, uuid4()),
        )  # fmt: skip


def post(
    to: Thread, who: Actor, text: str = WORDS, *, token: UUID | None = None, now: datetime = NOW,
    mentioned: tuple[UUID, ...] = (), reply_to: int | None = None,
) -> Post:  # fmt: skip
    """A reply of this person."""
    writing = Writing(text, token or uuid4(), reply_to, mentioned)
    with scoped(rows.own(who)):
        found, there = thread_place(who, to.uuid)
        return reply(place=there, thread=found, writing=writing, now=now)


def fresh(one: Thread) -> Thread:
    """The thread as it stands now."""
    with scoped(SYSTEM):
        return Thread.objects.get(pk=one.pk)
