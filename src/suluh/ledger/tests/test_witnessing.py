"""Witnesses are asked, counted and believed; one that disagrees is an alarm within a job's run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured

from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import jobs, ports
from suluh.ledger.actions import ask_witnesses, post_credits, sequence_entries
from suluh.ledger.actions.sequencing import LogStopped
from suluh.ledger.models import Checkpoint, Cosignature, WitnessState
from suluh.ledger.ports import WitnessAway, origin
from suluh.ledger.queries import witnessing
from suluh.ledger.queries.proofs import entry_proof
from suluh.ledger.tests.conftest import NOW, credit
from suluh.ledger.types import EntryProof
from suluh.messaging.models import Notice
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from suluh.standards.commitment import leaf_record
from suluh.standards.tlog import (
    Checkpoint as Head,
)
from suluh.standards.tlog import (
    Proven,
    Tree,
    TreeHead,
    WitnessSigner,
    leaf_hash,
    verify_proof,
)
from suluh.standards.tlog.witness import Answer, Submission, write_submission
from suluh.witness.desk import Desk
from suluh.witness.store import Store
from tests import make

pytestmark = pytest.mark.django_db
BKN, INSPECTORATE = (
    WitnessSigner(name, Ed25519PrivateKey.from_private_bytes(name[6:7].encode() * 32))
    for name in ("saksi.bkn.example", "saksi.itjen.example")
)
DESKS: dict[str, Callable[[str], Answer]] = {}


class InProcess:
    """The witnesses of a test, by address."""

    def add_checkpoint(self, address: str, body: str) -> Answer:
        return DESKS[address](body)

    def last_checkpoint(self, address: str, origin: str) -> Answer:
        raise WitnessAway


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> Any:
    settings.VAR = tmp_path
    settings.WITNESS_DESK = f"{__name__}.InProcess"
    ports.log_signer.cache_clear()
    yield
    ports.log_signer.cache_clear()
    DESKS.clear()


def desk(tmp_path: Path, signer: WitnessSigner) -> Desk:
    verifier = ports.log_signer().verifier()
    return Desk(signer, {origin(): verifier}, Store(tmp_path / f"{signer.name}.sqlite3"))


@pytest.fixture
def bkn(settings: Any, tmp_path: Path) -> Desk:
    """The only witness that the site knows."""
    made = desk(tmp_path, BKN)
    settings.WITNESSES = [f"{BKN.public().vkey()} https://bkn"]
    DESKS["https://bkn"] = made.add_checkpoint
    return made


@pytest.fixture
def post(person: Any, agency: Agency) -> Callable[..., Any]:
    """Posts a credit and brings it into the log; gives its id."""

    def one(number: int) -> Any:
        made = post_credits(
            credits=[credit(person, agency, activity_key=f"acara:{number}")],
            actor_id=None, now=NOW,
        )  # fmt: skip
        with scoped(SYSTEM):
            sequence_entries(now=now())
        return made[person.id].id

    return one


def proof_of(entry: Any) -> EntryProof:
    with scoped(SYSTEM):
        found = entry_proof(entry)
    assert found is not None
    return found


def proven(proof: EntryProof) -> Proven:
    record = leaf_record(proof.index, bytes.fromhex(proof.commitment))
    keys = witnessing.witness_keys()
    return verify_proof(proof.text, record, ports.log_signer().verifier(), keys)


def trouble() -> str:
    return WitnessState.objects.get().trouble


def test_without_witnesses_nothing_is_asked(post: Callable[..., Any]) -> None:
    assert ask_witnesses(now=now()) == 0
    assert not proof_of(post(1)).is_witnessed


def test_each_new_checkpoint_is_signed_once(bkn: Desk, post: Callable[..., Any]) -> None:
    assert ask_witnesses(now=now()) == 0  # an empty log
    for number in range(1, 6):
        post(number)
        assert (ask_witnesses(now=now()), ask_witnesses(now=now())) == (1, 0)

    assert list(Cosignature.objects.values_list("size", flat=True)) == [5, 4, 3, 2, 1]
    assert trouble() == ""


def test_a_proof_goes_to_the_first_checkpoint_that_was_seen(
    bkn: Desk, post: Callable[..., Any]
) -> None:
    first = post(1)
    alone = proof_of(first)
    post(2)
    ask_witnesses(now=now())
    post(3)
    ask_witnesses(now=now())

    seen = proof_of(first)
    assert (alone.is_witnessed, proven(alone).checkpoint.head.size) == (False, 1)
    assert (seen.is_witnessed, proven(seen).checkpoint.head.size) == (True, 2)
    assert [each.witness for each in proven(seen).seen] == [BKN.name]
    assert proof_of(first) == seen


def test_two_witnesses_are_needed_where_the_quorum_says_two(
    bkn: Desk, settings: Any, tmp_path: Path, post: Callable[..., Any]
) -> None:
    settings.WITNESS_QUORUM = 2
    entry = post(1)
    ask_witnesses(now=now())
    assert not proof_of(entry).is_witnessed

    settings.WITNESSES = [*settings.WITNESSES, f"{INSPECTORATE.public().vkey()} https://itjen/"]
    DESKS["https://itjen"] = desk(tmp_path, INSPECTORATE).add_checkpoint
    assert ask_witnesses(now=now()) == 1
    assert [each.witness for each in proven(proof_of(entry)).seen] == [BKN.name, INSPECTORATE.name]


def test_a_witness_that_stands_elsewhere_is_asked_from_there(
    bkn: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    post(1)
    ask_witnesses(now=now())
    post(2)
    monkeypatch.setattr(witnessing, "_last_size", lambda _: 0)  # our memory of it is gone

    assert ask_witnesses(now=now()) == 1
    assert ask_witnesses(now=now()) == 1  # and again, where it stands level with us
    assert Cosignature.objects.count() == 2


def test_a_witness_that_is_away_rests_a_minute_and_comes_back(
    bkn: Desk, post: Callable[..., Any]
) -> None:
    def away(_body: str) -> Answer:
        raise WitnessAway("ConnectionRefusedError")

    DESKS["https://bkn"] = away
    post(1)
    ask_witnesses(now=now())
    assert trouble() == "away"
    since = WitnessState.objects.get().trouble_since

    DESKS["https://bkn"] = bkn.add_checkpoint
    assert ask_witnesses(now=now() + timedelta(seconds=30)) == 0
    assert ask_witnesses(now=now() + timedelta(seconds=90)) == 1
    assert since is not None
    assert (trouble(), WitnessState.objects.get().trouble_since) == ("", None)


@pytest.fixture
def national(person: Any, agency: Agency) -> Any:
    """Somebody who answers for the log, with an address."""
    watcher = make.person(make.unit(agency, "Pusat"), name="Umar")
    make.grant(watcher, Role.NATIONAL)
    return watcher


def alarms() -> int:
    with scoped(SYSTEM):
        return DomainEvent.objects.filter(name="ledger.log.doubted").count()


def foreign_growth(bkn: Desk, size: int) -> None:
    """Whoever has the log's key shows the witness another log."""
    tree = Tree(leaf_hash(b"lain %d" % number) for number in range(size))
    note = ports.log_signer().sign(Head(origin(), TreeHead(size, tree.root())).body())
    assert bkn.add_checkpoint(write_submission(Submission(0, (), note))).status == 200


