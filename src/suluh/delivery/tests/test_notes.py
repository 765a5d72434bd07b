"""Private notes and marks: kept from two devices, read by nobody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.content.models import Activity
from suluh.content.tests import make as texts
from suluh.delivery.actions.learning import open_lesson
from suluh.delivery.actions.notes import keep_note, set_mark
from suluh.delivery.actions.registration import register
from suluh.delivery.models import LessonNote, Offering
from suluh.delivery.queries.notes import own_notes
from suluh.delivery.rules.notes import merged
from suluh.delivery.tests import make
from suluh.identity.models import Account
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
_TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def course() -> Offering:
    training = texts.training(make.agency("Penyelenggara"))
    return make.course(texts.published(training, {"title": "Satu"}, {"title": "Dua"}, {}))


@pytest.fixture
def rina(course: Offering) -> Actor:
    return _learner(course)


def _learner(course: Offering) -> Actor:
    who = make.actor(make.unit(make.agency()))
    with scoped(make.own(who)):
        register(actor=who, offering_uuid=course.uuid, now=now())
        for key in _keys(course)[:2]:
            open_lesson(actor=who, offering_uuid=course.uuid, key=key, now=now())
    return who


def _keys(course: Offering) -> list[Any]:
    with scoped(SYSTEM):
        rows = Activity.objects.filter(version=course.version).order_by("order")
        return list(rows.values_list("key", flat=True))


def _keep(who: Actor, course: Offering, key: Any, text: str, base: str = "") -> str:
    with scoped(make.own(who)):
        return keep_note(
            actor=who, offering_uuid=course.uuid, key=key, text=text, base=base, now=now()
        ).text


@pytest.mark.parametrize(
    ("kept", "written", "base", "wanted"),
    [
        ("", "baru", "", "baru"),
        ("lama", "lama diubah", "lama", "lama diubah"),
        ("lama", "", "lama", ""),
        ("dari ponsel", "dari kantor", "", "dari ponsel\n\ndari kantor"),
        ("dari ponsel\n\ndari kantor", "dari kantor", "", "dari ponsel\n\ndari kantor"),
        ("sama", "sama", "", "sama"),
        ("awal", "awal dan lagi", "", "awal dan lagi"),
    ],
)
def test_two_devices_lose_nothing(kept: str, written: str, base: str, wanted: str) -> None:
    assert merged(kept=kept, written=written, base=base) == wanted
    assert merged(kept=wanted, written=written, base=base) == wanted


def test_a_note_is_kept_changed_and_emptied(course: Offering, rina: Actor) -> None:
    key = _keys(course)[0]

    assert _keep(rina, course, key, "Ingat sapaan") == "Ingat sapaan"
    assert _keep(rina, course, key, "Ingat sapaan") == "Ingat sapaan"
    assert _keep(rina, course, key, "Ingat salam", base="Ingat sapaan") == "Ingat salam"
    assert _keep(rina, course, key, "", base="Ingat salam") == ""


def test_notes_and_marks_stand_in_the_order_of_the_course(course: Offering, rina: Actor) -> None:
    first, second, _third = _keys(course)
    with scoped(make.own(rina)):
        set_mark(actor=rina, offering_uuid=course.uuid, key=second, is_marked=True, now=now())
    _keep(rina, course, first, "Kata kunci: empati")

    with scoped(make.own(rina)):
        _course, found = own_notes(rina, course.uuid)
        _course, searched = own_notes(rina, course.uuid, text="EMPATI")

    assert [(n.part.title, n.note.is_marked) for n in found] == [("Satu", False), ("Dua", True)]
    assert [n.part.title for n in searched] == ["Satu"]


def test_the_row_is_the_persons_alone_even_for_the_organisers_agency(
    course: Offering, rina: Actor
) -> None:
    _keep(rina, course, _keys(course)[0], "Rahasia saya")
    budi = _learner(course)

    with scoped(make.own(budi)):
        assert own_notes(budi, course.uuid)[1] == []
    with scoped(Scope(tenant_id=course.tenant_id, person_id=budi.person_id)):
        assert LessonNote.objects.count() == 0
        assert LessonNote.reachable.update(text="") == 0
    with scoped(SYSTEM):
        assert LessonNote.objects.get().text == "Rahasia saya"


def test_what_was_never_opened_and_who_has_no_place_get_nothing(
    course: Offering, rina: Actor
) -> None:
    stranger = make.actor(make.unit(make.agency()))
    for who, key in ((rina, _keys(course)[2]), (stranger, _keys(course)[0])):
        with pytest.raises(NotFound):
            _keep(who, course, key, "Halo")


def test_the_pages_keep_show_and_say_what_to_do(
    course: Offering, rina: Actor, client: Client
) -> None:
    with scoped(SYSTEM):
        client.force_login(Account.objects.get(pk=rina.account_id))
    base = f"/pelatihan/{course.uuid}/"
    lesson = f"{base}belajar/{_keys(course)[0]}/"

    assert "Belum ada catatan" in client.get(f"{base}catatan/").content.decode()
    quiet = client.post(f"{lesson}catatan/", {"catatan": "Satu\r\ndua", "dasar": "", "quiet": "1"})
    client.post(f"{lesson}catatan/", {"tanda": "1"})

    assert quiet.content.decode() == "Satu\ndua"
    assert "Ditandai" in client.get(lesson).content.decode()
    page = client.get(f"{base}catatan/?q=dua").content.decode()
    assert "Satu" in page
    assert "Tidak ada catatan" in client.get(f"{base}catatan/?q=xyz").content.decode()


def test_parts_that_are_drawn_once_for_all_hold_nothing_of_one_person(
    course: Offering, rina: Actor
) -> None:
    budi, lesson = _learner(course), f"/pelatihan/{course.uuid}/belajar/{_keys(course)[0]}/"
    seen = []
    for who in (rina, budi):
        browser = Client()
        with scoped(SYSTEM):
            browser.force_login(Account.objects.get(pk=who.account_id))
        empty = browser.get(lesson)
        browser.post(f"{lesson}catatan/", {"tanda": "1"})
        _keep(who, course, _keys(course)[0], f"Rahasia {who.account_id}")
        seen.append((empty.content.decode(), browser.get(lesson).content.decode()))

    (_first, of_rina), (budi_before, of_budi) = seen
    assert "Rahasia" not in budi_before
    assert "Ditandai" not in budi_before
    assert f"Rahasia {rina.account_id}" in of_rina
    assert f"Rahasia {rina.account_id}" not in of_budi
    tokens = [set(_TOKENS.findall(page)) for page in (of_rina, of_budi)]
    assert [len(each) for each in tokens] == [1, 1]  # one for all forms of a page
    assert tokens[0] != tokens[1]


def test_the_size_of_text_is_remembered_on_this_device(
    course: Offering, rina: Actor, client: Client
) -> None:
    with scoped(SYSTEM):
        client.force_login(Account.objects.get(pk=rina.account_id))
    lesson = f"/pelatihan/{course.uuid}/belajar/{_keys(course)[0]}/"

    answer = client.post("/tampilan/huruf/", {"ukuran": "besar", "next": lesson})
    assert answer.headers["Location"] == lesson
    assert 'text-large">' in client.get(lesson).content.decode()
    client.post("/tampilan/huruf/", {"ukuran": "", "next": "https://jahat.example/"})
    assert '<body class="has-tabbar">' in client.get(lesson).content.decode()
    client.cookies["huruf"] = "raksasa"  # no size of ours
    assert '<body class="has-tabbar">' in client.get(lesson).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_notes_asks_as_much_for_three_as_for_one(
    course: Offering, rina: Actor, count: int, client: Client, django_assert_num_queries: Any
) -> None:
    with scoped(make.own(rina)):
        open_lesson(actor=rina, offering_uuid=course.uuid, key=_keys(course)[2], now=now())
    for key in _keys(course)[:count]:
        _keep(rina, course, key, "Catatan")
    with scoped(SYSTEM):
        client.force_login(Account.objects.get(pk=rina.account_id))
    client.get(f"/pelatihan/{course.uuid}/catatan/")

    with django_assert_num_queries(13):
        client.get(f"/pelatihan/{course.uuid}/catatan/")
