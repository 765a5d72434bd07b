"""The author's workshop: who may write, what an outline does, when it is published and frozen."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.content.actions import outline
from suluh.content.actions.publish import NotReady, publish_version, start_version
from suluh.content.models import Activity, LogEntry, Section, Training, Version
from suluh.content.rules import richtext
from suluh.content.rules.changes import Changes, Stated, compare, in_words
from suluh.content.rules.order import moved
from suluh.content.rules.richtext import empty_links, skipped_headings, to_html
from suluh.content.tests import make as texts
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Role
from tests import make

NOW = texts.NOW


@pytest.fixture
def agency() -> Agency:
    return make.agency()


def someone(agency: Agency, *roles: Role, at: Unit | None = None) -> tuple[Client, Actor]:
    """Somebody of the agency with these roles, signed in."""
    person, client = make.person(at or make.unit(agency)), Client()
    for role in roles:
        make.grant(person, role, agency, at=at)
    return client, make.sign_in(client, person)


def own(actor: Actor) -> Scope:
    """The scope the middleware opens for the actor."""
    return Scope(tenant_id=actor.agency_id, person_id=actor.person_id)


def _titles(training: Training) -> dict[str, list[str]]:
    with scoped(SYSTEM):
        return {
            section.title: list(
                Activity.objects.filter(section=section, removed_at=None).values_list(
                    "title", flat=True
                )
            )
            for section in Section.objects.filter(version__training=training, removed_at=None)
        }


def _key(model: Any, title: str) -> UUID:
    with scoped(SYSTEM):
        return UUID(str(model.objects.get(title=title).key))


@pytest.mark.django_db
def test_from_nothing_to_a_published_version_by_the_pages_alone(agency: Agency) -> None:
    client, _ = someone(agency, Role.ORGANISER)

    client.post("/kelola/pelatihan/baru/", {"title": "Integritas", "summary": "", "form": 16})
    with scoped(SYSTEM):
        training = Training.objects.get()
        section = Section.objects.get()
    base = f"/kelola/pelatihan/{training.uuid}/"
    added = client.post(
        f"{base}susunan/",
        {"aksi": "tambah-kegiatan", "bagian": section.key, "jenis": "page", "judul": "Satu"},
    )
    assert "masih kosong" in client.get(f"{base}terbit/").content.decode()
    client.post(
        added["Location"],
        {"umum-title": "Satu", "umum-minutes": "45", "umum-is_required": "on", "text": "Isi."},
    )
    client.post(f"{base}syarat/", {"of": "required", "mark": ""})
    done = client.post(f"{base}terbit/", {"note": "Pertama"})

    with scoped(SYSTEM):
        version, entry = Version.objects.get(), LogEntry.objects.get()
        told = DomainEvent.objects.filter(name="content.version.published").count()
    assert done["Location"] == f"{base}kelas/"
    assert (version.state, version.minutes, told) == ("published", 45, 1)
    assert (entry.note, entry.changes["added"]) == ("Pertama", ["Satu"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "reads", "writes", "publishes"),
    [
        (Role.AUTHOR, True, True, False),
        (Role.REVIEWER, True, False, False),
        (Role.PUBLISHER, True, False, True),
        (Role.ORGANISER, True, True, True),
        (Role.SUPERVISOR, False, False, False),
    ],
)
def test_who_may_do_what(
    agency: Agency, role: Role, *, reads: bool, writes: bool, publishes: bool
) -> None:
    training = texts.training(agency)
    texts.version(training, {})
    unit = make.unit(agency)
    client, _ = someone(agency, role, at=unit if role is Role.SUPERVISOR else None)
    base = f"/kelola/pelatihan/{training.uuid}/"

    assert (client.get(base).status_code == 200) is reads
    assert (
        "/kelola/pelatihan/baru/" in client.get("/kelola/pelatihan/").content.decode()
    ) is writes
    added = client.post(f"{base}susunan/", {"aksi": "tambah-bagian", "judul": "Baru"})
    assert (added.status_code == 302) is writes
    published = client.post(f"{base}terbit/", {"note": ""})
    assert (published.status_code == 302) is publishes


@pytest.mark.django_db
def test_who_publishes_hears_that_a_course_is_too_short_for_jp(agency: Agency) -> None:
    client, _ = someone(agency, Role.ORGANISER)
    told = []
    for minutes in (44, 45):
        training = texts.training(agency, f"Selama {minutes} menit")
        texts.version(training, {"title": "Satu", "minutes": minutes})
        page = client.get(f"/kelola/pelatihan/{training.uuid}/terbit/").content.decode()
        told.append("belum memberi JP" in page)
    assert told == [True, False]


@pytest.mark.django_db
def test_activities_and_sections_move_and_come_back(agency: Agency) -> None:
    _, author = someone(agency, Role.ORGANISER)
    training = texts.training(agency)
    texts.version(training, {"title": "A"}, {"title": "B"}, {"title": "C"})
    base: dict[str, Any] = {"actor": author, "training": training.uuid, "now": NOW}
    with scoped(own(author)):
        first = _key(Section, "Bagian pertama")
        second = outline.add_section(title="Kedua", **base).key
        outline.move_activity(key=_key(Activity, "C"), section=first, to=0, **base)
        outline.move_activity(key=_key(Activity, "B"), section=second, to=5, **base)
        outline.move_section(key=second, to=0, **base)
        assert _titles(training) == {"Kedua": ["B"], "Bagian pertama": ["C", "A"]}

        outline.remove(key=_key(Activity, "C"), **base)
        outline.remove(key=second, **base)
        assert _titles(training) == {"Bagian pertama": ["A"]}

        outline.restore(key=second, **base)
        outline.restore(key=_key(Activity, "C"), **base)
        outline.restore(key=_key(Activity, "C"), **base)
    assert _titles(training) == {"Kedua": ["B"], "Bagian pertama": ["C", "A"]}


@pytest.mark.django_db
def test_the_next_version_begins_like_the_last_and_the_log_says_what_changed(
    agency: Agency,
) -> None:
    _, author = someone(agency, Role.ORGANISER)
    training = texts.training(agency)
    texts.published(training, {"title": "A"}, {"title": "B"})
    base: dict[str, Any] = {"actor": author, "training": training.uuid, "now": NOW}
    with scoped(own(author)):
        with pytest.raises(outline.NoDraft):
            outline.add_section(title="Nanti", **base)
        draft = start_version(**base)
        assert start_version(**base).pk == draft.pk
        keys = {row.title: row.key for row in Activity.objects.filter(version=draft)}
        outline.remove(key=keys["A"], **base)
        outline.change_activity(key=keys["B"], values={"minutes": 10}, **base)
        publish_version(note="", **base)
        changes = LogEntry.objects.get().changes
    assert (draft.number, changes) == (
        2, {"added": [], "removed": ["A"], "changed": ["B"], "minutes": [90, 10]},
    )  # fmt: skip


@pytest.mark.django_db
def test_an_unfinished_draft_is_not_published(agency: Agency) -> None:
    _, author = someone(agency, Role.ORGANISER)
    training = texts.training(agency)
    texts.version(training, {"settings": {"text": ""}})

    with scoped(own(author)), pytest.raises(NotReady, match="masih kosong"):
        publish_version(actor=author, training=training.uuid, note="", now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    agency: Agency, count: int, django_assert_num_queries: Any
) -> None:
    client, _ = someone(agency, Role.ORGANISER)
    for number in range(count):
        texts.version(texts.training(agency, f"Pelatihan {number}"), {})

    with django_assert_num_queries(5):
        page = client.get("/kelola/pelatihan/").content.decode()
    assert page.count("Draf 1") == count


@pytest.mark.django_db
def test_what_is_typed_saves_itself_and_shows_its_preview(agency: Agency) -> None:
    client, _ = someone(agency, Role.AUTHOR)
    training = texts.training(agency)
    texts.version(training, {"title": "A"})
    url = f"/kelola/pelatihan/{training.uuid}/kegiatan/{_key(Activity, 'A')}/"

    answer = client.post(
        url,
        {"umum-title": "Baru", "umum-minutes": "", "text": "**Halo** <script>x</script>"},
        headers={"HX-Request": "true"},
    ).content.decode()

    with scoped(SYSTEM):
        kept = Activity.objects.get()
    assert (kept.title, kept.minutes, kept.is_required) == ("Baru", 1, False)
    assert "<strong>Halo</strong>" in answer
    assert "<script>x" not in answer
    assert "Tersimpan" in answer


@pytest.mark.django_db
def test_what_must_be_there_before_publishing_is_not_called_optional(agency: Agency) -> None:
    client, _ = someone(agency, Role.AUTHOR)
    training = texts.training(agency)
    texts.version(training, {"title": "Satu"})
    url = f"/kelola/pelatihan/{training.uuid}/kegiatan/{_key(Activity, 'Satu')}/"
    page = client.get(url).content.decode()
    assert (page.count("(perlu sebelum terbit)"), page.count("(boleh kosong)")) == (1, 1)


@pytest.mark.django_db
def test_minutes_follow_what_is_written_until_the_author_says_how_many(agency: Agency) -> None:
    client, actor = someone(agency, Role.AUTHOR)
    training = texts.training(agency)
    draft = texts.version(training, {"title": "Lama", "minutes": 20})
    with scoped(own(actor)):
        fresh = outline.add_activity(
            actor=actor, training=training.uuid, section=draft.sections.get().key, kind="page",
            title="Baru", now=NOW,
        )  # fmt: skip
    url = f"/kelola/pelatihan/{training.uuid}/kegiatan"
    shown = [
        _minutes_field(client.get(f"{url}/{key}/").content.decode())
        for key in (fresh.key, _key(Activity, "Lama"))
    ]
    client.post(f"{url}/{fresh.key}/", {
        "umum-title": "Baru", "umum-minutes": shown[0], "text": "kata " * 1_500,
    })  # fmt: skip
    with scoped(SYSTEM):
        follows = Activity.objects.get(key=fresh.key)
    assert shown == ["", "20"]
    assert follows.minutes == richtext.reading_minutes("kata " * 1_500) > 5
    with scoped(own(actor)):
        changed = outline.change_activity(
            actor=actor, training=training.uuid, key=fresh.key,
            values={"settings": {"text": "Pendek."}}, now=NOW,
        )  # fmt: skip
    assert changed.minutes == 1


def _minutes_field(page: str) -> str:
    found = re.search(r'<input[^>]*name="umum-minutes"[^>]*>', page)
    assert found
    value = re.search(r'value="([0-9]*)"', found[0])
    return value[1] if value else ""


def test_moving_in_a_list() -> None:
    assert moved(["a", "b", "c"], "a", to=1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], "c", to=-1) == ["c", "a", "b"]
    assert moved(["a", "b", "c"], "a", to=99) == ["b", "c", "a"]


def test_changes_by_key() -> None:
    one, two = Stated("Satu", {}, 1, True), Stated("Dua", {}, 1, True)
    changes = compare({"1": one, "2": two}, {"1": Stated("Satu", {"text": "x"}, 1, True), "3": two})

    assert changes.as_data() == {"added": ("Dua",), "removed": ("Dua",), "changed": ("Satu",)}
    assert in_words(changes.as_data()) == [
        "1 kegiatan baru: Dua",
        "1 kegiatan diubah: Satu",
        "1 kegiatan dihapus: Dua",
    ]


def test_changes_of_length_and_rule() -> None:
    changes = Changes(minutes=(90, 140), rule=({}, {"of": 3, "mark": 70}))
    assert in_words(changes.as_data()) == [
        "Lama belajar 90 menit (2 JP) menjadi 140 menit (3 JP)",
        "Syarat selesai berubah. Dulu: Selesaikan semua kegiatan wajib."
        " Sekarang: Selesaikan sedikitnya 3 kegiatan. Nilai rata-rata sedikitnya 70.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](//evil.example/x.png)",
        "![x](https://evil.example/x.png)",
        "<a href='vbscript:x'>x</a>",
        "<svg onload=alert(1)>",
        "[x](<java\nscript:alert(1)>)",
    ],
)
def test_nothing_written_becomes_a_script_or_a_foreign_picture(text: str) -> None:
    html = to_html(text)

    for bad in (
        "<script",
        "<img src=x",
        "<svg",
        'href="javascript',
        'href="data',
        'evil.example/x.png"',
    ):
        assert bad not in html


def test_text_has_headings_tables_and_hints() -> None:
    html = to_html("# Satu\n\n## Dua\n\n##### Lima\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    assert "<h1" not in html
    assert (html.count("<h2>"), html.count("<h4>")) == (2, 1)
    assert '<div class="table-wrap"><table>' in html
    assert skipped_headings("## Dua\n\n#### Empat") == ["Empat"]
    assert empty_links("[klik di sini](https://a.id) [Peraturan](https://b.id)") == ["klik di sini"]


@pytest.mark.django_db
def test_an_activity_steps_over_the_edge_of_its_section_by_the_same_two_buttons() -> None:
    agency = make.agency()
    client, actor = someone(agency, Role.AUTHOR)
    training = texts.training(agency)
    texts.version(training, {"title": "Satu"}, {"title": "Dua"})
    with scoped(own(actor)):
        outline.add_section(actor=actor, training=training.uuid, title="Kedua", now=NOW)
    url, key = f"/kelola/pelatihan/{training.uuid}/susunan/", _key(Activity, "Dua")

    def step(way: str) -> dict[str, list[str]]:
        client.post(url, {"aksi": "geser-kegiatan", "kunci": str(key), "arah": way})
        return _titles(training)

    assert step("turun") == {"Bagian pertama": ["Satu"], "Kedua": ["Dua"]}
    assert step("turun") == {"Bagian pertama": ["Satu"], "Kedua": ["Dua"]}
    assert step("naik") == {"Bagian pertama": ["Satu", "Dua"], "Kedua": []}
    assert step("naik") == {"Bagian pertama": ["Dua", "Satu"], "Kedua": []}
