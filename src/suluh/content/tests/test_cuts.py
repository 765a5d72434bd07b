"""Which level a score reaches, and the authors' page of what a training raises."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.content.models import CutScore, Training, TrainingCompetency
from suluh.content.queries.carrying import carried_by
from suluh.content.rules.cuts import are_rising, level_of
from suluh.content.tests import make
from suluh.organisation.types import Role
from tests import make as world

CUTS = ((1, 40_00), (2, 60_00), (3, 80_00))


@pytest.mark.parametrize(
    ("score", "level"),
    [(None, None), (39_99, None), (40_00, 1), (79_99, 2), (80_00, 3), (100_00, 3)],
)
def test_the_highest_level_whose_cut_is_reached(score: int | None, level: int | None) -> None:
    assert level_of(score, CUTS) == level
    assert level_of(score, ()) is None


def test_a_higher_level_asks_for_more() -> None:
    assert are_rising({})
    assert are_rising({2: 50, 4: 80})
    assert not are_rising({2: 50, 4: 50})
    assert not are_rising({1: 80, 2: 40})


class Desk:
    """An author with a training that holds a test."""

    def __init__(self, client: Client) -> None:
        agency = world.agency()
        author = world.person(world.unit(agency))
        world.grant(author, Role.AUTHOR, agency)
        world.sign_in(client, author)
        self.client = client
        self.training: Training = make.training(agency)
        version = make.version(
            self.training, {"kind": "quiz", "settings": {}, "title": "Tes akhir"}
        )
        with scoped(SYSTEM):
            self.test = version.activities.get().key
            self.competency = Competency.objects.get(tenant=None, code="M.05")
        self.url = f"/kelola/pelatihan/{self.training.uuid}/kompetensi/"

    def send(self, **given: Any) -> str:
        answer = self.client.post(self.url, {"competency": self.competency.uuid, **given})
        return answer.content.decode() if answer.status_code == 200 else answer.headers["Location"]


@pytest.fixture
def desk(db: None, client: Client) -> Desk:
    return Desk(client)


def levels() -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    with scoped(SYSTEM):
        ids = list(Training.objects.values_list("pk", flat=True))
        return [(each.level, each.cuts) for each in carried_by(ids)]


def test_a_fixed_level_gives_way_to_cut_scores(desk: Desk) -> None:
    assert "belum membawa kompetensi" in desk.client.get(desk.url).content.decode()
    assert desk.send(level="2") == desk.url
    assert levels() == [(2, ())]
    assert desk.send(test=desk.test, cut_1="40", cut_3="80") == desk.url
    assert levels() == [(3, ((3, 80_00), (1, 40_00)))]
    page = desk.client.get(desk.url).content.decode()
    assert "level 3 mulai 80" in page
    assert "Tes akhir" in page
    assert desk.send(level="4") == desk.url
    assert levels() == [(4, ())]
    with scoped(SYSTEM):
        assert not CutScore.objects.exists()


def test_what_decides_must_be_said_and_cuts_must_rise(desk: Desk) -> None:
    assert "Pilih level" in desk.send()
    assert "paling sedikit satu nilai batas" in desk.send(test=desk.test)
    assert "lebih tinggi" in desk.send(test=desk.test, cut_1="80", cut_2="40")
    assert levels() == []


def test_it_can_be_dropped_and_only_by_authors(desk: Desk, client: Client) -> None:
    desk.send(level="2")
    drop = f"{desk.url}{desk.competency.uuid}/lepas/"
    plain = world.person(world.unit(world.agency()))
    world.sign_in(client, plain)
    assert client.get(desk.url).status_code in {403, 404}
    assert client.post(drop).status_code in {403, 404}
    with scoped(SYSTEM):
        assert TrainingCompetency.objects.exists()
    desk = Desk(client)
    desk.send(level="2")
    drop = f"{desk.url}{desk.competency.uuid}/lepas/"
    assert client.post(drop).status_code == 302
    assert client.post(drop).status_code == 404
