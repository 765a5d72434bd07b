"""Certificates are drawn as asked: every word, a page a side, a QR that reads, an archive file."""

import io
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image as Picture
from pypdf import PdfReader

from suluh.connectors.typst import client
from suluh.connectors.typst.connector import TypstRenderer, shared_renderer
from suluh.connectors.typst.mapping import layout_of
from suluh.connectors.typst.tests.faces import CLAIMS_URL, COMPLETION, FACE, LONGEST
from suluh.credentials.ports import Renderer
from suluh.credentials.types.errors import RenderError
from suluh.credentials.types.face import AgendaLine, CertificateFace, Holder, Image


@pytest.fixture(scope="module")
def renderer() -> Iterator[TypstRenderer]:
    made = TypstRenderer()
    yield made
    made.close()


def png(colour: str) -> Image:
    target = io.BytesIO()
    Picture.new("RGB", (60, 40), colour).save(target, "PNG")
    return Image(target.getvalue(), "image/png")


def text_of(pdf: bytes, page: int = 0) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[page].extract_text().split())


def test_the_face_says_everything(renderer: TypstRenderer) -> None:
    text = text_of(renderer.render(FACE))

    for words in (
        "PEMERINTAH PROVINSI CONTOH", "Nomor: 800.2/0047/BPSDM/IX/2026",
        "Dr. Siti Nurhaliza Rahmawati, S.Sos., M.Si.", "NIP 19850312 201001 2 007",
        "Penata Tingkat I (III/d)", "Dinas Kesehatan, Pemerintah Provinsi Contoh",
        "telah mengikuti", "ASN BELAJAR SERI 47", "Transformasi Digital Pelayanan Publik",
        "oleh BPSDM Provinsi Contoh pada 24 September 2026 di Zoom",
        "4 JP (empat jam pelajaran)", "Palu, 25 September 2026", "Kepala BPSDM",
        "Bambang Wicaksono", "NIP 19680512 199403 1 004", "7KQM-3XJD-9WTP",
        "suluh.example/periksa",
    ):  # fmt: skip
        assert words in text
    assert "SERTIFIKAT" in text.replace(" ", "")  # letterspaced


def test_the_reverse_lists_subjects_and_sums_them(renderer: TypstRenderer) -> None:
    text = text_of(renderer.render(FACE), page=1)

    assert "1 Arah kebijakan Agus Salim 08.00–09.10 1,5 2 Diskusi 2,5 Jumlah 4" in text


def test_the_reverse_says_why_less_was_booked_and_leaves_empty_columns_out(
    renderer: TypstRenderer,
) -> None:
    cut = replace(FACE, jp=300, agenda=(AgendaLine("Dasar", 233), AgendaLine("Praktik", 133)))
    plain = replace(FACE, agenda=(AgendaLine("Satu", 0), AgendaLine("Dua", 0)))

    assert (
        text_of(renderer.render(cut), page=1)
        .split("Materi JP ")[1]
        .startswith(
            "1 Dasar 2,33 2 Praktik 1,33 Tercatat 3 JP, setelah pembulatan ke bawah dan batas menurut"
            " bentuk. Jumlah 3,66"
        )
    )
    assert "No. Materi 1 Satu 2 Dua Lampiran" in text_of(renderer.render(plain), page=1)


@pytest.mark.parametrize("face", [FACE, LONGEST, COMPLETION])
def test_each_side_is_one_landscape_page(renderer: TypstRenderer, face: CertificateFace) -> None:
    pages = PdfReader(io.BytesIO(renderer.render(face))).pages

    assert [round(float(page.mediabox.width)) for page in pages] == [842, 842]
    assert [round(float(page.mediabox.height)) for page in pages] == [595, 595]


def test_a_very_long_agenda_flows_on(renderer: TypstRenderer) -> None:
    pdf = renderer.render(replace(LONGEST, agenda=LONGEST.agenda * 3))

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 5
    assert "60 Materi yang panjang" in text_of(pdf, page=4)


@pytest.mark.parametrize("face", [FACE, LONGEST, COMPLETION])
def test_the_qr_reads_from_a_rough_print(renderer: TypstRenderer, face: CertificateFace) -> None:
    page = Picture.open(io.BytesIO(renderer.preview(face, ppi=150)[0])).convert("L")

    found = [code.text for code in zxingcpp.read_barcodes(page)]

    assert found == [CLAIMS_URL]


