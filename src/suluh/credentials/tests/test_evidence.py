"""No paper without proof; what travels inside it; what a check says of each layer."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import jobs, ports
from suluh.credentials.actions.seal import seal_certificates
from suluh.credentials.models import Certificate
from suluh.credentials.queries.evidence import trusted_keys
from suluh.credentials.queries.verdicts import judge_pdf, judge_token
from suluh.credentials.rules.levels import reached
from suluh.credentials.tests.test_issue import issue, request_for
from suluh.credentials.tests.test_pages import current
from suluh.identity.models import Person
from suluh.ledger.actions import post_credits
from suluh.ledger.models import JpEntry
from suluh.ledger.ports import WitnessAway, log_signer, origin
from suluh.ledger.types import Credit
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from suluh.standards.evidence import Bundle, Evidence, Layer, weigh
from suluh.standards.pades import CLAIMS_FILE, OPENING_FILE, PROOF_FILE
from suluh.standards.tlog import WitnessSigner
from suluh.standards.tlog.witness import Answer
from suluh.witness.desk import Desk
from suluh.witness.store import Store
from tests import make

FILES = (CLAIMS_FILE, PROOF_FILE, OPENING_FILE)
LOCK = 7_310_502


def earn(agency: Agency, holder: Person, *, key: str = "acara-1") -> Certificate:
    """A certificate with the JP that it states."""
    given = Credit(
        person_id=holder.pk, home_id=agency.pk, unit_id=None, organiser_id=agency.pk,
        form_code=9, title="Menulis yang dipahami warga", minutes=150,
        credit_date=date(2026, 9, 17), activity_key=key, source_type="acara", source_id=key,
    )  # fmt: skip
    entry = post_credits(credits=[given], actor_id=None, now=now())[holder.pk]
    request = replace(
        request_for(holder, key),
        title=given.title, jp_minor=entry.jp_minor, jp_entry_id=str(entry.pk),
    )  # fmt: skip
    return issue(agency, request)[0]


@pytest.fixture
def world(db: None) -> tuple[Agency, Person]:
    """An agency and somebody who learns."""
    agency = make.agency()
    return agency, make.person(make.unit(agency), name="Rina Wulandari")


@pytest.fixture
def row(world: tuple[Agency, Person]) -> Certificate:
    """A sealed certificate with JP."""
    made = earn(*world)
    assert seal_certificates(ids=[made.pk], now=now()) == 1
    return current(made)


def pdf_of(row: Certificate) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())


def inside(row: Certificate) -> dict[str, str]:
    found = PdfReader(io.BytesIO(pdf_of(row))).attachments
    return {name: parts[0].decode() for name, parts in found.items()}


def test_the_paper_carries_claims_proof_and_opening(row: Certificate) -> None:
    files = inside(row)

    found = weigh(Bundle(*(files[name] for name in FILES)), trusted_keys())

    assert set(files) == set(FILES)
    assert (found.failed, found.is_opened) == (None, True)
    assert found.proven is not None
    assert found.claims is not None
    with scoped(SYSTEM):
        entry = JpEntry.objects.get(pk=str(row.jp_entry_id))
    assert (found.proven.index, found.claims.jp) == (entry.leaf_index, entry.jp_minor)


def test_a_paper_without_jp_carries_its_claims_alone(world: tuple[Agency, Person]) -> None:
    (made,) = issue(world[0], request_for(world[1]))
    seal_certificates(ids=[made.pk], now=now())
    verdict = judge_pdf(pdf_of(current(made)))

    assert set(inside(current(made))) == {CLAIMS_FILE}
    assert verdict.is_valid_now
    assert [check.passed for check in verdict.checks] == [True, True, None, True]


def test_while_the_log_stands_still_nothing_is_issued_and_later_all_is_proven(
    committed_db: None, database_url: str, client: Client
) -> None:
    agency = make.agency()
    unit = make.unit(agency)
    people = [make.person(unit, name=f"Orang {number}") for number in range(3)]
    rows = [earn(agency, person) for person in people]
    ids = [row.pk for row in rows]
    make.sign_in(client, people[0])
    place = f"/sertifikat/{rows[0].uuid}/"

    with psycopg.connect(database_url) as other:  # somebody else holds the sequencer
        other.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        assert seal_certificates(ids=ids, now=now()) == 0
        page = client.get(place).content.decode()
        download = client.get(f"{place}unduh/")
        proof = client.get(f"{place}bukti/{PROOF_FILE}")
        assert client.get(f"/periksa/{rows[0].code}.tlog-proof").status_code == 404
        assert "sedang dicatat" in client.get(f"/periksa/{rows[0].code}/").content.decode()
    assert "Sedang dicatat" in page
    assert (download.status_code, proof.status_code) == (302, 404)

    assert seal_certificates(ids=ids, now=now()) == 3
    for row in rows:
        verdict = judge_pdf(pdf_of(current(row)))
        assert verdict.is_valid_now
        assert verdict.evidence is not None
        assert verdict.evidence.proven is not None
    connection.close()


def test_a_stopped_log_holds_papers_back_without_an_error(
    world: tuple[Agency, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    from suluh.credentials.actions import seal
    from suluh.ledger.actions.sequencing import LogStopped

    def stopped(**_: Any) -> int:
        raise LogStopped

    monkeypatch.setattr(seal, "sequence_entries", stopped)

    assert seal_certificates(ids=[earn(*world).pk], now=now()) == 0


def test_the_holder_fetches_each_file_and_a_stranger_none(client: Client, row: Certificate) -> None:
    with scoped(SYSTEM):
        holder = row.person
    make.sign_in(client, holder)
    page = client.get(f"/sertifikat/{row.uuid}/").content.decode()
    for name, text in inside(row).items():
        answer = client.get(f"/sertifikat/{row.uuid}/bukti/{name}")
        assert answer.content.decode() == text
        assert answer["Cache-Control"] == "private, no-store"
        assert f"/bukti/{name}" in page
    assert client.get(f"/sertifikat/{row.uuid}/bukti/lain.txt").status_code == 404
    make.sign_in(client, make.person(make.unit(make.agency("Provinsi Lain"))))
    assert client.get(f"/sertifikat/{row.uuid}/bukti/{PROOF_FILE}").status_code == 404


def test_anybody_with_the_code_fetches_the_proof(client: Client, row: Certificate) -> None:
    answer = client.get(f"/periksa/{row.code.lower()}.tlog-proof")

    assert answer.content.decode() == inside(row)[PROOF_FILE]
    assert client.get(f"/periksa/{'A' * 26}.tlog-proof").status_code == 404
    assert client.get("/periksa/x.tlog-proof").status_code == 404


def test_the_proof_is_slowed_like_every_check(client: Client) -> None:
    answers = [client.get(f"/periksa/{'B' * 26}.tlog-proof").status_code for _ in range(62)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_each_step_of_the_check_is_said(client: Client, row: Certificate) -> None:
    pdf = SimpleUploadedFile("a.pdf", pdf_of(row), "application/pdf")

    page = client.post("/periksa/berkas/", {"berkas": pdf}).content.decode()
    data = client.get(f"/periksa/{row.code}.json").json()

    for words in (
        "Tingkat pemeriksaan: 3", "Segel PDF sah", "Tingkat 0: keaslian isi sah",
        "Tercatat di log bukti no. 0, belum disaksikan", "Tingkat 3: berlaku sekarang",
    ):  # fmt: skip
        assert words in page
    assert (data["log"]["nomor"], data["log"]["disaksikan"]) == (0, [])


def test_jp_that_were_reversed_are_said_so(client: Client, row: Certificate) -> None:
    with scoped(SYSTEM):
        credit = JpEntry.objects.get(pk=str(row.jp_entry_id))
        copy = {
            field.attname: getattr(credit, field.attname)
            for field in JpEntry._meta.concrete_fields
            if field.attname not in {"id", "leaf_index", "at"}
        }
        JpEntry.objects.create(**copy | {"kind": "reversal", "line": 2, "reverses_id": credit.pk})

    assert client.get(f"/periksa/{row.code}.json").json()["jp_dibatalkan"] is True
    assert "JP pada sertifikat ini sudah dibatalkan" in (
        client.get(f"/periksa/{row.code}/").content.decode()
    )


def other_certificate(row: Certificate) -> Certificate:
    """Another sealed certificate of the same agency."""
    agency = make.agency("Provinsi Kedua")
    made = earn(agency, make.person(make.unit(agency), name="Budi"), key="acara-2")
    seal_certificates(ids=[made.pk], now=now())
    return current(made)


def test_exchanged_evidence_fails_and_the_layer_is_named(
    client: Client, row: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the seal were forged: what is inside must belong together."""
    mine, theirs = inside(row), inside(other_certificate(row))
    genuine = ports.sealer().inspect(pdf_of(row))

    class Forged:
        def __init__(self, files: dict[str, str]) -> None:
            self.files = files

        def inspect(self, pdf: bytes) -> Any:
            return replace(genuine, files=self.files)

    for files, layer in (
        ({**mine, PROOF_FILE: theirs[PROOF_FILE]}, Layer.LOG),
        ({**mine, OPENING_FILE: theirs[OPENING_FILE]}, Layer.OPENING),
        ({**mine, CLAIMS_FILE: theirs[CLAIMS_FILE]}, Layer.LOG),
        ({CLAIMS_FILE: mine[CLAIMS_FILE]}, Layer.LOG),
        ({PROOF_FILE: mine[PROOF_FILE]}, Layer.CLAIMS),
        ({}, Layer.CLAIMS),
    ):
        monkeypatch.setattr(ports, "sealer", lambda files=files: Forged(files))
        verdict = judge_pdf(b"")
        assert (verdict.is_genuine, verdict.failed, verdict.checks) == (False, layer, [])
    page = client.post(
        "/periksa/berkas/", {"berkas": SimpleUploadedFile("a.pdf", b"x", "application/pdf")}
    ).content.decode()
    assert "Pemeriksaan gagal pada: <b>tanda tangan isi</b>" in page


