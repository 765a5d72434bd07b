"""Seals: the honest file is genuine, and nothing that differs from it by one byte is."""

import io
import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from suluh.connectors.testca.client import _pem, load, load_or_make
from suluh.connectors.testca.connector import TestAuthoritySealer
from suluh.credentials.ports import Sealer
from suluh.standards.pades import PdfState
from suluh.standards.pades import inspect as judge
from suluh.standards.pades.inspect import inspect_pdf
from suluh.standards.pades.seal import SealError, SealKey

AGENCY = "Pemerintah Provinsi Contoh"
TOKEN = b"eyJhbGciOiJFZERTQSJ9.payload.signature"


def plain_pdf(token: bytes | None = TOKEN, text: str = "Sertifikat") -> bytes:
    """A small PDF, with signed claims attached when there are any."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R"
        + (b" /Names << /EmbeddedFiles << /Names [(klaim.jws) 5 0 R] >> >>" if token else b"")
        + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%% %s\nendstream" % (len(text) + 2, text.encode()),
        b"<< /Type /Filespec /F (klaim.jws) /EF << /F 6 0 R >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(token or b""), token or b""),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + table
    out += b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "test"


@pytest.fixture(scope="module")
def sealer(folder: Path) -> Sealer:
    return TestAuthoritySealer.from_folder(folder, organisation=AGENCY, now=datetime.now(UTC))


@pytest.fixture(scope="module")
def sealed(sealer: Sealer) -> bytes:
    return sealer.seal(plain_pdf())


def contents_of(pdf: bytes) -> tuple[int, int]:
    """Where the seal's container stands, angle brackets included."""
    numbers = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", pdf)[-1]
    return int(numbers[1]), int(numbers[2])


def test_the_honest_file_is_genuine(sealer: Sealer, sealed: bytes) -> None:
    verdict = sealer.inspect(sealed)

    assert (verdict.state, verdict.is_genuine) == (PdfState.SEALED, True)
    assert verdict.signer == f"Segel Uji {AGENCY}"
    assert verdict.files == {"klaim.jws": TOKEN.decode()}
    assert verdict.signed_at is not None
    assert abs(datetime.now(UTC) - verdict.signed_at) < timedelta(minutes=5)
    assert verdict.sentence.startswith("Segel elektronik sah")