def test_a_rewritten_log_is_an_alarm_once(
    bkn: Desk, post: Callable[..., Any], national: Any
) -> None:
    foreign_growth(bkn, 1)
    post(1)
    post(2)
    for _ in range(3):
        assert ask_witnesses(now=now()) == 0

    assert (trouble(), alarms()) == ("forked", 1)
    with scoped(SYSTEM):
        notices = list(Notice.objects.filter(kind="log_alarm"))
    assert [(notice.person_id, notice.link) for notice in notices] == [(national.pk, "/log-bukti/")]
    assert BKN.name in notices[0].body


def test_a_log_rolled_back_is_an_alarm(bkn: Desk, post: Callable[..., Any], national: Any) -> None:
    foreign_growth(bkn, 40)
    post(1)
    ask_witnesses(now=now())

    assert (trouble(), alarms()) == ("ahead", 1)


def test_being_overtaken_by_another_process_is_no_alarm(
    bkn: Desk, post: Callable[..., Any]
) -> None:
    post(1)

    def quicker(body: str) -> Answer:
        post(2)
        DESKS["https://bkn"] = bkn.add_checkpoint
        ask_witnesses(now=now())
        return bkn.add_checkpoint(body)

    DESKS["https://bkn"] = quicker
    ask_witnesses(now=now())

    assert (trouble(), alarms()) == ("overtaken", 0)
    post(3)
    assert ask_witnesses(now=now()) == 1