def test_completion_paper_names_predicate_and_birth(renderer: TypstRenderer) -> None:
    text = text_of(
        renderer.render(replace(COMPLETION, holder=replace(FACE.holder, photo=png("red"))))
    )

    assert "SURATTANDATAMATPELATIHAN" in text.replace(" ", "")
    assert "LULUS dengan predikat Memuaskan dalam" in text
    assert "Palu, 12 Maret 1985" in text


def test_other_roles_and_missing_facts_change_the_words(renderer: TypstRenderer) -> None:
    speaker = replace(FACE, holder=Holder("Agus", role="Narasumber"), place="", agenda=())
    text = text_of(renderer.render(speaker))
    unmarked = layout_of(replace(COMPLETION, predicate=""), {})

    assert "atas perannya sebagai Narasumber pada" in text
    assert "NIP" not in text.split("telah")[0].split("Agus")[1].split("atas")[0]
    assert unmarked["sentence"] == "telah menyelesaikan"


def test_an_archive_file_with_claims_and_proof_inside(renderer: TypstRenderer) -> None:
    pdf = renderer.render(FACE)
    reader = PdfReader(io.BytesIO(pdf))

    inside = {file.name: [file.text.encode()] for file in FACE.attachments}
    assert dict(reader.attachments) == inside
    assert b"<pdfaid:part>3" in pdf
    assert b"<pdfaid:conformance>B" in pdf


def test_the_same_face_gives_the_same_bytes_and_another_another(renderer: TypstRenderer) -> None:
    first = renderer.render(FACE)
    other = renderer.render(replace(FACE, holder=replace(FACE.holder, name="Budi")))

    assert renderer.render(FACE) == first
    assert TypstRenderer().render(FACE) == first
    assert "Budi" in text_of(other)
    assert "Siti" not in text_of(other)


def test_nothing_typed_is_read_as_markup(renderer: TypstRenderer) -> None:
    name = '#panic("x") *Budi* $x$ ] [ \\ " @a <b> `c` _d_ = e'
    text = text_of(renderer.render(replace(FACE, holder=replace(FACE.holder, name=name))))

    assert name in text


def test_unseen_characters_vanish(renderer: TypstRenderer) -> None:
    name = "Bu\u200bdi\x00 \u202eSan\ud800toso"

    assert "Budi Santoso" in text_of(renderer.render(replace(FACE, holder=Holder(name))))


@pytest.mark.parametrize("name", ["王小明", "Budi 😀"])
def test_letters_that_no_font_has_are_named(renderer: TypstRenderer, name: str) -> None:
    with pytest.raises(RenderError) as refusal:
        renderer.render(replace(FACE, holder=Holder(name)))

    assert str(refusal.value) == RenderError.UNKNOWN_LETTER.format(
        letter=name.rsplit(maxsplit=1)[-1][0]
    )


def test_broken_pictures_are_named(renderer: TypstRenderer) -> None:
    with pytest.raises(RenderError) as refusal:
        renderer.render(replace(FACE, look=replace(FACE.look, logo=Image(b"x", "image/png"))))

    assert str(refusal.value) == RenderError.BROKEN


def test_pictures_are_printed_and_old_workspaces_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MAX_WORKSPACES", 2)
    renderer = TypstRenderer()
    corners = []
    for colour in ("red", "lime", "blue", "red"):
        look = replace(FACE.look, background=png(colour), border=False, logo=None)
        signer = replace(FACE.signers[0], signature=png("black"))
        page = renderer.preview(replace(FACE, look=look, signers=(signer,), agenda=()), ppi=20)
        corners.append(Picture.open(io.BytesIO(page[0])).convert("RGB").getpixel((2, 2)))
    folder = renderer._press._folder

    assert corners == [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 0, 0)]
    assert len(list(folder.iterdir())) == 2
    assert list(folder.rglob(client.FACE)) == []
    renderer.close()
    assert not folder.exists()


def test_one_renderer_for_a_process_fits_the_port() -> None:
    renderer: Renderer = shared_renderer()

    assert renderer is shared_renderer()
    assert [page[:4] for page in renderer.preview(FACE, ppi=20)] == [b"\x89PNG"] * 2


def test_a_child_process_has_a_workspace_of_its_own() -> None:
    press = client.TypstPress()
    seen, child_sees = os.pipe()
    if os.fork() == 0:
        os.write(child_sees, str(press._folder).encode())
        press.close()
        os._exit(0)
    os.wait()
    assert os.read(seen, 500).decode() != str(press._folder)
    press.close()