def test_the_library_alone_agrees(sealed: bytes, folder: Path) -> None:
    trust = ValidationContext(trust_roots=[load(folder).root], allow_fetching=False)
    (seal,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures

    status = validate_pdf_signature(seal, trust)

    assert status.bottom_line
    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_seal_adds_nothing_else_to_the_paper(sealed: bytes) -> None:
    assert sealed.startswith(plain_pdf())
    assert b"/Info" not in sealed


def test_a_file_without_claims_is_genuine_too(sealer: Sealer) -> None:
    verdict = sealer.inspect(sealer.seal(plain_pdf(token=None)))

    assert (verdict.is_genuine, verdict.files) == (True, {})


def mutated(pdf: bytes, dice: random.Random) -> bytes:
    """One of the ways in which a file gets changed."""
    place = dice.randrange(len(pdf))
    first, last = contents_of(pdf)
    inside = dice.randrange(first, last)
    kind = dice.randrange(7)
    if kind == 0:
        return pdf[:place] + bytes([pdf[place] ^ 1 << dice.randrange(8)]) + pdf[place + 1 :]
    if kind == 1:
        return pdf[:place] + dice.randbytes(dice.randrange(1, 40)) + pdf[place:]
    if kind == 2:
        return pdf[:place] + pdf[place + dice.randrange(1, 40) :]
    if kind == 3:
        return pdf[:place]
    if kind == 4:
        return pdf + dice.choice([b"\n", b" ", b"%%EOF\n", dice.randbytes(20)])
    letter = dice.choice(b"0123456789abcdefABCDEF \n<>")
    return pdf[:inside] + bytes([letter]) + pdf[inside + 1 :]


def test_none_of_a_thousand_mutations_is_genuine(sealer: Sealer, sealed: bytes) -> None:
    dice = random.Random(47)
    forged = [changed for _ in range(1_100) if (changed := mutated(sealed, dice)) != sealed]

    accepted = [changed for changed in forged if sealer.inspect(changed).is_genuine]

    assert len(forged) >= 1_000
    assert accepted == []
    assert sealer.inspect(sealed).is_genuine


def test_every_byte_of_the_seal_itself_is_pinned(sealer: Sealer, sealed: bytes) -> None:
    first, last = contents_of(sealed)
    for place in (*range(first, last, 7), first, last - 1):
        other = b"1" if sealed[place : place + 1] != b"1" else b"2"
        assert not sealer.inspect(sealed[:place] + other + sealed[place + 1 :]).is_genuine
    lowered = sealed[:first] + sealed[first:last].lower() + sealed[last:]
    assert sealer.inspect(lowered).state is PdfState.ALTERED


def test_an_incremental_update_is_an_alteration(sealer: Sealer, sealed: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = generic.TextStringObject("id")
    writer.update_root()  # type: ignore[no-untyped-call]
    target = io.BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]

    assert target.getvalue().startswith(sealed)
    assert sealer.inspect(target.getvalue()).state is PdfState.ALTERED


def test_a_seal_moved_to_other_claims_is_an_alteration(sealer: Sealer, sealed: bytes) -> None:
    other = sealer.seal(plain_pdf(TOKEN.replace(b"payload", b"PAYLOAD")))
    (first, last), (mine, end) = contents_of(other), contents_of(sealed)
    swapped = other[:first] + sealed[mine:end] + other[last:]

    assert len(other) == len(sealed)
    assert sealer.inspect(swapped).state is PdfState.ALTERED
    assert sealer.inspect(sealed.replace(b"payload", b"PAYLOAD")).state is PdfState.ALTERED


def test_a_sealed_file_takes_no_second_seal(sealer: Sealer, sealed: bytes) -> None:
    with pytest.raises(SealError):
        sealer.seal(sealed)


def test_other_attachments_are_no_claims(sealer: Sealer) -> None:
    other = sealer.seal(plain_pdf().replace(b"klaim.jws", b"surat.txt"))

    assert (sealer.inspect(other).is_genuine, sealer.inspect(other).files) == (True, {})


def test_a_seal_of_another_authority_is_foreign(sealer: Sealer, tmp_path: Path) -> None:
    stranger = TestAuthoritySealer.from_folder(tmp_path, organisation=AGENCY, now=datetime.now(UTC))
    verdict = sealer.inspect(stranger.seal(plain_pdf()))

    assert (verdict.state, verdict.files, verdict.signer) == (PdfState.FOREIGN, {}, "")


def test_an_expired_seal_certificate_is_not_genuine(tmp_path: Path) -> None:
    past = datetime.now(UTC) - timedelta(days=365 * 15)
    old = TestAuthoritySealer.from_folder(tmp_path, organisation=AGENCY, now=past)

    assert old.inspect(old.seal(plain_pdf())).state is PdfState.FOREIGN


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (plain_pdf(), PdfState.UNSIGNED),
        (b"", PdfState.UNREADABLE),
        (b"bukan pdf", PdfState.UNREADABLE),
        (b"%PDF-1.7\nrusak", PdfState.UNREADABLE),
        (b"%PDF-1.7\n/ByteRange", PdfState.ALTERED),
        (plain_pdf(text="/ByteRange"), PdfState.ALTERED),
    ],
)
def test_other_files_are_told_apart(sealer: Sealer, data: bytes, state: PdfState) -> None:
    assert sealer.inspect(data).state is state


def test_huge_files_are_not_opened(
    folder: Path, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "MAX_BYTES", len(sealed) - 1)

    assert inspect_pdf(sealed, roots=[load(folder).root]).state is PdfState.UNREADABLE


def test_keys_are_made_once_and_closed_to_others(folder: Path, sealer: Sealer) -> None:
    again = load_or_make(folder, organisation="Lain", now=datetime.now(UTC))

    assert again.root.dump() == load(folder).root.dump()
    assert again.claims_kid == load(folder).claims_kid
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_processes_that_start_together_agree_on_the_keys(tmp_path: Path) -> None:
    def root(_: int) -> bytes:
        keys = load_or_make(tmp_path / "k", organisation=AGENCY, now=datetime.now(UTC))
        return bytes(keys.root.dump())

    with ThreadPoolExecutor(8) as together:
        assert len(set(together.map(root, range(8)))) == 1


def test_wrong_keys_are_refused(folder: Path, tmp_path: Path) -> None:
    certificate = (folder / "segel.pem").read_bytes()
    for key in (ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()):
        with pytest.raises(SealError):
            SealKey(certificate, _pem(key))
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "log.key").write_bytes((folder / "segel.key").read_bytes())
    with pytest.raises(TypeError, match=r"log\.key"):
        load(tmp_path)


def test_what_is_no_pdf_cannot_be_sealed(sealer: Sealer) -> None:
    with pytest.raises(SealError):
        sealer.seal(b"bukan pdf")
