"""What holders, issuers and the public see and may do."""

from __future__ import annotations

import io
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions.issue import new_code
from suluh.credentials.actions.seal import seal_certificates
from suluh.credentials.models import Certificate
from suluh.credentials.queries.verdicts import judge_pdf, judge_token
from suluh.credentials.tests.test_issue import issue, request_for
from suluh.identity.models import Person
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
REASON = "Gelar salah tulis pada data pegawai."


@pytest.fixture
def agency() -> Agency:
    """The issuing agency."""
    return make.agency()


@pytest.fixture
def holder(agency: Agency) -> Person:
    """Who earned a certificate."""
    return make.person(make.unit(agency), name="Rina Wulandari")


@pytest.fixture
def row(agency: Agency, holder: Person) -> Certificate:
    """The certificate."""
    return issue(agency, request_for(holder))[0]


def organiser(client: Client, agency: Agency) -> None:
    """Sign an organiser of the agency in."""
    person = make.person(make.unit(agency, "BPSDM"), name="Ida Penyelenggara")
    make.grant(person, Role.ORGANISER, agency)
    make.sign_in(client, person)


def current(row: Certificate) -> Certificate:
    """The row as it stands now."""
    with scoped(SYSTEM):
        return Certificate.objects.select_related("replaced_by").get(pk=row.pk)


def sealed_pdf(row: Certificate) -> bytes:
    """The sealed file of a certificate."""
    assert seal_certificates(ids=[row.pk], now=now()) == 1
    with current(row).file.open("rb") as file:
        return bytes(file.read())


def test_the_holder_downloads_a_pdf_whose_seal_is_valid(
    client: Client, holder: Person, row: Certificate
) -> None:
    make.sign_in(client, holder)

    answer = client.get(f"/sertifikat/{row.uuid}/unduh/")

    pdf = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    verdict = judge_pdf(pdf)
    assert (answer["Content-Type"], verdict.is_valid_now) == ("application/pdf", True)
    assert verdict.record is not None
    assert verdict.record.number == row.number


def test_a_stranger_of_another_agency_finds_nothing(client: Client, row: Certificate) -> None:
    other = make.agency("Provinsi Lain")
    organiser(client, other)

    for path in ("", "unduh/", "perbaiki/", "cabut/"):
        assert client.get(f"/sertifikat/{row.uuid}/{path}").status_code == 404


def test_a_colleague_without_a_role_finds_nothing(
    client: Client, agency: Agency, row: Certificate
) -> None:
    make.sign_in(client, make.person(make.unit(agency, "Dinas Lain"), name="Tetangga"))

    assert client.get(f"/sertifikat/{row.uuid}/").status_code == 404
    assert client.get("/kelola/sertifikat/terbit/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client: Client, agency: Agency, holder: Person, count: int, django_assert_num_queries: object
) -> None:
    issue(agency, *(request_for(holder, f"acara-{n}") for n in range(count)))
    make.sign_in(client, holder)

    with django_assert_num_queries(7):  # type: ignore[operator]
        answer = client.get("/sertifikat/")

    assert answer.content.decode().count("row opens") == count


def test_anyone_reads_the_public_record_with_masked_nip(
    client: Client, holder: Person, row: Certificate
) -> None:
    page = client.get(f"/periksa/{row.code}/")
    data = client.get(f"/periksa/{row.code}.json").json()

    text = page.content.decode()
    assert page.status_code == 200
    assert holder.nip is not None
    assert holder.nip not in text
    assert (data["status"], data["nomor"], data["jp"]) == ("berlaku", row.number, 3.0)
    assert data["nip"].endswith(holder.nip[-4:])
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", ["A" * 26, "tidak-ada", "../../etc", "A" * 500])
def test_an_unknown_code_is_unknown_whatever_it_looks_like(client: Client, code: str) -> None:
    assert client.get(f"/periksa/{code}.json").status_code == 404


def test_verification_of_many_codes_is_slowed(client: Client) -> None:
    answers = [client.get(f"/periksa/{'B' * 26}/").status_code for _ in range(62)]

    assert answers[-1] == 429
    assert answers[0] == 404


