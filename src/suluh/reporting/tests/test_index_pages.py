"""Pages of IP ASN: one's own, another's, a unit's; who may, and that figures open what fed them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Employment, Person, PersonFact
from suluh.ledger.actions import post_credits
from suluh.ledger.models import JpEntry
from suluh.ledger.types import Credit
from suluh.organisation.models import Agency, Position
from suluh.organisation.types import Role
from suluh.reporting.models import IndexForms, IndexRule, PersonIndex
from suluh.reporting.projections import rebuild_index, refresh_index
from suluh.reporting.projections.index import refresh_persons
from tests import make

pytestmark = pytest.mark.django_db
TODAY = local_date(now(), "Asia/Jakarta")
SEMINAR, TECHNICAL = 9, 3


def fact(person: Person, tenant: Agency, kind: str, value: str, **more: Any) -> None:
    values = {"day": date(2020, 1, 1), "source": "SIMPEG", "recorded_at": now()} | more
    with scoped(SYSTEM):
        PersonFact.objects.create(tenant=tenant, person=person, kind=kind, value=value, **values)


def learn(person: Person, tenant: Agency, *, form: int, jp: int, title: str) -> JpEntry:
    given = Credit(
        person_id=person.pk, home_id=tenant.pk, unit_id=None, organiser_id=tenant.pk,
        form_code=form, title=title, minutes=jp * 45, curriculum_jp_minor=jp * 100,
        credit_date=TODAY - timedelta(days=5), activity_key=title, source_type="uji",
        source_id=title,
    )  # fmt: skip
    return post_credits(credits=[given], actor_id=None, now=now())[person.pk]


class Office:
    """An agency with a clerk who has facts, a colleague without, a head, a keeper of files."""

    def __init__(self) -> None:
        self.agency = make.agency()
        self.unit = make.unit(self.agency, "Dinas Kesehatan")
        self.other_unit = make.unit(self.agency, "Dinas Sosial")
        self.clerk = make.person(self.unit, "Siti Pelaksana")
        self.colleague = make.person(self.unit, "Budi Tanpa Data")
        self.head = make.person(self.unit, "Kepala Seksi")
        self.keeper = make.person(self.other_unit, "Pengelola Kepegawaian")
        make.grant(self.head, Role.SUPERVISOR, self.agency, at=self.unit)
        make.grant(self.keeper, Role.AGENCY_ADMIN, self.agency)
        with scoped(SYSTEM):
            post = Position.objects.create(tenant=self.agency, name="Operator", jenis="4")
            Employment.objects.filter(person=self.clerk).update(position=post, supervisor=self.head)
        fact(self.clerk, self.agency, "pendidikan", "SMA/D1/D2")
        fact(self.clerk, self.agency, "kinerja", "Baik")
        self.entry = learn(self.clerk, self.agency, form=TECHNICAL, jp=20, title="Bimtek SPBE")

    def rebuilt(self) -> Office:
        rebuild_index(agency=self.agency, now=now())
        return self

    @property
    def url(self) -> str:
        return f"/capaian/{self.agency.code}/ip-asn/"


@pytest.fixture
def office() -> Office:
    return Office()


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_my_estimate_opens_what_fed_it(office: Office, client: Client) -> None:
    make.sign_in(client, office.clerk)
    page = body(client, "/ip-asn/")
    assert "57,5 dari 100, sangat rendah" in page
    assert "bukan nilai resmi" in page
    assert f"/buku-jp/{office.entry.id}/" in page
    assert "57,5 + 17,5 = 75, sedang" in page
    assert "/belajar/?bentuk=9" in page
    assert "Belum diketahui di Suluh" in page
    fact(office.clerk, office.agency, "ip_asn", "61.00", source="SIASN")
    assert "<b>61</b>" in body(client, "/ip-asn/")


def test_a_reversed_credit_feeds_nothing(office: Office, client: Client) -> None:
    with scoped(SYSTEM):
        credit = JpEntry.objects.get(id=office.entry.id)
        values = {
            field.attname: getattr(credit, field.attname)
            for field in JpEntry._meta.concrete_fields
            if field.attname not in {"id", "reverses_id", "kind", "line", "leaf_index", "at"}
        }
        JpEntry.objects.create(**values, kind="reversal", reverses=credit, line=2)
    make.sign_in(client, office.clerk)
    assert "35 dari 100" in body(client, "/ip-asn/")


def test_the_last_fact_of_a_day_holds(office: Office, client: Client) -> None:
    fact(office.clerk, office.agency, "disiplin", "berat")
    make.sign_in(client, office.clerk)
    assert "53,5 dari 100" in body(client, "/ip-asn/")
    fact(office.clerk, office.agency, "disiplin", "tidak")
    assert "57,5 dari 100" in body(client, "/ip-asn/")


def test_another_version_can_be_tried(office: Office, client: Client) -> None:
    law = IndexRule.objects.get(version=1).law
    law["competency"]["pelaksana"] = {"teknis": 3000, "seminar": 1000}
    IndexRule.objects.create(
        version=2, title="Usulan", law=law, valid_from=date(2090, 1, 1), legal_basis="-",
        certainty="low",
    )  # fmt: skip
    make.sign_in(client, office.clerk)
    assert "57,5 dari 100" in body(client, "/ip-asn/")
    assert "65 dari 100" in body(client, "/ip-asn/?aturan=2")
    assert "57,5 dari 100" in body(client, "/ip-asn/?aturan=99999")
    assert "57,5 dari 100" in body(client, "/ip-asn/?aturan=x")


def test_guests_have_no_index(client: Client) -> None:
    make.sign_in(client, make.person(name="Tamu"))
    assert "Belum ada yang dapat dihitung" in body(client, "/ip-asn/")


def test_detail_is_for_the_keeper_and_the_supervisor(office: Office, client: Client) -> None:
    stranger = make.person(make.unit(make.agency("Lain")))
    make.grant(stranger, Role.AGENCY_ADMIN, _home(stranger))
    leader = make.person(office.unit, "Pimpinan")
    make.grant(leader, Role.LEADER, office.agency)
    url = f"/ip-asn/pegawai/{office.clerk.uuid}/"
    for who, status in (
        (office.keeper, 200), (office.head, 200), (office.clerk, 200),
        (office.colleague, 404), (leader, 404), (stranger, 404),
    ):  # fmt: skip
        make.sign_in(client, who)
        page = body(client, url, status)
        assert ("57,5 dari 100" in page) is (status == 200)
    make.sign_in(client, office.head)
    body(client, f"/ip-asn/pegawai/{office.colleague.uuid}/", 404)


def _home(person: Person) -> Agency:
    with scoped(SYSTEM):
        return Employment.objects.get(person=person).tenant


def test_the_board_gives_means_and_opens_people_only_for_keepers(
    office: Office, client: Client
) -> None:
    office.rebuilt()
    make.sign_in(client, office.keeper)
    page = body(client, office.url)
    with scoped(SYSTEM):
        scores = list(PersonIndex.objects.values_list("score", flat=True))
    assert len(scores) == 4
    mean = f"{sum(scores) / 400:.1f}".replace(".", ",")
    assert f"Rata-rata perkiraan IP ASN {mean} dari 100" in page
    assert "Dinas Kesehatan" in page
    people = body(client, f"{office.url}pegawai/")
    assert people.index("Budi Tanpa Data") < people.index("Siti Pelaksana")
    assert "Siti" not in body(client, f"{office.url}pegawai/?kategori=Tinggi")
    assert "Siti" in body(client, f"{office.url}pegawai/?kategori=Sangat+rendah&q=siti")
    leader = make.person(office.unit, "Pimpinan")
    make.grant(leader, Role.LEADER, office.agency)
    make.sign_in(client, leader)
    assert "Lihat pegawainya" not in body(client, office.url)
    body(client, f"{office.url}pegawai/", 403)
    make.sign_in(client, office.clerk)
    body(client, office.url, 404)


def test_a_unit_is_a_part_of_the_board(office: Office, client: Client) -> None:
    office.rebuilt()
    make.sign_in(client, office.keeper)
    page = body(client, f"{office.url}?unit={office.other_unit.uuid}")
    assert "Rata-rata perkiraan IP ASN 5 dari 100" in page or "5,0 dari 100" in page
    assert "Siti" not in body(client, f"{office.url}pegawai/?unit={office.other_unit.uuid}")


def test_lists_cost_the_same_with_one_row_and_three(
    office: Office, client: Client, django_assert_num_queries: Any
) -> None:
    office.rebuilt()
    make.sign_in(client, office.keeper)
    body(client, f"{office.url}pegawai/")
    url = f"{office.url}pegawai/?q="
    with django_assert_num_queries(_queries(client, f"{url}siti")):
        assert body(client, url).count("/ip-asn/pegawai/") == 4


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)


def test_news_is_followed(office: Office, client: Client) -> None:
    office.rebuilt()
    refresh_index(now=now())
    learn(office.clerk, office.agency, form=SEMINAR, jp=3, title="Webinar")
    with scoped(SYSTEM):
        before = PersonIndex.objects.get(person_id=office.clerk.pk).score
        # Events of the open transaction are not read yet: the step itself is tried.
        refresh_persons([office.clerk.pk, 2**40], now=now())
        after = PersonIndex.objects.get(person_id=office.clerk.pk).score
    assert (before, after) == (5750, 7500)
    with scoped(SYSTEM):
        Employment.objects.filter(person=office.clerk).update(valid_to=TODAY)
        refresh_persons([office.clerk.pk], now=now())
        assert not PersonIndex.objects.filter(person_id=office.clerk.pk).exists()


def test_small_steps_and_making_anew_agree(office: Office) -> None:
    office.rebuilt()
    learn(office.colleague, office.agency, form=SEMINAR, jp=3, title="Webinar")
    columns = ("person_id", "score", "competency", "category", "is_complete")
    with scoped(SYSTEM):
        refresh_persons([office.colleague.pk], now=now())
        kept = set(PersonIndex.objects.values_list(*columns))
        rebuild_index(agency=office.agency, now=now())
        assert set(PersonIndex.objects.values_list(*columns)) == kept


def test_an_agency_chooses_its_forms(office: Office, client: Client) -> None:
    make.sign_in(client, office.keeper)
    body(client, "/ip-asn/bentuk/")
    answer = client.post(
        "/ip-asn/bentuk/",
        {"technical": ["3", "9"], "seminar": ["9"], "reason": "Keputusan rapat"},
    )
    assert "Satu bentuk hanya boleh mengisi satu butir" in answer.content.decode()
    answer = client.post(
        "/ip-asn/bentuk/", {"technical": ["8"], "seminar": ["3"], "reason": "Keputusan rapat"}
    )
    assert answer.status_code == 302
    with scoped(SYSTEM):
        assert IndexForms.objects.get().seminar == [3]
    make.sign_in(client, office.clerk)
    assert "52,5 dari 100" in body(client, "/ip-asn/")
    assert client.post("/ip-asn/bentuk/", {}).status_code == 403


def test_the_nation_adds_versions(office: Office, client: Client) -> None:
    nation = make.person(office.unit, "Nasional")
    make.grant(nation, Role.NATIONAL)
    make.sign_in(client, nation)
    page = client.get("/ip-asn/aturan/baru/").context["form"]
    filled: dict[str, Any] = {}
    for name, field in page.fields.items():
        value = page.get_initial_for_field(field, name)
        filled[name] = str(value).replace(".", ",") if isinstance(value, float) else value
    filled |= {
        "title": "PermenPANRB baru",
        "reason": "Naskah baru terbit",
        "valid_from": "2020-01-01",
    }
    filled["discipline_months"] = ""
    answer = client.post("/ip-asn/aturan/baru/", filled)
    assert "paling cepat hari ini" in answer.content.decode()
    filled |= {"valid_from": TODAY.isoformat(), "education-0": "30", "discipline_months": "60"}
    assert client.post("/ip-asn/aturan/baru/", filled).status_code == 302
    first, second = IndexRule.objects.order_by("version")
    assert second.law["education"]["S3"] == 3000
    assert second.law["discipline_months"] == 60
    assert {key: value for key, value in second.law.items()
            if key not in {"education", "discipline_months"}} == {
        key: value for key, value in first.law.items()
        if key not in {"education", "discipline_months"}
    }  # fmt: skip
    assert "PermenPANRB baru" in body(client, "/ip-asn/aturan/")
    assert "30" in body(client, "/ip-asn/aturan/2/")
    body(client, "/ip-asn/aturan/9/", 404)
    make.sign_in(client, office.keeper)
    assert client.get("/ip-asn/aturan/baru/").status_code == 403