def test_signed_claims_that_the_register_does_not_know_are_refused(row: Certificate) -> None:
    with scoped(SYSTEM):
        Certificate.objects.filter(pk=row.pk).update(number="lain")

    assert judge_token(row.claims).failed is Layer.REGISTER
    assert judge_pdf(pdf_of(row)).failed is Layer.REGISTER


def test_papers_wait_a_minute_for_witnesses_and_then_carry_what_they_saw(
    world: tuple[Agency, Person], settings: Any, tmp_path: Path
) -> None:
    signer = WitnessSigner("saksi.example", Ed25519PrivateKey.generate())
    desk = Desk(signer, {origin(): log_signer().verifier()}, Store(tmp_path / "saksi"))
    settings.WITNESSES = [f"{signer.public().vkey()} https://saksi"]
    settings.WITNESS_DESK = f"{__name__}.Away"
    early, late = earn(*world), earn(*world, key="acara-2")
    moment = now()

    assert seal_certificates(ids=[early.pk], now=moment) == 0
    assert seal_certificates(ids=[early.pk], now=moment + timedelta(seconds=61)) == 1
    assert "belum disaksikan" in str(judge_pdf(pdf_of(current(early))).checks)

    Away.desk = desk
    settings.WITNESS_DESK = f"{__name__}.There"
    jobs.seal_certificates(ids=[late.pk])
    verdict = judge_pdf(pdf_of(current(late)))
    assert verdict.evidence is not None
    assert verdict.evidence.is_witnessed
    assert verdict.checks[2].passed
    assert "saksi.example" in verdict.checks[2].note