def test_behind_a_proxy_each_network_has_a_count_of_its_own(
    client: Client, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    path = f"/periksa/{'B' * 26}/"
    one, other = ({"x-forwarded-for": f"198.51.100.{number}"} for number in (7, 8))
    codes = [client.get(path, headers=one).status_code for _ in range(61)]

    assert (codes[-1], client.get(path, headers=other).status_code) == (429, 404)


def test_a_wrong_code_looks_like_a_code_that_is_not_given_out(client: Client) -> None:
    """R16: whatever is typed, a miss is one and the same page, not to be kept or indexed."""
    codes = ["A" * 26, "B" * 26, "bukan-kode", "0" * 26]
    misses = [client.get(f"/periksa/{code}/") for code in codes]
    bodies = {
        page.content.decode().replace(code, "").replace(code.lower(), "")
        for page, code in zip(misses, codes, strict=True)
    }
    headers = {(page["Cache-Control"], page["X-Robots-Tag"]) for page in misses}

    assert len(bodies) == 1
    assert headers == {("no-store", "noindex")}


def test_a_code_is_128_random_bits() -> None:
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert {len(code) for code in codes} == {26}
    for place in range(25):  # each of the 32 letters, at each place
        assert len({code[place] for code in codes}) > 24


def test_a_correction_keeps_the_number_and_replaces_the_paper(
    client: Client, agency: Agency, row: Certificate
) -> None:
    organiser(client, agency)

    client.post(
        f"/sertifikat/{row.uuid}/perbaiki/",
        {"name": "Rina Wulandari, S.Sos.", "position": "", "unit": "", "reason": REASON},
    )

    old = current(row)
    assert old.state == "replaced"
    assert old.replaced_by is not None
    new = old.replaced_by
    assert (new.number, new.revision, new.state) == (row.number, 1, "valid")
    assert new.face["name"] == "Rina Wulandari, S.Sos."
    assert old.face["name"] == "Rina Wulandari"
    assert client.get(f"/periksa/{row.code}.json").json()["diganti_oleh"] == new.code


def test_revoking_needs_a_reason_and_shows_at_once(
    client: Client, agency: Agency, row: Certificate
) -> None:
    organiser(client, agency)

    client.post(f"/sertifikat/{row.uuid}/cabut/", {"reason": "x"})
    before = current(row).state
    client.post(f"/sertifikat/{row.uuid}/cabut/", {"reason": "Terbit untuk orang yang salah."})
    client.post(
        f"/sertifikat/{row.uuid}/cabut/", {"reason": "Sekali lagi, tidak mengubah apa pun."}
    )

    assert before == "valid"
    assert client.get(f"/periksa/{row.code}.json").json()["status"] == "dicabut"
    assert current(row).state_reason == "Terbit untuk orang yang salah."


def test_the_revoked_file_is_genuine_but_holds_no_longer(
    client: Client, agency: Agency, row: Certificate
) -> None:
    pdf = sealed_pdf(row)
    organiser(client, agency)
    client.post(f"/sertifikat/{row.uuid}/cabut/", {"reason": "Terbit untuk orang yang salah."})

    verdict = judge_pdf(pdf)

    assert (verdict.is_genuine, verdict.is_valid_now) == (True, False)


def test_a_thousand_mutated_files_are_refused(row: Certificate) -> None:
    pdf = sealed_pdf(row)
    dice = random.Random(1)
    accepted = 0
    for _ in range(1000):
        bad = bytearray(pdf)
        place = dice.randrange(len(bad))
        bad[place] ^= 1 << dice.randrange(8)
        accepted += judge_pdf(bytes(bad)).is_genuine
    accepted += judge_pdf(pdf[:-20]).is_genuine + judge_pdf(pdf + b"\n%%EOF").is_genuine

    assert accepted == 0
    assert judge_pdf(pdf).is_genuine


def test_a_qr_token_is_judged_and_a_changed_one_refused(row: Certificate) -> None:
    sealed_pdf(row)
    token = current(row).claims
    swapped = token[:60] + ("A" if token[60] != "A" else "B") + token[61:]

    assert judge_token(f"http://contoh/v#{token}").is_valid_now
    assert not judge_token(swapped).is_genuine
    assert not judge_token("").is_genuine


def test_dropping_a_file_shows_the_verdict(client: Client, row: Certificate) -> None:
    sealed = sealed_pdf(row)
    pdf = SimpleUploadedFile("a.pdf", sealed, "application/pdf")

    good = client.post("/periksa/berkas/", {"berkas": pdf}).content.decode()
    junk = SimpleUploadedFile("b.pdf", b"bukan pdf", "application/pdf")
    unread = client.post("/periksa/berkas/", {"berkas": junk}).content.decode()
    altered = SimpleUploadedFile("c.pdf", sealed + b"\n%", "application/pdf")
    bad = client.post("/periksa/berkas/", {"berkas": altered}).content.decode()

    assert "Asli, utuh, dan berlaku" in good
    assert "belum dapat diperiksa" in unread
    assert "Jangan dipercaya" in bad
    assert client.post("/periksa/berkas/").status_code == 400


def test_templates_are_versioned_and_numbering_is_checked(client: Client, agency: Agency) -> None:
    organiser(client, agency)
    given = {
        "name": "Sertifikat", "letterhead": "PEMERINTAH PROVINSI UJI", "issued_at": "Uji",
        "accent": "#0f4c5c", "border": "on", "reverse": "on",
        "signer_1": "Budi", "post_1": "Kepala BPSDM",
    }  # fmt: skip

    saved = client.post("/kelola/sertifikat/templat/", given)
    again = client.post(saved["Location"], given | {"accent": "#123456"})
    pale = client.post(again["Location"], given | {"accent": "#ffffee"})
    picture = client.get(again["Location"] + "pratinjau/1/")

    assert pale.status_code == 200
    assert "terlalu muda" in pale.content.decode()
    assert picture.content[:4] == b"\x89PNG"
    assert re.search(r"versi\s*2", client.get("/kelola/sertifikat/").content.decode())
    client.post("/kelola/sertifikat/nomor/", {"pattern": "tanpa token"})
    assert "{urut:4}" in client.get("/kelola/sertifikat/").content.decode()
    assert io.BytesIO(picture.content).getbuffer().nbytes > 10_000


def test_reserved_blocks_may_not_overlap(client: Client, agency: Agency) -> None:
    organiser(client, agency)
    block = {"year": now().year, "first": 10, "last": 20, "note": "TU 12/2026"}

    client.post("/kelola/sertifikat/blok/", block)
    client.post("/kelola/sertifikat/blok/", block | {"first": 15, "last": 30})

    assert client.get("/kelola/sertifikat/").content.decode().count("TU 12/2026") == 1
