"""A plan: filled, submitted, talked about, decided; who may; what nobody rewrites; what came true."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.tests.make import own
from suluh.identity.models import Employment, Person
from suluh.ledger.actions import post_credits
from suluh.ledger.types import Credit
from suluh.messaging.models import Notice
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Role
from suluh.planning.actions import deciding
from suluh.planning.actions.deciding import Choice, NothingChosen, PlanEmpty, WordsMissing
from suluh.planning.actions.plans import (
    PlanWaiting,
    add_item,
    change_item,
    put_in_plan,
    remove_item,
)
from suluh.planning.models import Item, Plan, PlanStep
from suluh.planning.queries.advice import advice_for
from suluh.planning.queries.plans import page_of, seen_plan
from suluh.planning.tests import make
from tests import make as people

pytestmark = pytest.mark.django_db
YEAR = now().year
OWN: dict[str, Any] = {
    "title": "Magang arsip", "form_id": 10, "jp_minor": 2000, "cost": 500_000, "note": "",
    "starts_on": date(YEAR, 1, 5), "ends_on": date(YEAR, 12, 20),
}  # fmt: skip


class Office:
    """A unit with a head and somebody who answers to them, and their browsers."""

    def __init__(self) -> None:
        self.agency: Agency = people.agency()
        self.unit: Unit = people.unit(self.agency)
        self.boss, self.learner = people.person(self.unit, "Bu Sri"), people.person(self.unit)
        people.grant(self.boss, Role.SUPERVISOR, self.agency, at=self.unit)
        with scoped(SYSTEM):
            Employment.objects.filter(person=self.learner).update(supervisor=self.boss)
        self.browser = Client()
        self.actor = people.sign_in(self.browser, self.learner)
        self.head = people.sign_in(Client(), self.boss)

    def plan(self) -> Plan:
        with scoped(SYSTEM):
            return Plan.objects.get(person=self.learner)

    def submitted(self) -> Plan:
        with scoped(_own(self.actor)):
            add_item(actor=self.actor, year=YEAR, values=OWN, now=now())
            return deciding.submit_plan(actor=self.actor, year=YEAR, now=now())

    def decide(self, *, by: Any, approve: bool = True, words: str = "", revision: int = 1) -> int:
        with scoped(_own(by)):
            return deciding.decide_plans(
                actor=by, choices=[Choice(self.plan().uuid, revision)], approve=approve,
                words=words, now=now(),
            )  # fmt: skip


def _own(actor: Any) -> Any:
    return own(actor)


def test_a_recommendation_comes_into_the_plan_once_with_its_goal() -> None:
    office = Office()
    make.gap(office.learner, 3, held=1)
    key = UUID(str(make.course(office.agency, 2).uuid))
    for _turn in range(2):
        with scoped(_own(office.actor)):
            put_in_plan(actor=office.actor, sort="pelatihan", key=key, code="T.01", now=now())
    with scoped(_own(office.actor)):
        page = page_of(office.plan(), today=date(YEAR, 6, 1))
    assert [(line.item.title, line.progress.state) for line in page.lines] == [
        ("Arsip dinamis", "belum")
    ]
    assert [(goal.sort, goal.level_from, goal.level_to) for goal in page.goals] == [("gap", 1, 3)]


def test_submitting_approving_and_changing_again() -> None:
    office = Office()
    with scoped(_own(office.actor)), pytest.raises(PlanEmpty):
        deciding.submit_plan(actor=office.actor, year=YEAR, now=now())
    office.submitted()
    with scoped(_own(office.actor)):
        deciding.submit_plan(actor=office.actor, year=YEAR, now=now())
        with pytest.raises(PlanWaiting):
            add_item(actor=office.actor, year=YEAR, values=OWN, now=now())
    assert office.decide(by=office.head) == 1
    with pytest.raises(NothingChosen):
        office.decide(by=office.head)
    assert office.plan().state == "approved"
    with scoped(_own(office.actor)):
        item = Item.objects.get()
        assert item.approved_at is not None
        change_item(actor=office.actor, uuid=item.uuid, values={"cost": 1}, now=now())
        again = Item.objects.get()
        assert again.approved_at is None
        kinds = list(PlanStep.objects.values_list("kind", "revision"))
    assert office.plan().state == "draft"
    assert kinds == [("submitted", 1), ("approved", 1)]
    with scoped(SYSTEM):
        assert Notice.objects.filter(person=office.boss).count() == 1
        assert Notice.objects.filter(person=office.learner).count() == 1


def test_a_revision_needs_words_and_what_was_looked_at() -> None:
    office = Office()
    office.submitted()
    with pytest.raises(WordsMissing):
        office.decide(by=office.head, approve=False)
    with pytest.raises(NothingChosen):
        office.decide(by=office.head, revision=2)
    office.decide(by=office.head, approve=False, words="Tambah satu coaching")
    assert office.plan().state == "revise"
    with scoped(_own(office.actor)):
        step = PlanStep.objects.latest("id")
        assert (step.kind, step.words, step.by_name) == (
            "returned", "Tambah satu coaching", office.head.name
        )  # fmt: skip
        again = deciding.submit_plan(actor=office.actor, year=YEAR, now=now())
    assert again.revision == 2


def test_what_was_submitted_stands_for_good() -> None:
    office = Office()
    office.submitted()
    office.decide(by=office.head)
    with scoped(_own(office.actor)):
        remove_item(actor=office.actor, uuid=Item.objects.get().uuid, now=now())
        content = PlanStep.objects.get(kind="approved").content
        assert [(line["title"], line["jp"]) for line in content["lines"]] == [
            ("Magang arsip", 2000)
        ]
        with pytest.raises(ProgrammingError), transaction.atomic():
            PlanStep.objects.update(words="lain")


def test_nobody_decides_who_is_not_asked() -> None:
    office = Office()
    office.submitted()
    colleague = people.sign_in(Client(), people.person(office.unit, "Pak Adi"))
    elsewhere = people.person(people.unit(people.agency("Provinsi Lain")), "Bu Jauh")
    people.grant(elsewhere, Role.AGENCY_ADMIN, None)
    for actor in (office.actor, colleague, people.sign_in(Client(), elsewhere)):
        with pytest.raises(NothingChosen):
            office.decide(by=actor)
    for actor in (colleague, people.sign_in(Client(), elsewhere)):
        with scoped(_own(actor)), pytest.raises(NotFound):
            seen_plan(actor, office.plan().uuid, today=date(YEAR, 6, 1))
        with scoped(_own(actor)), pytest.raises(NotFound):
            deciding.comment_plan(actor=actor, plan=office.plan().uuid, words="Halo", now=now())


def test_without_a_supervisor_the_office_decides() -> None:
    office = Office()
    with scoped(SYSTEM):
        Employment.objects.filter(person=office.learner).update(supervisor=None)
    office.submitted()
    with pytest.raises(NothingChosen):
        office.decide(by=office.head)
    admin = people.person(office.unit, "Admin")
    people.grant(admin, Role.AGENCY_ADMIN, office.agency)
    assert office.decide(by=people.sign_in(Client(), admin)) == 1


def test_what_came_true_is_read_from_places_and_the_ledger() -> None:
    office = Office()
    make.gap(office.learner, 3)
    course = make.course(office.agency, 2)
    with scoped(_own(office.actor)):
        put_in_plan(
            actor=office.actor, sort="pelatihan", key=UUID(str(course.uuid)), code="T.01", now=now()
        )
        add_item(actor=office.actor, year=YEAR, values=OWN, now=now())
        add_item(actor=office.actor, year=YEAR, values=OWN | {"title": "Lain", "form_id": 14},
                 now=now())  # fmt: skip
    _join(course, office)
    credit = Credit(
        person_id=office.learner.pk, home_id=office.agency.pk, unit_id=office.unit.pk,
        organiser_id=office.agency.pk, form_code=10, title="Praktik di depo arsip", minutes=900,
        credit_date=date(YEAR, 3, 3), activity_key="uji:1", source_type="uji", source_id="1",
    )  # fmt: skip
    with scoped(SYSTEM):
        post_credits(credits=[credit], actor_id=None, now=now())
    with scoped(_own(office.actor)):
        page = page_of(office.plan(), today=date(YEAR, 12, 31))
    assert {line.item.title: line.progress.state for line in page.lines} == {
        "Arsip dinamis": "berjalan", "Magang arsip": "selesai", "Lain": "terlewat"
    }  # fmt: skip
    assert (page.done, page.realised_jp_minor, page.cost) == (1, 2000, 1_000_000)
    assert {part.share_of: part.jp_minor for part in page.mix}["experience"] == 2000


def _join(course: Any, office: Office) -> None:
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=office.agency, offering=course, person=office.learner, home=office.agency,
            name="Siti", state="registered", registered_at=now(),
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_twenty_are_decided_at_once_and_lists_cost_the_same(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    office = Office()
    with scoped(SYSTEM):
        for number in range(count):
            staff: Person = people.person(office.unit, f"Staf {number}")
            Employment.objects.filter(person=staff).update(supervisor=office.boss)
            Plan.objects.create(
                tenant=office.agency, person=staff, unit=office.unit, year=YEAR, state="waiting",
                revision=1, approver=office.boss, submitted_at=now(), created_at=now(),
            )  # fmt: skip
    people.sign_in(client, office.boss)
    with django_assert_num_queries(8):
        page = client.get("/rencana/tim/").content.decode()
    assert page.count('name="rencana"') == count
    with scoped(SYSTEM):
        chosen = [f"{plan.uuid}:1" for plan in Plan.objects.all()]
    data = {"rencana": [*chosen, "bukan:1"], "tindakan": "setuju"}
    done = client.post("/rencana/tim/putuskan/", data, follow=True).content.decode()
    assert f"{count} rencana disetujui" in done


def test_a_role_for_the_agency_sees_all_plans_and_one_for_a_unit_its_own(client: Client) -> None:
    office = Office()
    neighbour, chief = people.unit(office.agency, "Dinas Sebelah"), people.person(office.unit)
    people.person(neighbour, "Pak Sebelah")
    with scoped(SYSTEM):  # leads one person, besides the role
        Employment.objects.filter(person=office.learner).update(supervisor=chief)
    people.grant(chief, Role.UNIT_ADMIN, office.agency, at=office.unit)
    people.sign_in(client, chief)
    assert "Pak Sebelah" not in client.get("/rencana/tim/").content.decode()
    people.grant(chief, Role.AGENCY_ADMIN, office.agency)
    people.sign_in(client, chief)
    assert "Pak Sebelah" in client.get("/rencana/tim/").content.decode()


def test_the_pages_lead_from_gap_to_submitted_plan(client: Client) -> None:
    office = Office()
    make.gap(office.learner, 2)
    offering = make.course(office.agency, 2)
    people.sign_in(client, office.learner)
    assert "belum berisi" in client.get("/rencana/").content.decode()
    assert "Arsip dinamis" in client.get("/rekomendasi/").content.decode()
    assert "40" in client.get("/rekomendasi/cara/").content.decode()
    chosen = {"jenis": "pelatihan", "butir": str(offering.uuid), "kompetensi": "T.01"}
    done = client.post("/rekomendasi/terima/", chosen, follow=True).content.decode()
    assert "Sudah di rencana Anda" in done
    form = OWN | {"jp": "3.5"}
    assert client.post("/rencana/butir/", form).status_code == 302
    refused = client.post("/rencana/butir/", form | {"ends_on": f"{YEAR}-01-01"}).content.decode()
    assert "tidak boleh sebelum" in refused
    assert client.post("/rencana/sasaran/", {"text": "Naik", "sort": "own"}).status_code == 302
    sent = client.post("/rencana/ajukan/", {"tahun": YEAR}, follow=True).content.decode()
    assert "Menunggu verifikasi" in sent
    assert "Bu Sri" in sent


def test_what_is_planned_opens_and_asks_no_more_than_the_post() -> None:
    office = Office()
    make.gap(office.learner, 3, held=1)
    make.mentor(office.agency, 5, name="Budi")
    with scoped(_own(office.actor)):
        (row,) = advice_for(office.actor, now=now()).groups[0].rows
        key = UUID(row.candidate.key)
        item = put_in_plan(actor=office.actor, sort="orang", key=key, code="T.01", now=now())
    assert (row.candidate.level, item.level) == (5, 3)
    assert f'href="/mentor/{key}/"' in office.browser.get("/rencana/").content.decode()
