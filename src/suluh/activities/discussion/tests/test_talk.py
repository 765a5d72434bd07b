"""Threads and posts: who may write, what is counted, who is told."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from suluh.activities.discussion.actions import posts as actions
from suluh.activities.discussion.actions.posts import MayNotWrite, ThreadLocked, TooFast
from suluh.activities.discussion.models import Edit, Post, Thread, Visit
from suluh.activities.discussion.queries.people import candidates
from suluh.activities.discussion.queries.places import inside, thread_place
from suluh.activities.discussion.queries.posts import page_of_thread
from suluh.activities.discussion.queries.threads import listed, threads_of
from suluh.activities.discussion.rules.pace import POSTS_AT_ONCE
from suluh.activities.discussion.tests import make
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db


def notices(to: Actor) -> list[str]:
    with scoped(SYSTEM):
        return [row.title for row in Notice.objects.filter(person_id=to.person_id).order_by("id")
                if row.kind == "discussion"]  # fmt: skip


def test_posts_are_numbered_and_the_thread_knows_its_last() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)

    made = make.post(thread, hall.helper, now=NOW + timedelta(minutes=1))

    now = make.fresh(thread)
    assert (made.number, now.post_count, now.last_name) == (2, 2, "Beni Penjawab")
    assert now.last_at == NOW + timedelta(minutes=1)


def test_the_same_form_sent_twice_is_kept_once() -> None:
    hall, token = make.hall(), uuid4()
    thread = make.thread(hall, hall.asker)

    first = make.post(thread, hall.helper, token=token)
    again = make.post(thread, hall.helper, token=token)

    assert (first.pk, make.fresh(thread).post_count) == (again.pk, 2)


def test_a_stranger_finds_neither_course_nor_thread() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    stranger = rows.actor(rows.unit(rows.agency("Lain")))

    for look in (
        lambda: make.place(hall, stranger),
        lambda: make.post(thread, stranger),
    ):
        with pytest.raises(NotFound):
            look()
    with scoped(rows.own(stranger)), pytest.raises(ObjectDoesNotExist):
        Thread.reachable.get(pk=thread.pk)


def test_who_gave_the_place_back_finds_it_no_more() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=hall.helper.person_id).update(state="cancelled")

    with pytest.raises(NotFound):
        make.post(thread, hall.helper)


def test_nobody_floods_a_place() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    for _each in range(POSTS_AT_ONCE):
        make.post(thread, hall.helper)

    with pytest.raises(TooFast):
        make.post(thread, hall.helper)
    make.post(thread, hall.asker)
    make.post(thread, hall.helper, now=NOW + timedelta(minutes=6))

    assert make.fresh(thread).post_count == POSTS_AT_ONCE + 3


def test_a_locked_thread_takes_no_posts() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    with scoped(SYSTEM):
        Thread.objects.filter(pk=thread.pk).update(locked_at=NOW)

    with pytest.raises(ThreadLocked):
        make.post(thread, hall.helper)
    make.post(thread, hall.organiser)

    assert make.fresh(thread).post_count == 2


def test_who_may_only_read_does_not_write() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    with scoped(SYSTEM):
        hall.offering.state = "cancelled"
        hall.offering.save()

    with pytest.raises(MayNotWrite):
        make.post(thread, hall.helper)


def test_followers_get_one_notice_until_they_have_read_on() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper)
    make.post(thread, hall.helper)
    assert notices(hall.asker) == ["Ada tulisan baru: Salam pembuka"]

    with scoped(rows.own(hall.asker)):
        found, place = thread_place(hall.asker, thread.uuid)
        with inside(place):
            actions.keep_visit(found, place, number=3, now=NOW)
    make.post(thread, hall.helper)
    assert len(notices(hall.asker)) == 2

    with scoped(rows.own(hall.asker)):
        actions.follow(actor=hall.asker, thread=thread.uuid, follows=False, now=NOW)
        with inside(place):
            actions.keep_visit(found, place, number=4, now=NOW)
    make.post(thread, hall.helper)
    assert len(notices(hall.asker)) == 2


def test_who_is_mentioned_is_told_and_must_be_in_the_place() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    with scoped(SYSTEM):
        seat = Enrolment.objects.get(person_id=hall.helper.person_id).uuid
        elsewhere = rows.actor(rows.unit(rows.agency("Lain")))

    made = make.post(thread, hall.asker, mentioned=(seat, uuid4()))

    assert made.mentioned == ["Beni Penjawab"]
    assert notices(hall.helper) == ["Asih Penanya menyebut Anda dalam diskusi"]
    assert notices(elsewhere) == []


def test_people_are_found_by_two_letters_of_their_name() -> None:
    hall = make.hall()
    place = make.place(hall, hall.asker)

    with scoped(rows.own(hall.asker)), inside(place):
        found = [[each.name for each in candidates(place, search=text)]
                 for text in ("penj", "p", "asih", "zzz")]  # fmt: skip

    assert found == [["Beni Penjawab"], [], [], []]


def test_ones_own_post_may_change_and_what_it_said_is_kept() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    given = {"thread": thread.uuid, "number": 1, "text": "Kata lain.", "now": NOW}

    with scoped(rows.own(hall.asker)):
        actions.edit_post(actor=hall.asker, **given)  # type: ignore[arg-type]
        actions.edit_post(actor=hall.asker, **given)  # type: ignore[arg-type]
    with scoped(rows.own(hall.helper)), pytest.raises(NotAllowed):
        actions.edit_post(actor=hall.helper, **given)  # type: ignore[arg-type]

    with scoped(SYSTEM):
        assert [each.text for each in Edit.objects.all()] == [make.WORDS]
        assert (Post.objects.get().text, Post.objects.get().words) == ("Kata lain.", 2)


def test_the_asker_says_which_answer_helped() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper)
    given = {"thread": thread.uuid, "number": 2, "now": NOW}

    with scoped(rows.own(hall.helper)), pytest.raises(NotAllowed):
        actions.accept_answer(actor=hall.helper, accepts=True, **given)  # type: ignore[arg-type]
    with scoped(rows.own(hall.asker)):
        for _twice in range(2):
            actions.accept_answer(actor=hall.asker, accepts=True, **given)  # type: ignore[arg-type]
    assert make.fresh(thread).accepted_number == 2
    assert notices(hall.helper) == ["Jawaban Anda diterima"]

    with scoped(rows.own(hall.asker)):
        actions.accept_answer(actor=hall.asker, accepts=False, **given)  # type: ignore[arg-type]
    assert make.fresh(thread).accepted_number is None


def test_unread_posts_are_counted_for_each_reader() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper)

    def unread(who: Actor) -> list[tuple[int, bool]]:
        with scoped(rows.own(who)):
            place = make.place(hall, who)
            with inside(place):
                found = listed(list(threads_of(place)), person_id=who.person_id)
                return [(each.unread, each.is_new) for each in found]

    assert (unread(hall.asker), unread(hall.helper)) == ([(1, False)], [(0, False)])
    assert unread(hall.organiser) == [(2, True)]


def test_reading_never_goes_back() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    with scoped(rows.own(hall.asker)):
        found, place = thread_place(hall.asker, thread.uuid)
        with inside(place):
            for number in (7, 3):
                actions.keep_visit(found, place, number=number, now=NOW)

    with scoped(SYSTEM):
        assert Visit.objects.get().number == 7


def test_any_page_of_a_long_thread_is_found_by_number() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    with scoped(SYSTEM):
        Post.objects.bulk_create(
            Post(tenant=hall.agency, thread=thread, number=number, name="Beni", text="x",
                 person_id=hall.helper.person_id, token=uuid4(), created_at=NOW)
            for number in range(2, 71)
        )  # fmt: skip
        Thread.objects.filter(pk=thread.pk).update(post_count=70)
    now = make.fresh(thread)
    place = make.place(hall, hall.asker)

    def numbers(asked: str = "", begin: str = "") -> tuple[int, int, int]:
        with scoped(rows.own(hall.asker)), inside(place):
            page = page_of_thread(now, place, asked=asked, begin=begin, seen=0)
        return page.items[0].post.number, page.items[-1].post.number, page.last

    assert numbers() == (1, 30, 3)
    assert numbers(asked="3") == (61, 70, 3)
    assert numbers(begin="31") == (31, 60, 3)
    assert numbers(asked="9999999") == numbers(begin="99999") == (61, 70, 3)
    assert numbers(asked="x") == (1, 30, 3)