STRANGE = [
    (Answer(404, "this log is not known here"), "refused"),
    (Answer(403), "refused"),
    (Answer(500), "refused"),
    (Answer(409, "entah"), "unreadable"),
    (Answer(200, ""), "unreadable"),
    (Answer(200, "bukan baris\n"), "unreadable"),
]


@pytest.mark.parametrize(("answer", "expected"), STRANGE)
def test_strange_answers_are_noted_and_nothing_is_kept(
    bkn: Desk, post: Callable[..., Any], answer: Answer, expected: str
) -> None:
    DESKS["https://bkn"] = lambda _: answer
    post(1)

    assert ask_witnesses(now=now()) == 0
    assert (trouble(), Cosignature.objects.count(), alarms()) == (expected, 0, 0)


def test_a_signature_of_another_key_is_not_the_witnesss(
    bkn: Desk, post: Callable[..., Any]
) -> None:
    DESKS["https://bkn"] = lambda body: Answer(
        200, INSPECTORATE.cosign(body.partition("\n\n")[2], at=5)
    )
    post(1)
    ask_witnesses(now=now())

    assert (trouble(), Cosignature.objects.count()) == ("unreadable", 0)


def test_lines_of_others_in_the_answer_are_not_kept(bkn: Desk, post: Callable[..., Any]) -> None:
    def generous(body: str) -> Answer:
        more = INSPECTORATE.cosign(body.partition("\n\n")[2], at=5)
        return Answer(200, more + bkn.add_checkpoint(body).body)

    DESKS["https://bkn"] = generous
    post(1)

    assert ask_witnesses(now=now()) == 1
    assert INSPECTORATE.name not in Cosignature.objects.get().line


@pytest.mark.parametrize("line", ["bukan kunci https://a", f"{BKN.public().vkey()} ftp://a"])
def test_witnesses_written_wrongly_are_told_at_once(settings: Any, line: str) -> None:
    settings.WITNESSES = ["", line]
    with pytest.raises(ImproperlyConfigured, match="SULUH_WITNESSES"):
        ports.witnesses()


def test_the_job_sequences_and_asks(bkn: Desk, person: Any, agency: Agency) -> None:
    post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    jobs.sequence(timestamp=0)

    assert Checkpoint.objects.count() == Cosignature.objects.count() == 1


def test_a_log_that_stopped_is_an_alarm(monkeypatch: pytest.MonkeyPatch, national: Any) -> None:
    def stop(**_: Any) -> int:
        raise LogStopped("checkpoint 4 is not what was signed")

    monkeypatch.setattr(jobs, "sequence_entries", stop)
    for _ in range(2):
        with pytest.raises(LogStopped):
            jobs.sequence(timestamp=0)

    with scoped(SYSTEM):
        assert Notice.objects.filter(kind="log_alarm").count() == 1
