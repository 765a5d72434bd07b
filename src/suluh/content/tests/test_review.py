"""Review: asked for, given back with words, found good; never by who asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.actions.outline import add_section
from suluh.content.actions.review import (
    NotSubmitted,
    OwnDraft,
    WordsMissing,
    judge_version,
    submit_version,
)
from suluh.content.models import LogEntry, Version
from suluh.content.queries.review import Review, review_of
from suluh.content.queries.trainings import managed_trainings
from suluh.content.tests import make, people
from suluh.content.tests.make import NOW
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role
from tests import make as rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Agency:
    return people.agency("Penyelenggara")


@pytest.fixture
def draft(home: Agency) -> Version:
    return make.version(make.training(home), {"title": "Satu"})


@pytest.fixture
def author(home: Agency) -> Actor:
    return people.actor(people.unit(home), Role.AUTHOR, name="Rina")


@pytest.fixture
def reviewer(home: Agency) -> Actor:
    return people.actor(people.unit(home), Role.REVIEWER, name="Budi")


def _submit(who: Actor, draft: Version) -> LogEntry:
    with scoped(people.own(who)):
        return submit_version(
            actor=who, training=draft.training.uuid, note="Mohon dilihat", now=NOW
        )


def _judge(who: Actor, draft: Version, *, is_good: bool, note: str = "") -> LogEntry:
    with scoped(people.own(who)):
        return judge_version(
            actor=who, training=draft.training.uuid, is_good=is_good, note=note, now=NOW
        )


def _standing(draft: Version) -> Review:
    with scoped(SYSTEM):
        return review_of(Version.objects.select_related("training").get(pk=draft.pk))


def test_it_goes_to_and_fro_until_it_is_good(
    draft: Version, author: Actor, reviewer: Actor
) -> None:
    first = _submit(author, draft)
    assert _submit(author, draft) == first  # a repeat asks once
    assert _standing(draft).waits
    with scoped(people.own(reviewer)):
        assert managed_trainings(reviewer, state="telaah").count() == 1

    _judge(reviewer, draft, is_good=False, note="Bagian dua belum ada contoh.")
    assert _standing(draft).is_returned
    _submit(author, draft)
    _judge(reviewer, draft, is_good=True)

    assert _standing(draft).is_approved
    with scoped(people.own(reviewer)):
        assert managed_trainings(reviewer, state="telaah").count() == 0
    with scoped(SYSTEM):
        acts = list(LogEntry.objects.order_by("id").values_list("act", "by_name"))
    assert acts == [
        ("submitted", "Rina"), ("returned", "Budi"), ("submitted", "Rina"), ("approved", "Budi"),
    ]  # fmt: skip


def test_writing_on_after_approval_is_seen(draft: Version, author: Actor, reviewer: Actor) -> None:
    _submit(author, draft)
    _judge(reviewer, draft, is_good=True)
    assert _standing(draft).changed_after is False

    with scoped(people.own(author)):
        add_section(
            actor=author, training=draft.training.uuid, title="Baru", now=NOW + timedelta(hours=1)
        )

    assert _standing(draft).changed_after is True


def test_nobody_judges_what_was_not_asked_for_or_is_their_own(
    home: Agency, draft: Version, reviewer: Actor
) -> None:
    organiser = people.actor(people.unit(home), Role.ORGANISER)
    with pytest.raises(NotSubmitted):
        _judge(reviewer, draft, is_good=True)
    _submit(organiser, draft)
    with pytest.raises(OwnDraft):
        _judge(organiser, draft, is_good=True)
    with pytest.raises(WordsMissing):
        _judge(reviewer, draft, is_good=False, note="  ")


def test_to_others_it_looks_absent(draft: Version, author: Actor, reviewer: Actor) -> None:
    stranger = people.actor(people.unit(people.agency("Lain")), Role.REVIEWER)
    with pytest.raises(NotFound):
        _submit(reviewer, draft)
    _submit(author, draft)
    for who in (author, stranger):
        with pytest.raises(NotFound):
            _judge(who, draft, is_good=True)


def test_the_pages_show_the_way() -> None:
    agency = rows.agency()
    draft = make.version(make.training(agency), {"title": "Satu"})
    page = f"/kelola/pelatihan/{draft.training.uuid}/"
    writing, reviewing = (
        _client(agency, role, name)
        for role, name in ((Role.AUTHOR, "Rina"), (Role.REVIEWER, "Budi"))
    )

    assert "Ajukan untuk ditelaah" in writing.get(f"{page}terbit/").content.decode()
    writing.post(f"{page}telaah/", {"aksi": "ajukan", "note": "Siap"})
    waiting = reviewing.get(f"{page}terbit/").content.decode()
    reviewing.post(f"{page}telaah/", {"aksi": "kembalikan", "note": "Tambah contoh"})

    assert "Kembalikan untuk diperbaiki" in waiting
    assert "Tambah contoh" in writing.get(f"{page}terbit/").content.decode()
    assert "dikembalikan oleh Budi" in writing.get(f"{page}versi/").content.decode()
    assert writing.post(f"{page}telaah/", {"aksi": "lain"}).status_code == 404


def _client(agency: Agency, role: Role, name: str) -> Client:
    person, client = rows.person(rows.unit(agency), name), Client()
    rows.grant(person, role, agency)
    rows.sign_in(client, person)
    return client
