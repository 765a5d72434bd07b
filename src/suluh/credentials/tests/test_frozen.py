"""A face survives being stored, pictures apart."""

import json
from dataclasses import replace
from datetime import date

import pytest

from suluh.credentials.rules.frozen import freeze, thaw
from suluh.credentials.types.face import (
    AgendaLine,
    CertificateFace,
    Holder,
    Image,
    Look,
    Paper,
    Signer,
)

PICTURE = Image(b"<svg/>", "image/svg+xml")
FACE = CertificateFace(
    look=Look(paper=Paper.COMPLETION, letterhead=("A", "B"), logo=PICTURE),
    holder=Holder("Budi", photo=PICTURE),
    number="1/2026",
    event="Seri 47",
    first_day=date(2026, 9, 24),
    last_day=date(2026, 9, 25),
    place="",
    organiser="BPSDM",
    jp=400,
    issued_on=date(2026, 9, 26),
    issued_at="Palu",
    signers=(Signer("Agus", "Kepala"), Signer("Ratna", "Kabid", signature=PICTURE)),
    code="X",
    check_url="a",
    claims_url="b",
    claims_token="c",
    agenda=(AgendaLine("Materi", 400),),
)
PICTURES = {"logo": PICTURE, "photo": PICTURE, "signature_1": PICTURE}


def test_a_face_comes_back_from_storage_as_it_was() -> None:
    stored = json.loads(json.dumps(freeze(FACE)))

    assert stored == freeze(FACE)
    assert thaw(stored, PICTURES) == FACE


def test_pictures_stay_outside() -> None:
    bare = thaw(freeze(FACE), {})

    assert (bare.look.logo, bare.holder.photo, bare.signers[1].signature) == (None, None, None)
    assert replace(bare, look=FACE.look, holder=FACE.holder, signers=FACE.signers) == FACE


def test_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        thaw({**freeze(FACE), "v": 2}, {})
