"""The proof log: every silent edit by a superuser is found and named; a clean ledger is clean."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import ports
from suluh.ledger.actions import post_credits, sequence_entries
from suluh.ledger.models import Checkpoint, Cosignature, JpEntry, Leaf
from suluh.ledger.ports import WitnessAway, origin
from suluh.ledger.queries.replay import replay
from suluh.ledger.queries.verify import Elsewhere, Verdict, verify
from suluh.ledger.queries.witnessing import key_hash
from suluh.ledger.tests.conftest import NOW, credit, make_agency, make_people
from suluh.ledger.tests.tampering import ON_LINES, ON_LOG, Line, Run, open_books, truncate
from suluh.organisation.models import Agency
from suluh.standards.tlog import Checkpoint as Head
from suluh.standards.tlog import TreeHead, WitnessSigner
from suluh.standards.tlog.witness import Answer

PEOPLE = 8
DICE = random.Random(7)


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> Any:
    settings.VAR = tmp_path
    ports.log_signer.cache_clear()
    yield
    ports.log_signer.cache_clear()


def checked(*elsewhere: Elsewhere, show: int = 100) -> Verdict:
    with scoped(SYSTEM):
        return verify(elsewhere, show=show)


def run_on(owner: psycopg.Connection[Any]) -> Run:
    def run(statement: str, values: list[Any] | None = None) -> Any:
        found = owner.execute(statement, values)
        return found.fetchone() if found.description else None

    return run


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


def lines(book: Agency) -> list[Line]:
    """The lines in the log, one of each person first."""
    with scoped(SYSTEM):
        found = list(JpEntry.objects.exclude(leaf_index=None).order_by("line", "leaf_index"))
    size = len(found)
    return [Line(str(e.id), e.person_id, e.year, e.leaf_index or 0, size) for e in found]


def places() -> set[str]:
    return {finding.place for finding in checked(show=10_000).findings}


@pytest.fixture
def many(committed_db: None) -> Agency:
    """Enough lines for a kept hash of the tree: 270 of 135 people, in batches of fifty."""
    agency = make_agency()
    people = make_people(agency, 135)
    for number in (1, 2):
        given = [credit(p, agency, activity_key=f"acara:{number}") for p in people]
        post_credits(credits=given, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        while sequence_entries(now=now(), limit=50):
            pass
    return agency


def test_every_secret_act_on_a_line_is_found_and_named(many: Agency, database_url: str) -> None:
    assert checked().findings == []
    chosen = lines(many)[2:135:3]
    assert len(chosen) >= len(ON_LINES)
    dice, expected = random.Random(7), {}

    def act(owner: psycopg.Connection[Any]) -> None:
        for (name, cheat), line in zip(ON_LINES.items(), chosen, strict=False):
            expected[name] = cheat(run_on(owner), line, dice)

    _cheat(database_url, act)
    found = places()
    assert {name for name, place in expected.items() if place not in found} == set()
    assert len(expected) == len(ON_LINES)


@pytest.mark.parametrize("name", ON_LOG)
def test_every_secret_act_on_the_log_is_found_and_named(
    many: Agency, database_url: str, name: str
) -> None:
    expected = []
    line = lines(many)[70]
    _cheat(
        database_url,
        lambda owner: expected.append(ON_LOG[name](run_on(owner), line, random.Random(7))),
    )
    assert places() == set(expected)
    assert len(checked(show=0).findings) == 0 < checked(show=0).differences


def test_a_rewritten_leaf_is_placed_between_two_checkpoints(
    books: Agency, database_url: str
) -> None:
    """Who changes a line and its leaf alike still lacks the key of the log."""
    with scoped(SYSTEM):
        leaf = Leaf.objects.get(index=7)
    _cheat(
        database_url,
        lambda owner: owner.execute(
            "UPDATE ledger_leaf SET hash = %s WHERE index = 7", [secrets.token_bytes(32)]
        ),
    )
    found = checked().findings
    assert {finding.place for finding in found} == {str(leaf.entry_id), "titik periksa 10"}
    assert "di antara nomor bukti 5 dan 9" in found[-1].what


def test_a_shorter_log_is_found(books: Agency, database_url: str) -> None:
    def cut(owner: psycopg.Connection[Any]) -> None:
        owner.execute("DELETE FROM ledger_jpentry WHERE leaf_index >= 11")
        owner.execute("DELETE FROM ledger_leaf WHERE index >= 11")

    _cheat(database_url, cut)
    assert {"titik periksa 15", "titik periksa 16", "bukti 10"} <= places()


def test_an_empty_log_is_found(books: Agency, database_url: str) -> None:
    _cheat(database_url, lambda owner: owner.execute("DELETE FROM ledger_leaf"))
    assert {f"titik periksa {size}" for size in (5, 10, 15, 16)} <= places()


def kept() -> Elsewhere:
    """The newest checkpoint, as somebody put it away."""
    return Elsewhere("surel.txt", Checkpoint.objects.order_by("-size")[0].note)


def test_an_older_backup_is_found_by_what_others_kept(books: Agency, database_url: str) -> None:
    put_away = kept()
    _cheat(database_url, lambda owner: truncate(run_on(owner), 10))

    assert checked().findings == []  # alone, an older state is a good one
    (finding,) = checked(put_away).findings
    assert (finding.place, "dimundurkan" in finding.what) == ("surel.txt", True)


def test_a_log_written_anew_with_the_key_is_found_by_what_others_kept(books: Agency) -> None:
    other = Head(origin(), TreeHead(12, bytes(32)))
    forged = Elsewhere("saksi", ports.log_signer().sign(other.body()))
    stranger = Elsewhere("lain", "bukan titik periksa")

    found = checked(forged, stranger, kept())
    assert (found.elsewhere, found.differences) == (3, 2)
    assert {f.place for f in found.findings} == {"saksi", "lain"}


def test_cosignatures_are_checked_too(books: Agency, database_url: str, settings: Any) -> None:
    signer = WitnessSigner("saksi.example", Ed25519PrivateKey.generate())
    settings.WITNESSES = [f"{signer.public().vkey()} https://saksi"]
    for size in (5, 10, 15, 16):
        note = Checkpoint.objects.get(size=size).note
        Cosignature.objects.create(
            size=size, witness=signer.name, key_hash=key_hash(signer.public()),
            line=signer.cosign(note, at=1_790_000_000),
            seen_at=datetime.fromtimestamp(1_790_000_000, UTC),
        )  # fmt: skip
    Cosignature.objects.create(
        size=5, witness="saksi.lama", key_hash="00000000", line="— x", seen_at=now()
    )
    assert (checked().findings, checked().cosignatures) == ([], 5)

    def cheat(owner: psycopg.Connection[Any]) -> None:
        owner.execute("UPDATE ledger_cosignature SET seen_at = seen_at + '1 day' WHERE size = 5")
        owner.execute("UPDATE ledger_cosignature SET line = '— a AAAA\n' WHERE size = 10")
        owner.execute("UPDATE ledger_cosignature SET line = 'rusak' WHERE size = 16")
        owner.execute("DELETE FROM ledger_checkpoint WHERE size = 15")

    _cheat(database_url, cheat)
    expected = {f"titik periksa {size}, saksi saksi.example" for size in (5, 10, 15, 16)}
    assert expected <= places()


def test_a_line_slipped_into_the_past_is_found_even_once_it_is_in_the_log(
    books: Agency, database_url: str
) -> None:
    made = []
    line = lines(books)[3]
    _cheat(
        database_url,
        lambda owner: made.append(ON_LINES["insert into the past"](run_on(owner), line, DICE)),
    )
    waiting = [f.what for f in checked().findings if f.place == made[0]]
    with scoped(SYSTEM):
        sequence_entries(now=now())
    logged = [f.what for f in checked().findings if f.place == made[0]]
    assert any("tetapi tidak masuk log bukti" in what for what in waiting)
    assert any("belum ada pada titik periksa 16" in what for what in logged)


class Told:
    """Witnesses as the command asks them: one knows the log, one does not, one is away."""

    def last_checkpoint(self, address: str, log: str) -> Answer:
        if address == "https://pergi":
            raise WitnessAway("tidak ada jaringan")
        note = Checkpoint.objects.order_by("-size")[0].note if log == origin() else ""
        return Answer(200, note) if address == "https://tahu" else Answer(404)


def test_the_command_asks_witnesses_and_reads_what_was_kept(
    books: Agency, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.WITNESS_DESK = f"{__name__}.Told"
    settings.WITNESSES = [
        f"{WitnessSigner(name, Ed25519PrivateKey.generate()).public().vkey()} https://{name}"
        for name in ("tahu", "belum", "pergi")
    ]
    put_away = tmp_path / "surel.txt"
    put_away.write_text(kept().note)

    call_command("ledger", "verify", "--checkpoint", str(put_away))
    asked = capsys.readouterr().out
    call_command("ledger", "verify", "--offline", "--show", "5")

    assert "2 titik periksa dari luar: 0 berbeda" in asked
    assert "Saksi belum belum melihat log ini (404)" in asked
    assert "Saksi pergi tidak terjangkau: tidak ada jaringan" in asked
    assert "0 titik periksa dari luar" in capsys.readouterr().out


def test_an_unknown_agency_is_told(books: Agency) -> None:
    with pytest.raises(CommandError, match="Tidak ada instansi"):
        call_command("ledger", "replay", "--agency", "entah")


def test_a_foreign_signature_is_refused(books: Agency, database_url: str) -> None:
    _cheat(
        database_url,
        lambda owner: owner.execute(
            "UPDATE ledger_checkpoint SET note = replace(note, '/jp', '/lain') WHERE size = 5"
        ),
    )
    assert {finding.place for finding in checked().findings} == {"titik periksa 5"}


def test_the_commands_say_so_by_their_exit_code(
    books: Agency, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("ledger", "verify")
    call_command("ledger", "replay", "--agency", books.code)
    assert "16 baris, 8 buku tahunan" in capsys.readouterr().out
    with scoped(SYSTEM):
        entry = JpEntry.objects.order_by("?")[0]
    line = Line(str(entry.id), entry.person_id, entry.year, entry.leaf_index or 0, 16)
    _cheat(database_url, lambda owner: ON_LINES["set jp_minor"](run_on(owner), line, DICE))
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
    """What only a superuser can do: change rows that nothing protects any more."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        open_books(run_on(owner))
        change(owner)
