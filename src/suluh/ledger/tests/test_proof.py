"""The proof log: every silent edit by a superuser is found and named; a clean ledger is clean."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import ports
from suluh.ledger.actions import post_credits, sequence_entries
from suluh.ledger.models import JpEntry, Leaf
from suluh.ledger.queries.replay import replay
from suluh.ledger.queries.verify import Verdict, verify
from suluh.ledger.tests.conftest import NOW, credit, make_agency, make_people
from suluh.organisation.models import Agency

PEOPLE = 8


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> Any:
    settings.VAR = tmp_path
    ports.log_signer.cache_clear()
    yield
    ports.log_signer.cache_clear()


def checked() -> Verdict:
    with scoped(SYSTEM):
        return verify()


@pytest.fixture
def books(committed_db: None) -> Agency:
    """Sixteen sequenced entries of eight people, in batches of five."""
    agency = make_agency()
    for number in (1, 2):
        given = [
            credit(person, agency, activity_key=f"acara:{number}", facts={"hadir": 150})
            for person in (make_people(agency, PEOPLE) if number == 1 else _people())
        ]
        post_credits(credits=given, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        while sequence_entries(now=now(), limit=5):
            pass
    return agency


def _people() -> list[Any]:
    from suluh.identity.models import Person

    with scoped(SYSTEM):
        return list(Person.objects.order_by("id"))


def test_a_clean_ledger_is_clean(books: Agency) -> None:
    found = checked()
    assert (found.differences, found.findings) == (0, [])
    assert (found.entries, found.leaves, found.checkpoints, found.unsequenced) == (16, 16, 4, 0)


def test_entries_that_wait_are_no_fault(books: Agency) -> None:
    person = _people()[0]
    post_credits(credits=[credit(person, books, activity_key="acara:3")], actor_id=None, now=NOW)
    found = checked()
    assert (found.differences, found.unsequenced) == (0, 1)


Cheat = Callable[[psycopg.Connection[Any], Any], None]


def _set(column: str, value: Any) -> Cheat:
    def cheat(owner: psycopg.Connection[Any], entry: Any) -> None:
        owner.execute(f"UPDATE ledger_jpentry SET {column} = %s WHERE id = %s", [value, entry])

    return cheat


def _delete(owner: psycopg.Connection[Any], entry: Any) -> None:
    owner.execute("DELETE FROM ledger_jpentry WHERE id = %s", [entry])


def _forget(owner: psycopg.Connection[Any], entry: Any) -> None:
    owner.execute("DELETE FROM ledger_leaf WHERE entry_id = %s", [entry])


CHEATS: dict[str, Cheat] = {
    "jp": _set("jp_minor", 400),
    "minutes": _set("minutes", 151),
    "title": _set("title", "Lain"),
    "facts": _set("facts", '{"hadir": 149}'),
    "opening": _set("opening", secrets.token_bytes(32)),
    "actor": _set("actor_id", 5),
    "at": _set("at", "2020-01-01"),
    "activity": _set("activity_key", "acara:9"),
    "delete": _delete,
    "forget the leaf": _forget,
}


def test_every_silent_edit_is_found_and_named(books: Agency, database_url: str) -> None:
    with scoped(SYSTEM):
        entries = list(JpEntry.objects.order_by("?").values_list("id", flat=True))
    chosen = dict(zip(CHEATS, entries, strict=False))

    def edit(owner: psycopg.Connection[Any]) -> None:
        for name, entry in chosen.items():
            CHEATS[name](owner, entry)

    _cheat(database_url, edit)
    places = {finding.place for finding in checked().findings}
    assert {name for name, entry in chosen.items() if str(entry) not in places} == set()


def test_a_rewritten_log_no_longer_fits_its_signature(books: Agency, database_url: str) -> None:
    with scoped(SYSTEM):
        leaf = Leaf.objects.order_by("?")[0]
    _cheat(
        database_url,
        lambda owner: owner.execute(
            "UPDATE ledger_leaf SET hash = %s WHERE index = %s",
            [secrets.token_bytes(32), leaf.index],
        ),
    )
    places = {finding.place for finding in checked().findings}
    assert str(leaf.entry_id) in places
    assert "titik periksa 16" in places


def test_a_shorter_log_is_found(books: Agency, database_url: str) -> None:
    def cut(owner: psycopg.Connection[Any]) -> None:
        owner.execute("DELETE FROM ledger_jpentry WHERE leaf_index >= 11")
        owner.execute("DELETE FROM ledger_leaf WHERE index >= 11")

    _cheat(database_url, cut)
    places = {finding.place for finding in checked().findings}
    assert {"titik periksa 15", "titik periksa 16"} <= places


def test_a_foreign_signature_is_refused(books: Agency, database_url: str) -> None:
    _cheat(
        database_url,
        lambda owner: owner.execute(
            "UPDATE ledger_checkpoint SET note = replace(note, '/jp', '/lain') WHERE size = 5"
        ),
    )
    assert {finding.place for finding in checked().findings} == {"titik periksa 5"}


def test_a_touched_balance_is_found(books: Agency, database_url: str) -> None:
    person = _people()[0]
    _cheat(
        database_url,
        lambda owner: owner.execute(
            "UPDATE ledger_personyear SET jp_minor = jp_minor + 100 WHERE person_id = %s",
            [person.id],
        ),
    )
    assert [f.place for f in checked().findings] == [f"orang {person.id}, tahun 2026"]


def test_the_commands_say_so_by_their_exit_code(
    books: Agency, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("ledger", "verify")
    call_command("ledger", "replay", "--agency", books.code)
    assert "16 baris, 8 buku tahunan" in capsys.readouterr().out
    with scoped(SYSTEM):
        entry = JpEntry.objects.order_by("?")[0]
    _cheat(database_url, lambda owner: CHEATS["jp"](owner, entry.id))
    for arguments in (["verify"], ["replay", "--agency", books.code, "--year", "2026"]):
        with pytest.raises(CommandError) as failed:
            call_command("ledger", *arguments)
        assert failed.value.returncode == 1
        assert str(entry.id) in capsys.readouterr().out


def test_a_replay_of_one_agency_looks_at_its_people_only(books: Agency) -> None:
    other = make_agency("lain")
    guest = make_people(other, 1, start=900)[0]
    post_credits(credits=[credit(guest, other)], actor_id=None, now=NOW)
    with scoped(SYSTEM):
        assert (replay(agency_id=other.id).entries, replay().entries) == (1, 17)


def _cheat(database_url: str, change: Callable[[psycopg.Connection[Any]], Any]) -> None:
    """What only a superuser can do: change rows with the triggers off."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("SET suluh.wide = 'on'")
        for table in ("ledger_jpentry", "ledger_leaf", "ledger_checkpoint"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        change(owner)
        for table in ("ledger_jpentry", "ledger_leaf", "ledger_checkpoint"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
