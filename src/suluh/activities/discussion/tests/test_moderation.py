"""Moderation: with a reason, audited, and the author sees why."""

from __future__ import annotations

import pytest

from suluh.activities.discussion.actions import moderation
from suluh.activities.discussion.actions.posts import accept_answer
from suluh.activities.discussion.models import Flag, Post, Thread
from suluh.activities.discussion.queries.moderation import reasons_of, reported_posts
from suluh.activities.discussion.queries.places import inside
from suluh.activities.discussion.queries.posts import post_place, show
from suluh.activities.discussion.queries.threads import threads_of
from suluh.activities.discussion.rules import pace
from suluh.activities.discussion.tests import make
from suluh.activities.discussion.tests.test_talk import notices
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.organisation.types import Actor, Role

pytestmark = pytest.mark.django_db


def hide(hall: make.Hall, thread: Thread, number: int, who: Actor | None = None) -> Post:
    who = who or hall.organiser
    with scoped(rows.own(who)):
        return moderation.hide_post(
            actor=who, thread=thread.uuid, number=number, reason="Memuat data warga", now=NOW
        )


def events() -> list[str]:
    with scoped(SYSTEM):
        rows = DomainEvent.objects.filter(name__startswith="discussion.").order_by("id")
        return [f"{row.name} {row.reason}".strip() for row in rows]


def report(hall: make.Hall, thread: Thread, who: Actor, number: int = 2) -> Flag:
    with scoped(rows.own(who)):
        return moderation.report_post(
            actor=who, thread=thread.uuid, number=number, reason="Menyebut NIK", now=NOW
        )


def test_a_hidden_post_is_seen_by_its_author_and_moderators_with_the_reason() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper, "Nomornya 3201 dan seterusnya")

    hide(hall, thread, 2)
    hide(hall, thread, 2)

    def text_before(who: Actor) -> str:
        with scoped(rows.own(who)):
            post, found, place = post_place(who, thread.uuid, 2)
            with inside(place):
                return show(post, found, place, seen=0).html

    assert "3201" in text_before(hall.helper)
    assert "3201" in text_before(hall.organiser)
    with pytest.raises(NotFound):
        text_before(hall.asker)
    assert notices(hall.helper) == ["Tulisan Anda disembunyikan moderator"]
    assert events() == ["discussion.post.hidden Memuat data warga"]


def test_only_moderators_hide_and_never_without_a_reason() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)

    with pytest.raises(NotAllowed):
        hide(hall, thread, 1, hall.helper)
    with scoped(rows.own(hall.organiser)), pytest.raises(moderation.ReasonMissing):
        moderation.hide_post(
            actor=hall.organiser, thread=thread.uuid, number=1, reason=" ", now=NOW
        )
    elsewhere = rows.actor(rows.unit(rows.agency("Lain")), Role.ORGANISER)
    with pytest.raises(NotFound):
        hide(hall, thread, 1, elsewhere)


def test_a_thread_is_out_of_sight_as_long_as_its_first_post_is() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)

    def seen(who: Actor) -> int:
        with scoped(rows.own(who)):
            place = make.place(hall, who)
            with inside(place):
                return threads_of(place).count()

    hide(hall, thread, 1)
    assert [seen(each) for each in (hall.asker, hall.helper, hall.organiser)] == [1, 0, 1]
    with pytest.raises(NotFound):
        make.post(thread, hall.helper)

    with scoped(rows.own(hall.organiser)):
        for _twice in range(2):
            moderation.show_post(actor=hall.organiser, thread=thread.uuid, number=1, now=NOW)
    assert seen(hall.helper) == 1
    assert [each.split()[0] for each in events()] == [
        "discussion.post.hidden", "discussion.post.shown"
    ]  # fmt: skip


def test_a_hidden_answer_is_no_longer_the_accepted_one() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper)
    with scoped(rows.own(hall.asker)):
        accept_answer(actor=hall.asker, thread=thread.uuid, number=2, accepts=True, now=NOW)

    hide(hall, thread, 2)

    assert make.fresh(thread).accepted_number is None


def test_reports_reach_the_moderators_once_and_are_settled() -> None:
    hall = make.hall()
    with scoped(SYSTEM):
        hall.offering.created_by_id = hall.organiser.person_id
        hall.offering.save()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper)

    first = report(hall, thread, hall.asker)
    assert report(hall, thread, hall.asker).pk == first.pk
    with pytest.raises(NotAllowed):
        report(hall, thread, hall.helper)

    def waiting(who: Actor) -> list[list[str]]:
        with scoped(rows.own(who)):
            posts = list(reported_posts(who))
            return [reasons_of(posts)[post.pk] for post in posts]

    assert notices(hall.organiser) == ["Ada tulisan yang dilaporkan"]
    assert waiting(hall.organiser) == [["Menyebut NIK"]]
    assert waiting(hall.asker) == []
    assert waiting(rows.actor(rows.unit(rows.agency("Lain")), Role.ORGANISER)) == []

    with scoped(rows.own(hall.organiser)):
        for _twice in range(2):
            moderation.keep_post(actor=hall.organiser, thread=thread.uuid, number=2, now=NOW)
    assert waiting(hall.organiser) == []
    with scoped(SYSTEM):
        assert Flag.objects.get().outcome == "kept"
    assert events() == ["discussion.post.reported", "discussion.post.kept"]


def test_hiding_settles_the_reports() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper)
    report(hall, thread, hall.asker)

    hide(hall, thread, 2)

    with scoped(SYSTEM):
        assert Flag.objects.get().outcome == "hidden"


def test_nobody_reports_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    for _each in range(3):
        make.post(thread, hall.organiser)
    monkeypatch.setattr(pace, "FLAGS_A_DAY", 2)

    for number in (2, 3):
        report(hall, thread, hall.asker, number)
    with pytest.raises(moderation.TooManyFlags):
        report(hall, thread, hall.asker, 4)


@pytest.mark.parametrize("act", sorted(moderation.THREAD_ACTS))
def test_locking_and_pinning_are_the_moderators(act: str) -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker)
    field, is_set, name = moderation.THREAD_ACTS[act]
    with scoped(SYSTEM):
        Thread.objects.filter(pk=thread.pk).update(**{field: None if is_set else NOW})

    with scoped(rows.own(hall.asker)), pytest.raises(NotAllowed):
        moderation.change_thread(actor=hall.asker, thread=thread.uuid, act=act, now=NOW)
    with scoped(rows.own(hall.organiser)):
        for _twice in range(2):
            moderation.change_thread(actor=hall.organiser, thread=thread.uuid, act=act, now=NOW)

    assert (getattr(make.fresh(thread), field) is not None) is is_set
    assert events() == [f"discussion.thread.{name}"]
