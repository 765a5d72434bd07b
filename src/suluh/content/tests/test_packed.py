"""A ZIP of strangers: what is in it is read as a folder, what means harm is refused with a sentence."""

from __future__ import annotations

import stat
import zipfile
from io import BytesIO

import pytest

from suluh.base.uploads import Refused
from suluh.content.rules import packed
from suluh.content.rules.packed import Packed


def archive(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, data in files.items():
            target.writestr(name, data)
    made.seek(0)
    return made


def test_a_zip_reads_as_the_folder_that_was_packed() -> None:
    whole = Packed(archive({"Kursus/1 Mulai/salam.md": b"Halo", "Kursus/": b""}), "kiriman.zip")
    loose = Packed(archive({"salam.md": b"Halo", "2 Lanjut\\b.md": b"x"}), "Surat dinas.zip")

    assert list(whole) == ["Kursus/1 Mulai/salam.md"]
    assert list(loose) == ["Surat dinas/salam.md", "Surat dinas/2 Lanjut/b.md"]
    assert [whole[path].read() for path in whole] == [b"Halo"]


def test_names_are_read_in_utf8_where_the_archive_does_not_say_so() -> None:
    data = archive({"K/caf\u00e9 xx.md": b"x"}).getvalue()
    central = data.index(b"PK\x01\x02")
    unsaid = bytearray(data)
    unsaid[7] &= ~0x08  # the flag "this name is UTF-8", in both headers
    unsaid[central + 9] &= ~0x08

    assert list(Packed(BytesIO(bytes(unsaid)), "k.zip")) == ["K/café xx.md"]


def test_what_systems_leave_is_no_file_and_what_is_no_file_is_named() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        link = zipfile.ZipInfo("K/jalan.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "/etc/passwd")
        for name in ("K/a.md", "__MACOSX/K/._a.md", "K/.DS_Store", "K/Thumbs.db", "K/dalam.zip"):
            target.writestr(name, "x")
    made.seek(0)

    found = Packed(made, "k.zip")

    assert list(found) == ["K/a.md"]
    assert sorted(found.left) == ["K/dalam.zip", "K/jalan.md"]


def _locked() -> BytesIO:
    data = archive({"K/a.md": b"x"}).getvalue()
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    return BytesIO(bytes(locked))


def _overlapping() -> BytesIO:
    data = archive({"K/a.md": b"satu", "K/b.md": b"dua"}).getvalue()
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    return BytesIO(data[: second + 42] + bytes(4) + data[second + 46 :])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (BytesIO(b"bukan ZIP"), "rusak"),
        (archive({}), "tidak berisi berkas"),
        (archive({"K/.DS_Store": b"x"}), "tidak berisi berkas"),
        (archive({"K/../../etc/a.md": b"x"}), "rusak"),
        (archive({"/etc/a.md": b"x"}), "rusak"),
        (archive({"C:\\a.md": b"x"}), "rusak"),
        (archive({"K/a.md": b"x", "K\\a.md": b"x"}), "bernama sama"),
        (archive({"K/a.md": bytes(1_000_000)}), "terlalu banyak"),
        (archive({f"K/{n}.md": b"x" for n in range(packed.MOST_FILES + 1)}), "terlalu banyak"),
        (_locked(), "berkata sandi"),
        (_overlapping(), "rusak"),
    ],
)
def test_what_no_harmless_zip_is_is_refused(source: BytesIO, words: str) -> None:
    with pytest.raises(Refused, match=words):
        Packed(source, "k.zip")


def test_a_member_that_is_broken_or_packed_strangely_costs_only_itself() -> None:
    data = archive({"K/a.md": b"satu" * 99, "K/b.md": b"dua"}, method=zipfile.ZIP_STORED)
    broken = Packed(BytesIO(data.getvalue().replace(b"satusatu", b"satuXatu")), "k.zip")
    strange = Packed(archive({"K/a.md": b"x" * 99}, method=zipfile.ZIP_LZMA), "k.zip")

    with pytest.raises(Refused, match="rusak di dalam"):
        broken["K/a.md"]
    assert broken["K/b.md"].read() == b"dua"
    assert (list(strange), list(strange.left)) == ([], ["K/a.md"])
