"""The agency's plan: gathered once, set for good, held against the ledger; needs of units; issues."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.tests import make as competencies
from suluh.content.tests import make as contents
from suluh.delivery.tests.make import own
from suluh.ledger.actions import post_credits
from suluh.ledger.types import Credit
from suluh.organisation.types import Actor, Role
from suluh.planning.actions import agency as actions
from suluh.planning.actions import needs as asking
from suluh.planning.actions.agency import (
    ChangedMeanwhile,
    NothingToSet,
    OtherPersonNeeded,
    PlanIsSet,
)
from suluh.planning.models import AgencyLine, AgencyPlan, Issue, Item, Plan, Proposal
from suluh.planning.queries.agency import five_years, issues, mark_of
from suluh.planning.queries.needs import needs_of_unit, unit_to_read
from suluh.planning.queries.plans import unit_targets
from suluh.planning.tests import make
from tests import make as people

pytestmark = pytest.mark.django_db
YEAR = now().year
WORDS: dict[str, Any] = {
    "number": "800.2/1/2026", "dated": date(YEAR, 1, 15), "drafter": "Dra. Sri",
    "drafter_post": "Sekretaris Daerah", "setter": "H. Budi", "setter_post": "Gubernur",
}  # fmt: skip
LINE: dict[str, Any] = {
    "title": "Bimtek arsip", "target": "20 arsiparis", "people": 20, "form_id": 8,
    "organiser": "BPSDM", "starts_on": date(YEAR, 3, 1), "ends_on": date(YEAR, 3, 5),
    "curriculum": "Kurikulum ANRI", "budget": 50_000_000, "jp_minor": 2000,
    "competency_id": None, "issue_id": None,
}  # fmt: skip
ASKED: dict[str, Any] = {
    "title": "Bimtek aset", "form_id": 8, "people": 12, "jp_minor": 1600, "cost": 9_000_000,
    "reason": "Temuan berulang", "competency_id": None, "issue_id": None,
}  # fmt: skip


class House:
    """An agency with a planner, a head of a unit, and people with approved plans."""

    def __init__(self) -> None:
        self.agency = people.agency()
        self.unit = people.unit(self.agency)
        self.planner = self._staff(Role.AGENCY_ADMIN)
        self.signer = self._staff(Role.AGENCY_ADMIN)
        self.leader = self._staff(Role.LEADER)
        self.head = self._staff(Role.SUPERVISOR)

    def _staff(self, role: Role) -> Actor:
        person = people.person(self.unit, f"Si {role}")
        people.grant(person, role, self.agency)
        return people.sign_in(Client(), person)

    def wish(self, title: str = "Magang", *, form: int = 10, approved: bool = True) -> Item:
        person = people.person(self.unit, "Pegawai")
        with scoped(SYSTEM):
            plan = Plan.objects.create(
                tenant=self.agency, person=person, unit=self.unit, year=YEAR, state="approved",
                created_at=now(),
            )  # fmt: skip
            return Item.objects.create(
                tenant=self.agency, plan=plan, person=person, title=title, form_id=form,
                jp_minor=2000, cost=1_000_000, starts_on=date(YEAR, 2, 1),
                ends_on=date(YEAR, 11, 1), created_at=now(),
                competency=competencies.competency("M.01"), approved_at=now() if approved else None,
            )  # fmt: skip

    def set(self, actor: Actor, *, looked_at: str | None = None) -> AgencyPlan:
        seen = looked_at or mark_of(AgencyPlan.objects.filter(year=YEAR).first())
        return actions.set_plan(actor=actor, year=YEAR, words=WORDS, looked_at=seen, now=now())

    def collect(self) -> list[tuple[str, int, int]]:
        with scoped(own(self.planner)):
            actions.collect_plan(actor=self.planner, year=YEAR, now=now())
            rows = AgencyLine.objects.order_by("title")
            return list(rows.values_list("title", "people", "budget"))


def test_approved_items_add_up_once() -> None:
    house = House()
    for title in ("Magang di pusat data", "Magang lain"):
        house.wish(title)
    house.wish("Coaching", form=14)
    house.wish("Belum disetujui", approved=False)
    wanted = [("Coaching: Integritas", 1, 1_000_000),
              ("Magang/praktik kerja: Integritas", 2, 2_000_000)]  # fmt: skip
    assert house.collect() == wanted
    assert house.collect() == wanted


def test_what_was_changed_by_hand_stays_and_what_nobody_wants_goes() -> None:
    house = House()
    item, other = house.wish(), house.wish(form=14)
    house.collect()
    with scoped(own(house.planner)):
        line = AgencyLine.objects.get(form_id=10)
        actions.put_line(
            actor=house.planner, year=YEAR, uuid=line.uuid, values=LINE | {"people": 7}, now=now()
        )
    with scoped(SYSTEM):
        Item.objects.filter(pk__in=[item.pk, other.pk]).delete()
    assert house.collect() == [("Bimtek arsip", 7, 50_000_000)]


def test_set_for_good() -> None:
    house = House()
    with scoped(own(house.signer)), pytest.raises(NothingToSet):
        house.set(house.signer)
    with scoped(own(house.planner)):
        line = actions.put_line(actor=house.planner, year=YEAR, uuid=None, values=LINE, now=now())
        plan = house.set(house.signer)
        assert (plan.state, plan.number, plan.setter) == ("set", "800.2/1/2026", "H. Budi")
        for act in (
            lambda: actions.collect_plan(actor=house.planner, year=YEAR, now=now()),
            lambda: actions.remove_line(actor=house.planner, uuid=line.uuid, now=now()),
            lambda: house.set(house.signer),
        ):
            with pytest.raises(PlanIsSet):
                act()
        spent = actions.note_spent(actor=house.planner, uuid=line.uuid, spent=5, now=now())
        assert spent.spent == 5
        rows = five_years(house.planner, YEAR)
    assert [(row.year, row.sums.budget, row.sums.spent) for row in rows[:2]] == [
        (YEAR, 50_000_000, 5), (YEAR + 1, 0, 0)
    ]  # fmt: skip


def test_who_composed_does_not_set_and_what_changed_is_looked_at_again(client: Client) -> None:
    house = House()
    place = f"/rencana/instansi/{YEAR}/tetapkan/"
    with scoped(own(house.planner)):
        actions.put_line(actor=house.planner, year=YEAR, uuid=None, values=LINE, now=now())
        with pytest.raises(OtherPersonNeeded):
            house.set(house.planner)
        seen = mark_of(AgencyPlan.objects.get())
        actions.put_line(actor=house.planner, year=YEAR, uuid=None, values=LINE, now=now())
        with pytest.raises(ChangedMeanwhile):
            house.set(house.signer, looked_at=seen)
    client.force_login(_account(house.planner))
    assert "Perlu orang lain" in client.get(place).content.decode()
    client.force_login(_account(house.signer))
    mark = client.get(place).context["mark"]
    words = {key: str(value) for key, value in WORDS.items()}
    assert client.post(place, words | {"dilihat": mark}).status_code == 302
    with scoped(SYSTEM):
        assert AgencyPlan.objects.get().set_by_id == house.signer.person_id


def test_what_came_true_is_counted_from_the_ledger() -> None:
    house = House()
    item = house.wish()
    house.wish()
    house.collect()
    credit = Credit(
        person_id=item.person_id, home_id=house.agency.pk, unit_id=house.unit.pk,
        organiser_id=house.agency.pk, form_code=10, title="Magang", minutes=900,
        credit_date=date(YEAR, 3, 3), activity_key="uji:1", source_type="uji", source_id="1",
    )  # fmt: skip
    with scoped(SYSTEM):
        post_credits(credits=[credit], actor_id=None, now=now())
    with scoped(own(house.planner)):
        actions.reckon_realisation(actor=house.planner, year=YEAR, now=now())
        line = AgencyLine.objects.get()
    assert (line.people, line.done_people, line.done_jp_minor) == (2, 1, 2000)


def test_only_the_office_plans_and_leaders_read() -> None:
    house = House()
    house.wish()
    for actor in (house.leader, house.head):
        with scoped(own(actor)), pytest.raises(NotAllowed):
            actions.collect_plan(actor=actor, year=YEAR, now=now())
        with scoped(own(actor)), pytest.raises(NotAllowed):
            asking.put_issue(actor=actor, uuid=None, values={}, now=now())
    with scoped(own(house.leader)):
        assert len(five_years(house.leader, YEAR)) == 5
    with scoped(own(house.head)), pytest.raises(NotAllowed):
        five_years(house.head, YEAR)
    with scoped(SYSTEM):
        assert not AgencyPlan.objects.exists()


def test_a_unit_proposes_and_the_office_takes_it_once() -> None:
    house = House()
    with scoped(own(house.head)):
        made = asking.propose(
            actor=house.head, unit=house.unit.uuid, year=YEAR, values=ASKED, now=now()
        )
    with scoped(own(house.planner)):
        with pytest.raises(asking.ReasonMissing):
            asking.decide_proposal(
                actor=house.planner, uuid=made.uuid, take=False, words=" ", now=now()
            )
        asking.decide_proposal(actor=house.planner, uuid=made.uuid, take=True, words="", now=now())
        with pytest.raises(NotFound):
            asking.decide_proposal(
                actor=house.planner, uuid=made.uuid, take=True, words="", now=now()
            )
        line = AgencyLine.objects.get()
        assert (line.title, line.people, line.budget) == ("Bimtek aset", 12, 9_000_000)
        assert Proposal.objects.get().state == "taken"
    assert house.collect() == [("Bimtek aset", 12, 9_000_000)]
    elsewhere = people.unit(people.agency("Provinsi Lain"))
    with scoped(own(house.head)), pytest.raises(NotFound):
        asking.propose(actor=house.head, unit=elsewhere.uuid, year=YEAR, values=ASKED, now=now())


def test_needs_add_up_the_gaps_of_a_unit() -> None:
    house = House()
    for held in (0, 1, 3):
        person = people.person(house.unit, f"Staf {held}")
        make.gap(person, 3, held=held)
    competencies.make_map(house.agency)
    with scoped(own(house.planner)):
        unit = unit_to_read(house.planner, house.unit.uuid)
        rows = {row.competency.code: row for row in needs_of_unit(unit, year=YEAR)}
    need = rows["T.01"]
    assert (need.asked, need.people, need.levels, need.planned, need.left) == (3, 2, 5, 0, 2)
    stranger = people.person(people.unit(people.agency("Lain")), "Bu Jauh")
    people.grant(stranger, Role.LEADER, None)
    actor = people.sign_in(Client(), stranger)
    with scoped(own(actor)), pytest.raises((NotFound, NotAllowed)):
        unit_to_read(actor, house.unit.uuid)


def test_an_issue_names_the_trainings_that_serve_it() -> None:
    house = House()
    training = contents.training(house.agency, "Arsip")
    values = {"sort": "isu", "title": "Arsip tertib", "result": "Arsip ditemukan",
              "indicator": "", "first_year": YEAR, "last_year": YEAR + 2}  # fmt: skip
    with scoped(own(house.planner)):
        issue = asking.put_issue(actor=house.planner, uuid=None, values=values, now=now())
        for _turn in range(2):
            asking.serve_issue(actor=house.planner, issue=issue.uuid, training=training.uuid,
                               serves=True, now=now())  # fmt: skip
        assert [row.serving for row in issues(house.planner)] == [1]  # type: ignore[attr-defined]
        assert [row.title for row in unit_targets(house.planner, YEAR + 2)] == ["Arsip tertib"]
        assert unit_targets(house.planner, YEAR + 3) == []
        asking.close_issue(actor=house.planner, uuid=issue.uuid, now=now())
        assert not issues(house.planner)
        assert Issue.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_and_print(client: Client, count: int) -> None:
    house = House()
    for number in range(count):
        house.wish(form=(10, 14, 15)[number])
        make.gap(people.person(house.unit, f"Staf {number}"), 3)
    house.collect()
    competencies.make_map(house.agency)
    client.force_login(_account(house.planner))
    pages = {"plan": f"/rencana/instansi/{YEAR}/", "years": "/rencana/instansi/",
             "needs": "/rencana/kebutuhan/", "issues": "/rencana/isu/"}  # fmt: skip
    found = {}
    for name, url in pages.items():
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url)
        assert answer.status_code == 200
        found[name] = len(seen)
    assert found == QUERIES
    page = client.get(pages["plan"]).content.decode()
    assert page.count(": Integritas") >= count
    assert client.get(f"/rencana/instansi/{YEAR}/rencana.pdf").content.startswith(b"%PDF")
    sheet: Any = client.get(f"/rencana/instansi/{YEAR}/rencana.xlsx")
    assert b"".join(sheet.streaming_content).startswith(b"PK")


QUERIES = {"plan": 8, "years": 7, "needs": 12, "issues": 5}


def _account(actor: Actor) -> Any:
    from suluh.identity.models import Account

    return Account.objects.get(pk=actor.account_id)
