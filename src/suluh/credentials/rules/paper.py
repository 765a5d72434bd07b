"""From the frozen data of a certificate and its template's settings to what is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from suluh.credentials.types.face import (
    AgendaLine,
    Attachment,
    CertificateFace,
    Holder,
    Image,
    Look,
    Paper,
    Signer,
)
from suluh.ledger.types import EntryProof
from suluh.standards.jp import from_minutes
from suluh.standards.pades import CLAIMS_FILE, OPENING_FILE, PROOF_FILE

_FILES = {
    CLAIMS_FILE: ("application/jose", "Isi sertifikat bertanda tangan digital"),
    PROOF_FILE: ("text/plain", "Bukti bahwa JP tercatat di log bukti"),
    OPENING_FILE: ("application/json", "Rincian JP dan kunci pembukanya"),
}
DEFAULT_PATTERN = "{klasifikasi}/{urut:4}/{unit}/{bulan_romawi}/{tahun}"
ROLES = {"peserta": "Peserta", "narasumber": "Narasumber", "moderator": "Moderator"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a certificate this one: number, code, claims, where it is checked."""

    number: str
    code: str
    role: str
    kind: str
    revision: int
    organiser: str
    check_url: str
    claims_url: str = ""


def look_of(settings: Mapping[str, Any], images: Mapping[str, Image], kind: str) -> Look:
    """The template's settings as the paper's look; missing settings take the defaults."""
    return Look(
        paper=Paper.COMPLETION if kind == "sttp" else Paper.PARTICIPATION,
        letterhead=tuple(settings.get("letterhead") or ()),
        title=str(settings.get("title", "")),
        accent=str(settings.get("accent") or "#0f4c5c"),
        logo=images.get("logo"),
        background=images.get("background"),
        border=bool(settings.get("border", True)),
        reverse=bool(settings.get("reverse", True)),
    )


def signers_of(settings: Mapping[str, Any]) -> tuple[Signer, ...]:
    """Those who sign, as the template names them."""
    return tuple(
        Signer(
            name=str(row.get("name", "")),
            post=str(row.get("post", "")),
            rank=str(row.get("rank", "")),
            nip=str(row.get("nip", "")),
            on_behalf=str(row.get("on_behalf", "")),
        )
        for row in settings.get("signers") or ()
    )


def face_of(
    frozen: Mapping[str, Any],
    identity: Identity,
    *,
    settings: Mapping[str, Any],
    images: Mapping[str, Image],
    attachments: tuple[Attachment, ...] = (),
) -> CertificateFace:
    """One certificate, ready to be drawn. `frozen` is what `frozen_face` stored at issue."""
    issued_on = date.fromisoformat(frozen["issued_on"])
    first = date.fromisoformat(frozen["starts_on"]) if frozen.get("starts_on") else issued_on
    last = date.fromisoformat(frozen["ends_on"]) if frozen.get("ends_on") else first
    return CertificateFace(
        look=look_of(settings, images, identity.kind),
        holder=_holder(frozen, identity.role),
        number=identity.number,
        event=frozen["title"],
        first_day=first,
        last_day=last,
        place=frozen.get("place") or "daring",
        organiser=identity.organiser,
        jp=int(frozen.get("jp_minor", 0)),
        issued_on=issued_on,
        issued_at=str(settings.get("issued_at") or "Jakarta"),
        signers=signers_of(settings),
        code=identity.code,
        check_url=identity.check_url,
        claims_url=identity.claims_url,
        attachments=attachments,
        agenda=tuple(_agenda_line(row) for row in frozen.get("subjects") or ()),
        series=str(frozen.get("extra", {}).get("series", "")),
        predicate=frozen.get("predicate", ""),
        revision=identity.revision,
    )


def attachments_of(claims: str, proof: EntryProof | None) -> tuple[Attachment, ...]:
    """The files that travel inside the PDF; without JP in the log there are only the claims."""
    files = {CLAIMS_FILE: claims}
    if proof is not None:
        files |= {PROOF_FILE: proof.text, OPENING_FILE: proof.opening}
    return tuple(Attachment(name, *_FILES[name], text) for name, text in files.items())


def _agenda_line(row: Mapping[str, Any]) -> AgendaLine:
    """A subject with its JP; where only its minutes are known, what they make."""
    minor = int(row.get("jp_minor") or 0) or from_minutes(int(row.get("minutes") or 0))
    return AgendaLine(row["name"], minor, row.get("speaker", ""))


def _holder(frozen: Mapping[str, Any], role: str) -> Holder:
    return Holder(
        name=frozen["name"],
        nip=frozen.get("nip", ""),
        post=frozen.get("position", ""),
        unit=frozen.get("unit", ""),
        agency=frozen.get("agency", ""),
        role=ROLES.get(role, role.capitalize()),
    )
