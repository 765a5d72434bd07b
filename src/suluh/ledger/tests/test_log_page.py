"""What anybody may see of the log: whether it is watched, its checkpoint, its tiles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import ports
from suluh.ledger.actions import ask_witnesses, post_credits, sequence_entries
from suluh.ledger.models import Leaf
from suluh.ledger.queries.standing import log_standing
from suluh.ledger.tests import test_witnessing as asked
from suluh.ledger.tests.conftest import NOW, credit
from suluh.ledger.tests.test_witnessing import BKN, DESKS, _own_key, bkn, post
from suluh.organisation.models import Agency
from suluh.standards.tlog import Tree, open_checkpoint, seen_by
from suluh.witness.desk import Desk

__all__ = ["_own_key", "bkn", "post"]
pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    answer = client.get("/log-bukti/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_log_says_so(client: Client) -> None:
    assert "Log masih kosong" in page(client)
    assert client.get("/log-bukti/checkpoint").status_code == 404


def test_without_witnesses_the_page_does_not_pretend(
    client: Client, post: Callable[..., Any]
) -> None:
    post(1)
    assert "Belum ada saksi dari luar" in page(client)


def test_a_watched_log_shows_who_watches(
    client: Client, bkn: Desk, post: Callable[..., Any]
) -> None:
    post(1)
    ask_witnesses(now=now())
    shown = page(client)
    note = client.get("/log-bukti/checkpoint")

    assert "Disaksikan 1 dari 1 saksi; yang diminta 1" in shown
    assert BKN.name in shown
    text = note.content.decode()
    verifier = ports.log_signer().verifier()
    assert open_checkpoint(text, verifier).head.size == 1
    assert len(seen_by(text, [BKN.public()])) == 1
    assert verifier.vkey() in shown.replace("&#x2B;", "+")


def test_a_day_without_a_witness_is_said(
    client: Client, bkn: Desk, post: Callable[..., Any], person: Any, agency: Agency
) -> None:
    post(1)
    ask_witnesses(now=now())
    post_credits(credits=[credit(person, agency, activity_key="acara:9")], actor_id=None, now=NOW)
    with scoped(SYSTEM):
        sequence_entries(now=now() - timedelta(hours=25))

    assert "Tidak ada saksi dalam 24 jam terakhir" in page(client)
    with scoped(SYSTEM):
        assert log_standing(now() - timedelta(hours=2)).is_witnessed


def test_a_quiet_log_is_not_called_unwatched(bkn: Desk, post: Callable[..., Any]) -> None:
    post(1)
    ask_witnesses(now=now())
    with scoped(SYSTEM):
        assert log_standing(now() + timedelta(days=30)).is_witnessed


def test_a_witness_away_for_an_hour_is_shown_and_no_alarm(
    client: Client, bkn: Desk, post: Callable[..., Any]
) -> None:
    post(1)
    ask_witnesses(now=now())
    post(2)

    def away(_body: str) -> Any:
        raise ports.WitnessAway

    DESKS["https://bkn"] = away
    ask_witnesses(now=now())

    assert "Sedang tidak terjangkau" in page(client)
    assert "Disaksikan 1 dari 1" in page(client)


def test_doubt_comes_before_everything(client: Client, bkn: Desk, post: Callable[..., Any]) -> None:
    asked.foreign_growth(bkn, 40)
    post(1)
    ask_witnesses(now=now())

    assert "Seorang saksi melihat log yang lain" in page(client)


def test_anybody_rebuilds_the_tree_from_its_tiles(
    client: Client, person: Any, agency: Agency
) -> None:
    credits = [credit(person, agency, activity_key=f"acara:{number}") for number in range(300)]
    post_credits(credits=credits, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        sequence_entries(now=now())
    tree = Tree(bytes(leaf.hash) for leaf in Leaf.objects.order_by("index"))

    whole = client.get("/log-bukti/tile/0/000")
    partial = client.get("/log-bukti/tile/0/001.p/44")
    above = client.get("/log-bukti/tile/1/000.p/1")

    hashes = whole.content + partial.content
    assert len(whole.content) == 8192
    assert Tree(hashes[at : at + 32] for at in range(0, len(hashes), 32)).root() == tree.root()
    assert above.content == tree.node(8, 0)
    assert "immutable" in whole["Cache-Control"]


@pytest.mark.parametrize(
    "place",
    ["0/001", "0/001.p/45", "0/000.p/0", "0/000.p/256", "0/000.p/x", "0/1", "0/x000/", "1/000",
     "8/000", "0/999", "0/000.p/01"],
)  # fmt: skip
def test_tiles_that_are_not_there_are_not_there(
    client: Client, post: Callable[..., Any], place: str
) -> None:
    post(1)
    assert client.get(f"/log-bukti/tile/{place}").status_code == 404
