"""Templates are refused in words before anything is printed from them."""

from dataclasses import replace

import pytest

from suluh.credentials.rules import look as rules
from suluh.credentials.rules.paper import ROLES, Identity, face_of
from suluh.credentials.types.face import AgendaLine, Image, Look, Signer

PNG = Image(b"\x89PNG\r\n\x1a\n....", "image/png")
SVG = Image(b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>', "image/svg+xml")
LOOK = Look(letterhead=("PEMERINTAH PROVINSI CONTOH",), logo=PNG, second_logo=SVG)
SIGNER = Signer("Bambang", "Kepala")


def test_a_sound_template_has_no_problems() -> None:
    assert rules.problems_of(LOOK, (replace(SIGNER, signature=PNG),)) == []


@pytest.mark.parametrize(
    ("look", "problem"),
    [
        (replace(LOOK, letterhead=(" ",)), rules.NO_LETTERHEAD),
        (replace(LOOK, letterhead=("a",) * 5), rules.LONG_LETTERHEAD),
        (replace(LOOK, accent="teal"), rules.BAD_COLOUR),
        (replace(LOOK, accent="#ffcc00"), rules.PALE_COLOUR),
        (replace(LOOK, background=Image(b"GIF89a", "image/gif")), rules.BAD_IMAGE),
        (replace(LOOK, logo=Image(b"bukan", "image/png")), rules.BAD_IMAGE),
        (
            replace(LOOK, logo=Image(PNG.data + bytes(2 * 1024 * 1024), "image/png")),
            rules.LARGE_IMAGE,
        ),
    ],
)
def test_bad_looks_are_named(look: Look, problem: str) -> None:
    assert rules.problems_of(look, (SIGNER,)) == [problem]


@pytest.mark.parametrize(
    ("svg", "problem"),
    [
        (b"<?xml version='1.0'?><html/>", rules.BAD_IMAGE),
        (b"<svg><script>1</script></svg>", rules.LIVE_SVG),
        (b'<svg><image href="file:///etc/passwd"/></svg>', rules.LIVE_SVG),
        (b"<svg><image xlink:href = 'http://x.id/a.png'/></svg>", rules.LIVE_SVG),
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>', rules.LIVE_SVG),
        (b'<svg><image href="data:image/png;base64,AA"/></svg>', None),
    ],
)
def test_live_pictures_are_refused(svg: bytes, problem: str | None) -> None:
    assert rules.problem_of_image(Image(svg, "image/svg+xml")) == problem


@pytest.mark.parametrize(
    ("signers", "problem"),
    [
        ((), rules.NO_SIGNER),
        ((SIGNER,) * 4, rules.MANY_SIGNERS),
        ((replace(SIGNER, post=" "),), rules.UNNAMED_SIGNER),
        ((replace(SIGNER, signature=Image(b"x", "image/png")),), rules.BAD_IMAGE),
    ],
)
def test_bad_signers_are_named(signers: tuple[Signer, ...], problem: str) -> None:
    assert rules.problems_of(LOOK, signers) == [problem]


def test_contrast_is_that_of_wcag() -> None:
    assert round(rules.contrast_with_white("#000000"), 1) == 21.0
    assert round(rules.contrast_with_white("#767676"), 2) == 4.54


def test_the_reverse_shows_jp_or_what_the_minutes_make() -> None:
    subjects = [
        {"name": "Tata naskah", "jp_minor": 200, "speaker": "Bu Ani"},
        {"name": "Latihan", "minutes": 45},
    ]
    frozen = {
        "issued_on": "2026-11-26",
        "title": "Surat dinas",
        "name": "Siti",
        "subjects": subjects,
    }
    identity = Identity(
        "1/XI/2026", "kode", next(iter(ROLES)), "sttp", 0, "Provinsi Contoh", "/v/kode"
    )
    face = face_of(frozen, identity, settings={}, images={})
    assert face.agenda == (AgendaLine("Tata naskah", 200, "Bu Ani"), AgendaLine("Latihan", 100))