class Away:
    """The way to a witness that does not answer."""

    desk: Desk

    def add_checkpoint(self, address: str, body: str) -> Answer:
        raise WitnessAway


class There(Away):
    """The way to a witness that does."""

    def add_checkpoint(self, address: str, body: str) -> Answer:
        return self.desk.add_checkpoint(body)


@pytest.mark.parametrize(
    ("state", "is_witnessed", "level"),
    [("valid", False, 3), ("revoked", True, 1), ("replaced", False, 0)],
)
def test_the_level_is_the_highest_that_holds(state: str, *, is_witnessed: bool, level: int) -> None:
    assert reached(state, Evidence(is_witnessed=is_witnessed))[0] == level


def test_a_line_of_the_book_leads_to_its_certificate_and_back(
    world: tuple[Agency, Person], client: Client
) -> None:
    agency, holder = world
    made = earn(agency, holder)
    other = earn(agency, holder, key="acara-2")
    make.sign_in(client, holder)

    story = client.get(f"/buku-jp/{made.jp_entry_id}/").content.decode()

    assert f'<a href="/sertifikat/{made.uuid}/">{made.number}</a>' in story
    assert str(other.uuid) not in story
    assert (
        f"/buku-jp/{made.jp_entry_id}/" in client.get(f"/sertifikat/{made.uuid}/").content.decode()
    )


def test_who_may_read_a_line_but_not_its_certificate_sees_no_link(
    world: tuple[Agency, Person], client: Client
) -> None:
    agency, holder = world
    made = earn(agency, holder)
    admin = make.person(make.unit(agency, "Sekretariat"))
    make.grant(admin, Role.UNIT_ADMIN, agency)
    make.sign_in(client, admin)

    story = client.get(f"/buku-jp/{made.jp_entry_id}/")

    assert story.status_code == 200
    assert str(made.uuid) not in story.content.decode()
