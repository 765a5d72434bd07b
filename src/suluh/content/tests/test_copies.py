"""Writing on from what is there: duplicated, reused, copied; and nobody writes over another."""

from __future__ import annotations

from typing import Any

import pytest

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.actions import copies, outline
from suluh.content.actions.outline import ChangedElsewhere, NoDraft
from suluh.content.models import Activity, Section, Training, Version
from suluh.content.queries.reuse import usable_activities
from suluh.content.tests import make, people
from suluh.content.tests.make import NOW
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Agency:
    return people.agency("Penyelenggara")


@pytest.fixture
def author(home: Agency) -> Actor:
    return people.actor(people.unit(home), Role.AUTHOR)


def _draft(at: Agency, *titles: str, name: str = "Menulis surat") -> Version:
    return make.version(make.training(at, name), *[{"title": title} for title in titles])


def _titles(version: Version) -> list[str]:
    with scoped(SYSTEM):
        rows = Activity.objects.filter(version=version, removed_at=None)
        return list(rows.order_by("section__order", "order").values_list("title", flat=True))


def _key(version: Version, title: str) -> Any:
    with scoped(SYSTEM):
        return Activity.objects.get(version=version, title=title).key


def test_an_activity_is_doubled_right_behind_itself(home: Agency, author: Actor) -> None:
    draft = _draft(home, "Satu", "Dua")
    with scoped(people.own(author)):
        made = copies.duplicate(
            actor=author, training=draft.training.uuid, key=_key(draft, "Satu"), now=NOW
        )

    assert _titles(draft) == ["Satu", "Satu (salinan)", "Dua"]
    assert made.key != _key(draft, "Satu")


def test_a_section_is_doubled_with_all_in_it(home: Agency, author: Actor) -> None:
    draft = _draft(home, "Satu", "Dua")
    with scoped(SYSTEM):
        key = Section.objects.get(version=draft).key
    with scoped(people.own(author)):
        copies.duplicate(actor=author, training=draft.training.uuid, key=key, now=NOW)

    assert _titles(draft) == ["Satu", "Dua", "Satu", "Dua"]
    with scoped(SYSTEM):
        assert list(Section.objects.filter(version=draft).values_list("title", "order")) == [
            ("Bagian pertama", 0),
            ("Bagian pertama (salinan)", 1),
        ]
        assert Activity.objects.values("key").distinct().count() == 4


def test_an_activity_of_another_training_is_copied_and_the_original_stays(
    home: Agency, author: Actor
) -> None:
    draft, other = _draft(home, "Satu"), _draft(home, "Salam", name="Lain")
    with scoped(SYSTEM):
        section = Section.objects.get(version=draft).key
        source = Activity.objects.get(version=other)
    with scoped(people.own(author)):
        copies.reuse(
            actor=author, training=draft.training.uuid, section=section, activity_id=source.pk,
            now=NOW,
        )  # fmt: skip

    assert _titles(draft) == ["Satu", "Salam"]
    assert _titles(other) == ["Salam"]


def test_only_the_newest_version_of_ones_own_agency_is_offered(home: Agency, author: Actor) -> None:
    training = make.training(home, "Lama")
    make.published(training, {"title": "Dulu"})
    make.version(training, {"title": "Kini"})
    foreign = _draft(people.agency("Tetangga"), "Rahasia")
    with scoped(SYSTEM):
        foreign_id = Activity.objects.get(version=foreign).pk
    draft = _draft(home, "Satu")
    with scoped(SYSTEM):
        section = Section.objects.get(version=draft).key

    with scoped(people.own(author)):
        assert {each.title for each in usable_activities(author)} == {"Kini", "Satu"}
        assert [each.title for each in usable_activities(author, text="kini")] == ["Kini"]
        with pytest.raises(NotFound):
            copies.reuse(
                actor=author, training=draft.training.uuid, section=section,
                activity_id=foreign_id, now=NOW,
            )  # fmt: skip


def test_a_training_is_copied_as_a_draft_of_its_own(home: Agency, author: Actor) -> None:
    source = make.training(home, "Menulis surat", theme="Kantor")
    make.published(source, {"title": "Satu"}, {"title": "Dua"}, completion={"of": 1})
    with scoped(people.own(author)):
        made = copies.copy_training(actor=author, uuid=source.uuid, now=NOW)

    with scoped(SYSTEM):
        again = Training.objects.get(pk=made.pk)
        draft = Version.objects.get(training=again)
    assert (again.title, again.theme) == ("Menulis surat (salinan)", "Kantor")
    assert (draft.state, draft.completion, _titles(draft)) == ("draft", {"of": 1}, ["Satu", "Dua"])


def test_what_is_published_or_foreign_is_not_doubled(home: Agency, author: Actor) -> None:
    done = make.published(make.training(home), {"title": "Satu"})
    foreign = _draft(people.agency("Tetangga"), "Satu")
    for version, refusal in ((done, NoDraft), (foreign, NotFound)):
        key = _key(version, "Satu")
        with scoped(people.own(author)), pytest.raises(refusal):
            copies.duplicate(actor=author, training=version.training.uuid, key=key, now=NOW)


def test_a_second_window_does_not_write_over_the_first(home: Agency, author: Actor) -> None:
    draft = _draft(home, "Satu")
    key = _key(draft, "Satu")
    seen = NOW

    def change(title: str, seen: Any) -> Activity:
        with scoped(people.own(author)):
            return outline.change_activity(
                actor=author, training=draft.training.uuid, key=key, values={"title": title},
                now=NOW.replace(minute=5), seen=seen,
            )  # fmt: skip

    saved = change("Dari jendela pertama", seen)
    with pytest.raises(ChangedElsewhere):
        change("Dari jendela kedua", seen)
    assert change("Dari jendela pertama", seen).title == "Dari jendela pertama"  # a repeat
    assert change("Keduanya", saved.changed_at).title == "Keduanya"
    assert change("Dengan sengaja", None).title == "Dengan sengaja"
