"""Archives that mean harm: every known trick in names, links, sizes, directory and XML (R34).

Each is made of a harmless book, bundle, workbook, presentation or text, so that a reader would get
far into it.
"""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from suluh.library.tests import files
from suluh.standards.tests import odtfile, wordfile
from suluh.standards.tests.deckfile import Deck

Parts = dict[str, str | bytes]
_MB = 2**20
_STAMP = b"\0\0\x21\0"


def corpus(canary: Path, outside: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each; `canary` is a file nobody may read, `outside` where nobody may write."""
    bases = {
        "book": files.members(), "bundle": _bundle(), "workbook": workbook(),
        "presentation": _parts_of(_deck()), "text": _parts_of(odtfile.document(odtfile.words("Surat"))),
        "letter": _parts_of(wordfile.document(wordfile.word("Surat"))),
    }  # fmt: skip
    for base, parts in bases.items():
        for number, name in enumerate(_names(outside)):
            yield f"{base}: name {number} {name[:24]!r}", _zip(parts, {name: "kenari"})
        yield from ((f"{base}: {trick}", data) for trick, data in _tricks(parts, canary))
    yield from _xml(canary)
    yield from _large()


def workbook(sheet: str = "", **changed: str | bytes) -> Parts:
    """The least that is an XLSX: one sheet with two rows."""
    kept = "http://schemas.openxmlformats.org"
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>NIP{n}</t></is></c>'
        f'<c r="B{n}" t="inlineStr"><is><t>Nama</t></is></c></row>' for n in (1, 2)
    )  # fmt: skip
    relation = f"{kept}/officeDocument/2006/relationships"
    parts: Parts = {
        "[Content_Types].xml": f'<Types xmlns="{kept}/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{kept}/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{kept}/spreadsheetml/2006/main" xmlns:r="{relation}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kept}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{kept}/spreadsheetml/2006/main"><sheetData>'
        f"{sheet or rows}</sheetData></worksheet>",
    }
    return parts | changed


def far_corner() -> bytes:
    """A few kilobytes whose only other cell is the last of a sheet: a dense table would be 400 GB."""
    cells = "".join(
        f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'
        for column, row in (("A", 1), ("XFD", 1_048_576))
    )
    return files.archive(workbook(cells))


def _deck() -> bytes:
    deck = Deck()
    deck.slide("Surat dinas", (0, "Kop surat"))
    return deck.data()


def _parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _bundle() -> Parts:
    return {"buku/surat.epub": files.book(), "buku/pedoman.pdf": files.pdf("Pedoman")}


def _zip(parts: Parts, more: Parts) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (parts | more).items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name  # as it is: the constructor cleans it
            file.writestr(entry, data)
    return made.getvalue()


def _names(outside: Path) -> list[str]:
    """Names that lead out, that are read in two ways, or that no file may bear."""
    return [
        "../keluar.txt", "../../../../../keluar.epub", f"{outside}/mutlak.pdf", "/etc/kenari.epub",
        "C:/keluar.txt", "C:\\keluar.pdf", "\\\\pelayan\\bagi\\keluar.txt", "a/../../keluar.txt",
        "..\\..\\keluar.epub", "a\\..\\..\\keluar.txt", "nol\0.pdf", "\u202efdp.exe", "．．／keluar.pdf",
        "..\u2215keluar.txt", "%2e%2e/keluar.txt", "a//keluar.txt", "./keluar.txt", "titik. ", "CON",
        "n" * 4_000 + ".pdf", "baris\nbaru.epub", "~root/keluar.txt", "file:///keluar.txt", "-rf.pdf",
        "$(touch kenari).epub", "....//....//keluar.txt",
    ]  # fmt: skip


def _tricks(parts: Parts, canary: Path) -> Iterator[tuple[str, bytes]]:
    last = list(parts)[-1]
    plain = files.archive(parts)
    yield "link", _linked(parts, {"tautan.epub": str(canary)})
    yield "link in the place of a part", _linked(parts, {last: str(canary)})
    yield (
        "link to a folder, and a file through it",
        _linked(parts, {"map": str(canary.parent)}, {"map/keluar.pdf": "kenari"}),
    )
    yield "the same name twice", _twice(parts, last, last)
    yield "names that differ by case", _twice(parts, last, last.upper())
    yield (
        "names that differ by form",
        _twice(parts, unicodedata.normalize("NFC", "é.pdf"), unicodedata.normalize("NFD", "é.pdf")),
    )
    yield "a file and a folder of one name", files.archive(parts | {last + "/x": "kenari"})
    yield "overlapping members", _overlapping(parts)
    yield "quoted overlap", _quoted(parts)
    yield "locked", _flagged(plain)
    yield "wrong sum", _patched(plain, b"PK\x01\x02", 16, b"\1\2\3\4", every=True)
    yield "sizes that lie", _patched(plain, b"PK\x01\x02", 24, struct.pack("<I", 5), every=True)
    yield "zip64 that lies", _patched(plain, b"PK\x01\x02", 20, b"\xff" * 8, every=True)
    yield "an offset beyond the end", _patched(plain, b"PK\x01\x02", 42, b"\xf0\xff\xff\x7f")
    yield "an unknown method", _patched(plain, b"PK\x01\x02", 10, struct.pack("<H", 99), every=True)
    yield "a count that lies", _patched(plain, b"PK\x05\x06", 8, struct.pack("<HH", 60_000, 60_000))
    yield "several disks", _patched(plain, b"PK\x05\x06", 4, struct.pack("<HH", 3, 2))
    yield (
        "another name in the local header",
        plain.replace(last.encode(), b"x" * len(last.encode()), 1),
    )
    yield "cut off", plain[: len(plain) * 2 // 3]
    yield "without its directory", plain[: plain.index(b"PK\x01\x02")]
    yield "an end inside the comment", _commented(parts, plain)
    yield "PDF and archive", b"%PDF-1.7\n" + plain
    yield "picture and archive", files.picture() + plain
    yield "page and archive", b"<html><script>kenari()</script></html>" + plain
    yield "archives in archives", _nested(plain)
    yield "5,001 members", files.archive(parts | {f"{n}.txt": "" for n in range(5_001)})
    yield "one part of 10 GB", _bomb(parts, last, 10_240)
    yield "one part of 10 GB that says it is small", _bomb(parts, last, 10_240, says=1_000)
    yield "300 MB by LZMA", _by_method(parts, last, zipfile.ZIP_LZMA)
    yield "300 MB by BZIP2", _by_method(parts, last, zipfile.ZIP_BZIP2)


def _linked(parts: Parts, links: dict[str, str], more: Parts | None = None) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, target in links.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
            file.writestr(entry, target)
        for name, data in (parts | (more or {})).items():
            if name not in links:
                file.writestr(name, data)
    return made.getvalue()


def _twice(parts: Parts, first: str, second: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in {**parts, first: parts.get(first, "x")}.items():
            file.writestr(name, data)
        entry = zipfile.ZipInfo("x")
        entry.filename = second
        file.writestr(entry, "kenari")
    return made.getvalue()


def _places(data: bytes | bytearray, mark: bytes) -> list[int]:
    places, at = [], data.find(mark)
    while at >= 0:
        places.append(at)
        at = data.find(mark, at + 4)
    return places


def _patched(data: bytes, mark: bytes, at: int, value: bytes, *, every: bool = False) -> bytes:
    made = bytearray(data)
    for place in _places(data, mark)[None if every else -1 :]:
        made[place + at : place + at + len(value)] = value
    return bytes(made)


def _flagged(data: bytes) -> bytes:
    made = _patched(data, b"PK\x01\x02", 8, b"\1\0", every=True)
    return _patched(made, b"PK\x03\x04", 6, b"\1\0", every=True)


def _overlapping(parts: Parts) -> bytes:
    """All members of the directory are the bytes of the first (CVE-2024-0450)."""
    data = files.archive(parts, packed=False)
    return _patched(data, b"PK\x01\x02", 42, b"\0\0\0\0", every=True)


def _quoted(parts: Parts) -> bytes:
    """Each member's data holds the header of the next: the last part counts once for each."""
    names = [f"{number}.epub" for number in range(200)]
    body = zlib.compress(b"\0" * (8 * _MB), 9)[2:-4]
    locals_, offsets = b"", []
    for name in names:
        offsets.append(len(locals_))
        locals_ += _local(name, len(body), 8 * _MB)
    made = locals_ + body
    for name, offset in zip(names, offsets, strict=True):
        made += _central(name, len(body) + len(locals_) - offset - 30, 8 * _MB, offset)
    return made + _end(len(names), len(made) - len(locals_) - len(body), len(locals_) + len(body))


def _local(name: str, packed: int, whole: int, crc: int = 0) -> bytes:
    raw = name.encode()
    fields = struct.pack("<HHH", 20, 0x800, 8) + _STAMP + struct.pack("<III", crc, packed, whole)
    return b"PK\x03\x04" + fields + struct.pack("<HH", len(raw), 0) + raw


def _central(name: str, packed: int, whole: int, offset: int) -> bytes:
    raw = name.encode()
    head = struct.pack("<HHHH", 20, 20, 0x800, 8) + _STAMP + struct.pack("<III", 0, packed, whole)
    tail = struct.pack("<HHHHHII", len(raw), 0, 0, 0, 0, 0, offset)
    return b"PK\x01\x02" + head + tail + raw


def _end(count: int, size: int, offset: int) -> bytes:
    shown = min(count, 65_535)
    if count <= 65_535:
        return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, shown, shown, size, offset, 0)
    wide = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, offset)
    where = b"PK\x06\x07" + struct.pack("<IQI", 0, offset + size, 1)
    end = struct.pack("<HHHHIIH", 0, 0, shown, shown, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x06\x06" + wide + where + b"PK\x05\x06" + end


def _commented(parts: Parts, plain: bytes) -> bytes:
    """The comment holds a second end of directory, so that readers disagree on what is inside."""
    other = files.archive(parts | {"keluar.txt": "kenari"})
    made = bytearray(plain)
    made[-2:] = struct.pack("<H", min(len(other), 65_000))
    return bytes(made) + other[-65_000:]


def _nested(plain: bytes) -> bytes:
    for depth in range(12):
        plain = files.archive({f"{depth}.epub": plain, f"{depth}.zip": plain})
    return plain


def _bomb(parts: Parts, name: str, megabytes: int, *, says: int | None = None) -> bytes:
    """One part of so many megabytes of spaces, written without packing them one by one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * _MB) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * _MB) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block + again * (megabytes - 1) + packer.flush()
    whole = says if says is not None else min(megabytes * _MB, 0xFFFF_FFFE)
    rest = {key: value for key, value in parts.items() if key != name}
    made, members = b"", []
    for key, value in rest.items():
        data = value.encode() if isinstance(value, str) else value
        packed = zlib.compress(data)[2:-4]
        members.append((key, len(packed), len(data), len(made)))
        made += _local(key, len(packed), len(data), zlib.crc32(data)) + packed
    members.append((name, len(body), whole, len(made)))
    made += _local(name, len(body), whole) + body
    directory = b"".join(_central(*member) for member in members)
    return made + directory + _end(len(members), len(directory), len(made))


def _by_method(parts: Parts, name: str, method: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for key, data in parts.items():
            if key != name:
                file.writestr(key, data)
        file.writestr(name, b" " * (300 * _MB), compress_type=method)
    return made.getvalue()


def _xml(canary: Path) -> Iterator[tuple[str, bytes]]:
    """Entities, depth and size inside the parts that are read as XML."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    heads = {
        "a billion laughs": f'<!DOCTYPE a [<!ENTITY a0 "kenari">{laughs}]>',
        "an entity of a file": f'<!DOCTYPE a [<!ENTITY a9 SYSTEM "file://{canary}">]>',
        "an entity of the network": '<!DOCTYPE a [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/k">]>',
        "a large entity many times": f'<!DOCTYPE a [<!ENTITY a9 "{"k" * 50_000}">]>',
    }
    for name, head in heads.items():
        many = "&a9;" * (2_000 if "times" in name else 1)
        yield f"book: {name} in the package", files.book(package=head + files.PACKAGE)
        yield f"book: {name} in the container", files.book(container=head + files.CONTAINER)
        first = f"{head}<html><body><p>{many}</p></body></html>"
        yield f"book: {name} in a chapter", files.book(first=first)
        row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{many}</t></is></c></row>'
        parts = workbook(row)
        sheet = str(parts["xl/worksheets/sheet1.xml"])
        yield f"workbook: {name}", files.archive(parts | {"xl/worksheets/sheet1.xml": head + sheet})
    deep = "<div>" * 200_000
    yield "book: 200,000 levels", files.book(first=f"<html><body>{deep}x</body></html>")
    yield "workbook: 200,000 levels", files.archive(workbook(deep))


def _large() -> Iterator[tuple[str, bytes]]:
    yield "workbook: the last cell of a sheet", far_corner()
    yield (
        "workbook: 3.9 GB of shared words",
        _bomb(workbook() | {"xl/sharedStrings.xml": ""}, "xl/sharedStrings.xml", 3_900),
    )
    count = 1_000_000
    names = [f"{number}.epub" for number in range(count)]
    made, places = [], []
    at = 0
    for name in names:
        places.append(at)
        made.append(_local(name, 0, 0))
        at += len(made[-1])
    directory = b"".join(_central(n, 0, 0, p) for n, p in zip(names, places, strict=True))
    yield "a million members", b"".join(made) + directory + _end(count, len(directory), at)
