"""Issue promises: once per natural key, gap-free numbers, unique under parallel issuers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions import issue_certificates
from suluh.credentials.models import Certificate, NumberBlock, NumberSeries
from suluh.credentials.types import CertificateRequest
from suluh.identity.models import Person
from suluh.organisation.models import Agency
from tests import make

ISSUERS = 50


def request_for(person: Person, event: str = "acara-1") -> CertificateRequest:
    """A participant's certificate of an event."""
    return CertificateRequest(
        person_id=person.pk,
        source_type="acara",
        source_id=event,
        title="Menulis kebijakan",
        name=person.full_name,
        nip=person.nip or "",
        jp_minor=300,
        starts_on=date(2026, 9, 17),
    )


def issue(agency: Agency, *requests: CertificateRequest) -> list[Certificate]:
    """Issue with the agency's default template."""
    return issue_certificates(
        tenant_id=agency.pk, requests=requests, template_id=None, issued_by_id=None, now=now()
    )


@pytest.mark.django_db
def test_numbers_run_without_a_gap_and_who_has_one_keeps_it() -> None:
    agency = make.agency()
    people = [make.person(make.unit(agency), name=f"Orang {n}") for n in range(3)]

    first = issue(agency, *(request_for(person) for person in people))
    again = issue(agency, *(request_for(person) for person in people))

    assert [row.number_sequence for row in first] == [1, 2, 3]
    assert again == []
    with scoped(SYSTEM):
        assert Certificate.objects.count() == 3


@pytest.mark.django_db
def test_a_rolled_back_issue_gives_its_numbers_back() -> None:
    agency = make.agency()
    person = make.person(make.unit(agency))

    with scoped(SYSTEM):
        issue(agency, request_for(person, "gagal"))
        transaction.set_rollback(True)
    kept = issue(agency, request_for(person, "jadi"))

    assert [row.number_sequence for row in kept] == [1]


@pytest.mark.django_db
def test_reserved_numbers_go_first_and_are_never_given_twice() -> None:
    agency = make.agency()
    person = make.person(make.unit(agency))
    year = now().year
    with scoped(SYSTEM):
        NumberBlock.objects.create(
            tenant=agency, year=year, first=501, last=502, next=501, created_by_id=1,
            created_at=now(),
        )  # fmt: skip

    rows = issue(agency, *(request_for(person, f"acara-{n}") for n in range(4)))

    assert [row.number_sequence for row in rows] == [501, 502, 503, 504]


@pytest.mark.django_db
def test_the_pattern_of_the_agency_writes_the_number() -> None:
    agency = make.agency(archive_code="800.2.4", certificate_unit="BPSDM")
    person = make.person(make.unit(agency))
    year = now().year
    with scoped(SYSTEM):
        NumberSeries.objects.create(
            tenant=agency, year=year, pattern="{klasifikasi}/{urut:5}/{unit}/{tahun}"
        )

    (row,) = issue(agency, request_for(person))

    assert row.number == f"800.2.4/00001/BPSDM/{year}"


def test_fifty_parallel_issuers_never_share_a_number(committed_db: None) -> None:
    agency = make.agency()
    unit = make.unit(agency)
    people = [make.person(unit, name=f"Orang {n}") for n in range(ISSUERS)]

    def run(person: Person) -> None:
        try:
            issue(agency, request_for(person))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, people))

    with scoped(SYSTEM):
        numbers = sorted(Certificate.objects.values_list("number_sequence", flat=True))
    assert numbers == list(range(1, ISSUERS + 1))


@pytest.mark.django_db
def test_a_block_used_up_is_left_and_the_next_serves_alone() -> None:
    agency = make.agency()
    person = make.person(make.unit(agency))
    with scoped(SYSTEM):
        for first in (501, 601):
            NumberBlock.objects.create(
                tenant=agency, year=now().year, first=first, last=first + 1, next=first,
                created_by_id=1, created_at=now(),
            )  # fmt: skip
    taken = [
        issue(agency, *(request_for(person, f"acara-{turn}-{n}") for n in range(2)))
        for turn in range(2)
    ]
    assert [[row.number_sequence for row in rows] for rows in taken] == [[501, 502], [601, 602]]


@pytest.mark.django_db
def test_a_chosen_template_is_the_one_used() -> None:
    agency = make.agency()
    (first,) = issue(agency, request_for(make.person(make.unit(agency))))
    person = make.person(make.unit(agency))
    (row,) = issue_certificates(
        tenant_id=agency.pk, requests=[request_for(person)], template_id=first.template_id,
        issued_by_id=None, now=now(),
    )  # fmt: skip
    assert row.template_id == first.template_id
