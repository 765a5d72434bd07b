"""From a certificate's face to what the paper's layout reads: ready sentences, no markup."""

import unicodedata
from dataclasses import asdict
from typing import Any

from suluh.credentials.types.face import CertificateFace, Holder, Image, Paper, Signer
from suluh.standards import jp, nip, qr, words

_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_TITLES = {
    Paper.PARTICIPATION: "SERTIFIKAT",
    Paper.COMPLETION: "SURAT TANDA TAMAT PELATIHAN",
}
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_SIGNER_WIDTH = {1: 90, 2: 82, 3: 62}


def images_of(face: CertificateFace) -> dict[str, tuple[str, bytes]]:
    """The pictures a face needs, as file name and bytes by the name the layout uses."""
    named: dict[str, Image | None] = {
        "logo": face.look.logo,
        "second_logo": face.look.second_logo,
        "background": face.look.background,
        "photo": face.holder.photo,
    }
    for place, signer in enumerate(face.signers):
        named[f"signature_{place}"] = signer.signature
    return {
        name: (f"{name}.{_ENDINGS[image.media]}", image.data)
        for name, image in named.items()
        if image
    }


def layout_of(face: CertificateFace, images: dict[str, str]) -> dict[str, Any]:
    """All words of the paper; ``images`` gives the file that holds each picture."""
    title = face.look.title.strip() or _TITLES[face.look.paper]
    layout = {
        "paper": face.look.paper.value,
        "accent": face.look.accent,
        "border": face.look.border,
        "letterhead": list(face.look.letterhead),
        "images": images,
        "title": title.upper(),
        "title_sizes": [38, 33, 28, 24, 20] if len(title) < 16 else [26, 23, 20, 17],
        "number": face.number,
        "given_to": "diberikan kepada",
        "holder": {"name": face.holder.name, "lines": _holder_lines(face.holder)},
        "fields": _fields(face.holder),
        "sentence": _sentence(face),
        "predicate": face.predicate,
        "series": face.series,
        "event": face.event,
        "when_where": _when_where(face),
        "jp_figures": f"{jp.figures(face.jp)} JP",
        "jp_words": f"({jp.in_words(face.jp)})",
        "organiser": face.organiser,
        "issued": f"{face.issued_at}, {words.long_date(face.issued_on)}",
        "signers": [_signer(place, signer, images) for place, signer in enumerate(face.signers)],
        "signer_width": _SIGNER_WIDTH.get(len(face.signers), 62),
        "qr": list(qr.png(face.claims_url)),  # the layout cannot be handed raw bytes
        "code": face.code,
        "check_url": face.check_url,
        "revision": face.revision,
        **_agenda(face),
    }
    clean = {name: _clean(value) for name, value in layout.items()}
    return clean | {"attachments": [asdict(file) for file in face.attachments]}


def _clean(value: Any) -> Any:
    """The same value without control, private and direction-changing characters in its texts."""
    if isinstance(value, str):
        kept = (char for char in value if unicodedata.category(char) not in _UNSEEN)
        return unicodedata.normalize("NFC", "".join(kept))
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, list | tuple) and not (value and isinstance(value[0], int)):
        return [_clean(part) for part in value]
    return value


def _holder_lines(holder: Holder) -> list[str]:
    number = f"NIP {nip.group(holder.nip)}" if holder.nip else ""
    first = _joined((number, holder.rank))
    return [
        line for line in (first, holder.post, _joined((holder.unit, holder.agency), ", ")) if line
    ]


def _fields(holder: Holder) -> list[tuple[str, str, bool]]:
    """Label, value and whether it is the name, for the paper of completion."""
    fields = (
        ("Nama", holder.name, True),
        ("NIP", nip.group(holder.nip), False),
        ("Tempat, tanggal lahir", holder.birth, False),
        ("Pangkat, golongan", holder.rank, False),
        ("Jabatan", holder.post, False),
        ("Unit kerja", holder.unit, False),
        ("Instansi", holder.agency, False),
    )
    return [field for field in fields if field[1]]


def _sentence(face: CertificateFace) -> str:
    if face.look.paper is Paper.COMPLETION:
        return "LULUS dengan predikat" if face.predicate else "telah menyelesaikan"
    if face.holder.role == "Peserta":
        return "telah mengikuti"
    return f"atas perannya sebagai {face.holder.role} pada"


def _when_where(face: CertificateFace) -> str:
    days = words.date_range(face.first_day, face.last_day)
    where = f" di {face.place}" if face.place else ""
    if face.place == "daring":
        where = " secara daring"
    return f"yang diselenggarakan oleh {face.organiser} pada {days}{where}"


def _signer(place: int, signer: Signer, images: dict[str, str]) -> dict[str, Any]:
    name = f"signature_{place}"
    number = f"NIP {nip.group(signer.nip)}" if signer.nip else ""
    return {
        "name": signer.name,
        "post": signer.post,
        "on_behalf": signer.on_behalf,
        "lines": [line for line in (signer.rank, number) if line],
        "image": name if name in images else None,
    }


def _agenda(face: CertificateFace) -> dict[str, Any]:
    lines = face.agenda if face.look.reverse else ()
    total = sum(line.jp for line in lines)
    return {
        "agenda": [
            {
                "subject": line.subject,
                "speaker": line.speaker,
                "time": line.time,
                "jp": jp.figures(line.jp) if total else "",
            }
            for line in lines
        ],
        "agenda_total": jp.figures(total) if total else "",
        "agenda_note": _counted(total, face.jp),
    }


def _counted(total: int, booked: int) -> str:
    """Why the front may say less than the subjects add up to."""
    if total <= booked:
        return ""
    return (
        f"Tercatat {jp.figures(booked)} JP, setelah pembulatan ke bawah dan batas menurut bentuk."
    )


def _joined(parts: tuple[str, ...], sign: str = "  ·  ") -> str:
    return sign.join(part.strip() for part in parts if part.strip())
