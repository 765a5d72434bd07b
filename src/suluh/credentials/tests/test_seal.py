"""Sealing: once each, whatever happens to the others, and never before the JP stand in the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.fixtures import Settings

from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.actions.seal import AT_ONCE, seal_certificates
from suluh.credentials.models import Certificate
from suluh.credentials.tests.test_issue import issue, request_for
from suluh.credentials.types.face import CertificateFace
from suluh.identity.models import Person
from suluh.ledger.models import JpEntry
from suluh.organisation.models import Agency
from tests import make

pytestmark = pytest.mark.django_db
SEQUENCER = 7_310_502


@pytest.fixture
def agency() -> Agency:
    """The issuing agency."""
    return make.agency()


@pytest.fixture
def rows(agency: Agency) -> list[Certificate]:
    """More certificates than are sealed at once."""
    unit = make.unit(agency)
    people = [make.person(unit, name=f"Peserta {number}") for number in range(AT_ONCE + 3)]
    return issue(agency, *map(request_for, people))


@pytest.fixture
def someone_else_writes_the_log() -> Iterator[None]:
    """Another worker holds the proof log's lock."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SEQUENCER])
    yield
    other.close()


def seal(rows: list[Certificate]) -> int:
    return seal_certificates(ids=[row.pk for row in rows], now=now())


def kept(rows: list[Certificate]) -> list[Certificate]:
    """The rows as they stand now, in their order."""
    with scoped(SYSTEM):
        return list(Certificate.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def test_each_is_sealed_once_and_its_file_is_the_one_that_was_kept(rows: list[Certificate]) -> None:
    assert seal(rows) == len(rows)
    sealed = kept(rows)
    assert seal(rows) == 0

    assert len({row.file.name for row in sealed}) == len(rows)
    for row in sealed:
        data = row.file.read()
        assert hashlib.sha256(data).hexdigest() == row.file_sha256
        assert ports.sealer().inspect(data).files["klaim.jws"] == row.claims
        assert data.count(b"<x:xmpmeta") == 1
        assert ports.claim_verifier().verify(row.claims).number == row.number
    events = DomainEvent.objects.filter(name="credentials.certificate.sealed").order_by("id")
    told = [(event.subject, event.tenant_id, event.data) for event in events]
    assert told == [
        (row.uuid, row.tenant_id, {"number": row.number, "sha256": row.file_sha256})
        for row in sealed
    ]


def test_a_few_cost_as_many_statements_as_one(
    rows: list[Certificate], django_assert_num_queries: Any
) -> None:
    seal(rows[:1])
    for few in (rows[1:2], rows[2:5]):
        with django_assert_num_queries(12):
            seal(few)


def test_nothing_half_written_is_left(rows: list[Certificate]) -> None:
    seal(rows)
    assert not list(Path(settings.MEDIA_ROOT).glob("sealed/**/*.baru"))


def test_a_letter_that_no_font_has_stops_only_its_own_paper(
    agency: Agency, rows: list[Certificate]
) -> None:
    (odd,) = issue(agency, request_for(make.person(make.unit(agency), name="Rina \U0001f600")))
    assert seal([*rows[:2], odd]) == 2
    assert seal([odd]) == 0
    after = kept([*rows[:2], odd])
    assert [row.sealed_at is None for row in after] == [False, False, True]
    assert "\U0001f600" in after[2].state_reason


class Stumbling:
    """The drawer, but with a fault of ours: it stumbles over one name."""

    inner: ports.Renderer

    def render(self, face: CertificateFace) -> bytes:
        if face.holder.name == "Peserta 1":
            raise ZeroDivisionError
        return self.inner.render(face)


def test_a_fault_of_ours_stops_only_its_own_paper_and_is_not_hidden(
    settings: Settings, rows: list[Certificate]
) -> None:
    Stumbling.inner = ports.renderer()
    settings.CERTIFICATE_RENDERER = f"{__name__}.Stumbling"
    with pytest.raises(ZeroDivisionError):
        seal(rows)
    assert [row.pk for row in kept(rows) if row.sealed_at is None] == [rows[1].pk]


def test_no_paper_before_its_jp_stand_in_the_proof_log(
    agency: Agency, someone_else_writes_the_log: None
) -> None:
    holder = make.person(make.unit(agency), name="Rina Wulandari")
    (row,) = issue(agency, replace(request_for(holder), jp_entry_id=str(entry(agency, holder).pk)))

    assert seal([row]) == 0


def test_the_paper_names_the_place_of_its_jp_in_the_proof_log(agency: Agency) -> None:
    holder = make.person(make.unit(agency), name="Rina Wulandari")
    (row,) = issue(agency, replace(request_for(holder), jp_entry_id=str(entry(agency, holder).pk)))

    assert seal([row]) == 1
    claims = ports.claim_verifier().verify(kept([row])[0].claims)
    assert (claims.leaf_index, claims.log_origin != "") == (0, True)


def entry(agency: Agency, holder: Person) -> JpEntry:
    """JP that the holder earned."""
    with scoped(SYSTEM):
        return JpEntry.objects.create(
            person=holder, tenant=agency, organiser_id=agency.pk, kind="credit", year=2026,
            credit_date=date(2026, 9, 17), form_id=9, title="Menulis", minutes=135,
            jp_minor_before=300, jp_minor=300, activity_key="acara:1", rule="utama",
            rule_version=1, source_type="acara", source_id="1", opening=bytes(32), line=1,
            at=now(),
        )  # fmt: skip
