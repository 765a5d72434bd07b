"""Letters of an angkatan: numbered once, frozen, drawn as PDF with the right words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.models import CertificateTemplate
from suluh.delivery.actions.closing import NumberTaken
from suluh.delivery.actions.papers import Draft, NobodyInvited, Signer, make_paper
from suluh.delivery.models import Enrolment, Paper, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.papers import drawing_of, head_of, roll_drawing
from suluh.delivery.rules import letters
from suluh.delivery.rules.letters import Course, Head
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import Cohort
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
DRAFT = Draft(
    "pemanggilan", "800/12/2026", date(2026, 9, 17), Signer("Hendra", "Kepala BPSDM"), "Palu", "",
)  # fmt: skip
HEAD = Head(("PROVINSI CONTOH",), {"name": "H", "post": "K", "rank": "", "nip": ""}, "Palu")
COURSE = Course("Latsar", "Kampus", date(2026, 9, 21), date(2026, 9, 23), "5 JP", "BPSDM")


def _make(group: Cohort, draft: Draft = DRAFT, who: Actor | None = None) -> Paper:
    actor = who or group.organiser
    with scoped(own(actor)):
        return make_paper(actor=actor, uuid=group.offering.uuid, draft=draft, now=NOW)


def test_a_summons_is_frozen_with_its_people_and_moves_who_was_verified() -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        place = Enrolment.objects.order_by("id").first()
        assert place is not None
        Standing.objects.create(
            tenant_id=place.tenant_id, enrolment=place, offering=group.offering,
            person_id=place.person_id, state="diverifikasi", at=NOW,
        )  # fmt: skip
    paper = _make(group)
    with scoped(own(group.organiser)):
        drawn = drawing_of(get_managed_batch(group.organiser, group.offering.uuid), paper)
        assert Standing.objects.get().state == "dipanggil"
    assert [row[1] for row in drawn["rows"]] == ["Peserta 01", "Peserta 02"]
    signed_at = drawn["signed_at"].replace("\xa0", " ")
    assert (drawn["number"], signed_at) == ("800/12/2026", "Palu, 17 September 2026")
    assert [word.replace("\xa0", " ") for word in drawn["facts"][0]] == [
        "Waktu",
        "Senin, 21 September 2026 sampai Rabu, 23 September 2026",
    ]


def test_a_number_is_used_once_and_nobody_is_no_letter() -> None:
    group = batches.cohort()
    _make(group)
    with pytest.raises(NumberTaken):
        _make(group, replace(DRAFT, kind="tugas"))
    with pytest.raises(NobodyInvited):
        _make(batches.cohort(people=0), replace(DRAFT, number="2"))


def test_strangers_and_participants_make_none() -> None:
    group = batches.cohort()
    for who in (make.actor(make.unit(make.agency()), Role.ORGANISER), group.people[0]):
        with pytest.raises(NotFound):
            _make(group, who=who)


def test_the_letterhead_is_that_of_the_certificates() -> None:
    group = batches.cohort()
    with scoped(own(group.organiser)):
        offering = get_managed_batch(group.organiser, group.offering.uuid)
        assert head_of(offering).letterhead == (offering.tenant.name.upper(),)
        CertificateTemplate.objects.create(
            tenant=offering.tenant, name="A", created_at=NOW,
            settings={"letterhead": ["PEMERINTAH", "BPSDM"], "issued_at": "Palu",
                      "signers": [{"name": "Hendra", "post": "Kepala"}]},
        )  # fmt: skip
        head = head_of(offering)
    assert (head.letterhead, head.city, head.signer["name"]) == (
        ("PEMERINTAH", "BPSDM"), "Palu", "Hendra",
    )  # fmt: skip


def test_the_record_counts_in_figures_and_words() -> None:
    who = {"name": "Ani", "nip": "199001012020012001", "unit": "Dinas", "share": 10000}
    content = {
        "number": "1", "dated": "2026-09-24", "place": "Kampus", "chair": "H", "chair_post": "K",
        "chair_nip": "", "note": "",
        "people": [
            who | {"state": "lulus", "score": 8550, "predicate": "memuaskan"},
            who | {"state": "tidak_lulus", "score": None, "predicate": ""},
        ],
    }  # fmt: skip
    drawn = letters.record(HEAD, COURSE, content)
    opening = drawn["opening"][0].replace("\xa0", " ")
    assert "Pada Kamis, 24 September 2026, bertempat di Kampus" in opening
    assert "1 (satu) orang lulus, 1 (satu) orang tidak lulus." in opening
    assert [row[-1] for row in drawn["rows"]] == [
        "Lulus, memuaskan (nilai 85,5)", "Tidak lulus",
    ]  # fmt: skip


def test_the_list_of_a_session_shows_presence_or_room_to_sign() -> None:
    group = batches.cohort()
    with scoped(own(group.organiser)):
        drawn = roll_drawing(group.offering, group.meetings[0])
    assert drawn["header"][-2:] == ["Kehadiran", "Tanda tangan"]
    assert [row[-2:] for row in drawn["rows"]] == [["", ""], ["", ""]]
    assert drawn["closing"] == []


def test_pages_and_pdfs(client: Client) -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    url = f"/kelola/kelas/{group.offering.uuid}/berkas/"
    given = {"kind": "tugas", "number": "7/2026", "dated": "2026-09-17", "signer": "Hendra *tebal*",
             "post": "Kepala #emph[x]"}  # fmt: skip
    assert client.post(url, given).status_code == 302
    with scoped(SYSTEM):
        paper = Paper.objects.get()
    assert "7/2026" in client.get(url).content.decode()
    for address in (
        f"{url}{paper.uuid}.pdf",
        f"/kelola/kelas/{group.offering.uuid}/hadir/{group.meetings[0].uuid}/daftar-hadir.pdf",
    ):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("letters_made", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_and_reads_no_names(
    letters_made: int, client: Client, django_assert_num_queries: Any
) -> None:
    group = batches.cohort()
    for number in range(letters_made):
        _make(group, replace(DRAFT, number=f"{number}/2026"))
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    url = f"/kelola/kelas/{group.offering.uuid}/berkas/"
    client.get(url)
    with django_assert_num_queries(PAGE) as asked:
        assert client.get(url).status_code == 200
    assert not any('"delivery_paper"."content"' in each["sql"] for each in asked.captured_queries)


PAGE = 9
