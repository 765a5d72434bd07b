"""What stands in the letters and lists of an angkatan, in the words of official letters. Pure.

Official papers are Indonesian whatever the language of the screen: these words are not translated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from suluh.base import text
from suluh.standards.words import spell

STATES = {
    "lulus": "Lulus",
    "lulus_bersyarat": "Lulus bersyarat",
    "tidak_lulus": "Tidak lulus",
    "mengundurkan_diri": "Mengundurkan diri",
}
STATUSES = {"hadir": "Hadir", "izin": "Izin", "sakit": "Sakit", "alpa": "Tanpa keterangan"}

_NUMBER, _NIP = -11.5, -37  # widths in millimetres; what is above zero shares the rest
_KEPT = 4  # so many rows at least stand with the signature on the last page


@dataclass(frozen=True, slots=True)
class Head:
    """What every paper of an agency bears: lines of the letterhead, logo, who signs, where."""

    letterhead: tuple[str, ...]
    signer: Mapping[str, str]
    city: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Course:
    """The angkatan as the papers name it."""

    title: str
    place: str
    first: date
    last: date
    jp: str
    organiser: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a paper's table."""

    name: str
    nip: str
    unit: str
    note: str = ""


def summons(head: Head, course: Course, people: Sequence[Listed], *, number: str, dated: date,
            note: str) -> dict[str, Any]:  # fmt: skip
    """Surat pemanggilan peserta."""
    return _paper(
        head, "Surat Pemanggilan Peserta", number=number, dated=dated,
        opening=[
            f"Dengan hormat, sehubungan dengan penyelenggaraan {course.title}, kami memanggil"
            " pegawai berikut untuk hadir sebagai peserta:"
        ],
        people=people,
        facts=_facts(course),
        closing=[note, "Demikian surat ini kami sampaikan. Atas perhatian dan kerja sama yang baik,"
                 " kami ucapkan terima kasih."],
    )  # fmt: skip


def duty(head: Head, course: Course, people: Sequence[Listed], *, number: str, dated: date,
         note: str) -> dict[str, Any]:  # fmt: skip
    """Surat tugas."""
    return _paper(
        head, "Surat Tugas", number=number, dated=dated,
        opening=[f"Yang bertanda tangan di bawah ini, {head.signer['post']}, menugaskan:"],
        people=people,
        facts=[("Untuk", f"mengikuti {course.title}"), *_facts(course)],
        closing=[note, "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung"
                 " jawab."],
    )  # fmt: skip


def roll(head: Head, course: Course, people: Sequence[Listed], *, subject: str, when: str,
         room: str, trainers: str) -> dict[str, Any]:  # fmt: skip
    """Daftar hadir of one session; a column to sign where nobody's presence was noted."""
    facts = [("Pelatihan", course.title), ("Mata pelatihan", subject), ("Waktu", when)]
    facts += [(label, value) for label, value in (("Ruang", room), ("Pengajar", trainers)) if value]
    paper = _paper(
        head, "Daftar Hadir", number="", dated=None, opening=[], people=people, facts=facts,
        closing=[_present(people)],
    )  # fmt: skip
    paper["header"] = ["No.", "Nama", "NIP", "Unit kerja", "Kehadiran", "Tanda tangan"]
    paper["widths"] = [_NUMBER, 3, _NIP, 2.2, 1.4, 1.6]
    paper["rows"] = [[*row, ""] for row in _rows(people, noted=True)]
    paper["padding"] = 6
    return paper


def record(head: Head, course: Course, content: Mapping[str, Any]) -> dict[str, Any]:
    """Berita acara of the meeting, from the content that was frozen when it was held."""
    dated = date.fromisoformat(content["dated"])
    counts = Counter(each["state"] for each in content["people"])
    told = ", ".join(
        f"{counts[state]} ({spell(counts[state])}) orang {word.lower()}"
        for state, word in STATES.items()
        if counts[state]
    )
    people = [
        Listed(each["name"], each["nip"], each["unit"], _verdict(each))
        for each in content["people"]
    ]
    signer = {
        "name": content["chair"], "post": content["chair_post"], "rank": "",
        "nip": content["chair_nip"],
    }  # fmt: skip
    paper = _paper(
        Head(head.letterhead, signer, head.city, head.logo),
        "Berita Acara Rapat Kelulusan", number=content["number"], dated=dated,
        opening=[
            f"Pada {text.day(dated)}, bertempat di {content['place']}, telah diadakan rapat"
            f" kelulusan {course.title} yang diikuti {len(people)} ({spell(len(people))}) peserta."
            f" Rapat memutuskan: {told}."
        ],
        facts=_facts(course), people=people,
        closing=[
            content["note"], _basis(content.get("basis", "")),
            "Demikian berita acara ini dibuat dengan sebenarnya.",
        ],
    )  # fmt: skip
    paper["header"] = ["No.", "Nama", "NIP", "Unit kerja", "Keputusan"]
    paper["widths"] = [_NUMBER, 3, _NIP, 2.2, 2.4]
    paper["rows"] = _rows(people, noted=True)
    return paper


def _paper(
    head: Head,
    title: str,
    *,
    number: str,
    dated: date | None,
    opening: Sequence[str],
    facts: Sequence[tuple[str, str]],
    people: Sequence[Listed],
    closing: Sequence[str],
) -> dict[str, Any]:
    place = f"{head.city}, " if head.city else ""
    return {
        "letterhead": list(head.letterhead),
        "logo": list(head.logo),
        "title": title,
        "number": number,
        "opening": list(opening),
        "facts": [list(pair) for pair in facts],
        "header": ["No.", "Nama", "NIP", "Unit kerja"],
        "widths": [_NUMBER, 3, _NIP, 2.6],
        "rows": _rows(people),
        "padding": 3.4,
        "kept": _KEPT,
        "closing": [line for line in closing if line],
        "signed_at": f"{place}{text.plain_day(dated)}" if dated else "",
        "signer": dict(head.signer),
        "foot": title,
    }


def _facts(course: Course) -> list[tuple[str, str]]:
    when = text.day(course.first)
    if course.last != course.first:
        when += f" sampai {text.day(course.last)}"
    found = [("Waktu", when), ("Tempat", course.place), ("Jumlah JP", course.jp),
             ("Penyelenggara", course.organiser)]  # fmt: skip
    return [(label, value) for label, value in found if value]


def _rows(people: Sequence[Listed], *, noted: bool = False) -> list[list[str]]:
    return [
        [
            str(number), each.name, text.grouped_nip(each.nip) if each.nip else "–", each.unit,
            *([each.note] if noted else []),
        ]
        for number, each in enumerate(people, start=1)
    ]  # fmt: skip


def _basis(basis: str) -> str:
    return f"Predikat dan usulan kelulusan menurut {basis}." if basis else ""


def _present(people: Sequence[Listed]) -> str:
    noted = [each for each in people if each.note]
    if not noted:
        return ""
    there = sum(each.note == STATUSES["hadir"] for each in noted)
    return f"Hadir {text.number(there)} dari {text.number(len(people))} peserta."


def _verdict(each: Mapping[str, Any]) -> str:
    word = STATES.get(each["state"], "")
    if each.get("predicate"):
        word += f", {each['predicate']}"
    if each.get("score") is not None:
        word += f" (nilai {text.number(each['score'] / 100, 1)})"
    return word
