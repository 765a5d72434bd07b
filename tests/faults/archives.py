"""R34: archives that mean harm, opened by everything of ours that opens archives.

Each of the corpus goes through the library's readers of books and of bundles, the readers of folders,
workbooks, Word documents, presentations and OpenDocument texts, as an upload does. It must be refused
with a sentence or read harmlessly: nothing is written beside the folder, nothing is read that is not
in the archive, and time, memory and disk have an end.
The negative control is a reader that unpacks as archives ask: it must write beside its folder.

    python3 dev.py faults archives
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks import report

WORDS = "kenari-rahasia-di-luar-arsip"
MOST_SECONDS, MOST_MB, MOST_DISK_MB, MOST_GROWTH_MB = 60.0, 1_600, 1_000, 150
LEAST = 60


@dataclass
class Seen:
    """What the readers did over the whole corpus."""

    opened: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""
    disk_mb: float = 0.0
    growth_mb: float = 0.0


def main() -> int:
    """Open all, then the control; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SULUH_POOL": "0"}
    import django

    django.setup()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="suluh-archives-") as top:
        result = _campaign(Path(top))
    result["seconds"] = round(time.monotonic() - began, 1)
    result["ok"] = (
        result["archives"] >= LEAST and not result["faults"] and result["control_outside"] > 0
        and result["slowest_s"] <= MOST_SECONDS and result["child_peak_mb"] <= MOST_MB
        and result["disk_peak_mb"] <= MOST_DISK_MB and result["own_growth_mb"] <= MOST_GROWTH_MB
    )  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def _campaign(top: Path) -> dict[str, Any]:
    from tests.faults.archive_corpus import corpus

    canary, outside = top / "rahasia/kenari.txt", top / "luar"
    work = top / "a/b/c/d/e/f/kerja"
    for folder in (canary.parent, outside, work):
        folder.mkdir(parents=True)
    canary.write_text(WORDS)
    before, seen, control, count = _outside(top, work), Seen(), 0, 0
    with _temporary(work), _watched(work, seen):
        for name, data in corpus(canary, outside):
            count += 1
            for reader, read in READERS.items():
                if name.startswith(OWN.get(reader, "")):  # a process each: to their own alone
                    _open(f"{reader} < {name}", read, data, seen=seen)
            if _outside(top, work) != before:
                seen.faults.append(f"{name}: a file beside the folder")
            control += _unpack_as_asked(data, top, work)
    for fault in seen.faults:
        print(fault, file=sys.stderr)
    return {
        "name": "archives", "archives": count, "readers": len(READERS), "opened": sum(seen.opened.values()),
        **{f"{outcome}": number for outcome, number in sorted(seen.opened.items())},
        "faults": len(seen.faults), "slowest_s": round(seen.slowest_s, 1), "slowest": seen.slowest,
        "child_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "disk_peak_mb": round(seen.disk_mb), "own_growth_mb": round(seen.growth_mb),
        "control_outside": control,
    }  # fmt: skip


def _open(name: str, read: Callable[[bytes], str], data: bytes, *, seen: Seen) -> None:
    """One archive by one reader; what is neither read nor refused is a fault."""
    from suluh.base.errors import DomainError
    from suluh.base.uploads import Refused
    from suluh.standards.cells import SpreadsheetError

    began, own_mb = time.monotonic(), _own_mb()
    try:
        found = read(data)
        seen.opened["read"] += 1
        if WORDS in found or "root:x:" in found:
            seen.faults.append(f"{name}: read what is not in it")
    except (DomainError, SpreadsheetError, Refused):
        seen.opened["refused"] += 1
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
        seen.faults.append(f"{name}: {error!r}"[:300])
    took = time.monotonic() - began
    seen.growth_mb = max(seen.growth_mb, _own_mb() - own_mb)
    if took > seen.slowest_s:
        seen.slowest_s, seen.slowest = took, name


def _read_book(data: bytes) -> str:
    from suluh.library.actions.documents import unpack

    book = unpack(data, as_book=True)
    return json.dumps([book.pages, book.facts])


def _read_bundle(data: bytes) -> str:
    from suluh.library.actions.documents import split

    pieces = (content for _name, content in split(data))
    return "\n".join(c if isinstance(c, str) else c.decode(errors="replace") for c in pieces)


def _read_sheet(data: bytes) -> str:
    from suluh.standards.tables import stream_rows

    with tempfile.NamedTemporaryFile() as kept:
        kept.write(data)
        kept.flush()
        return json.dumps([cells for _line, cells, _broken in stream_rows(Path(kept.name))])


def _read_folder(data: bytes) -> str:
    from suluh.base.uploads import Refused
    from suluh.content.rules.packed import Packed

    packed = Packed(BytesIO(data), "kiriman.zip")
    found = []
    for path in packed:
        with suppress(Refused):  # one member, with its sentence
            found.append(packed[path].read().decode(errors="replace"))
    return "\n".join([*packed.left, *found])


def _read_document(data: bytes, *, sort: str) -> str:
    from suluh.base.apart import run_apart
    from suluh.base.uploads import Refused

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document")
        source.write_bytes(data)
        if fault := run_apart("suluh.standards.documents", sort, str(source), folder, patience=90):
            if fault not in {"broken", "large", "locked"}:
                raise RuntimeError(fault)
            raise Refused(fault)
        return Path(folder, "page.json").read_text()


OWN = {"word": "letter:", "slides": "presentation:", "odt": "text:"}
READERS: dict[str, Callable[[bytes], str]] = {
    "book": _read_book, "bundle": _read_bundle, "folder": _read_folder, "workbook": _read_sheet,
    **{sort: partial(_read_document, sort=sort) for sort in OWN},
}  # fmt: skip


def _unpack_as_asked(data: bytes, top: Path, work: Path) -> int:
    """The control: how many files a trusting reader writes beside its folder. It stays below `top`."""
    target, made = work / "kontrol", 0
    with suppress(Exception), tempfile.TemporaryFile() as kept:
        kept.write(data)
        with zipfile.ZipFile(kept) as archive:
            for name in archive.namelist()[:50]:
                place = Path(os.path.normpath(target / name.replace("\\", "/")))
                made += place.is_relative_to(top) and not place.is_relative_to(target)
    return made


def _outside(top: Path, work: Path) -> set[str]:
    """Every file below `top` that is not in the working folder, and the usual places of traces."""
    found = {str(path) for path in top.rglob("*") if not path.is_relative_to(work)}
    places = ("/etc/kenari.epub", "/tmp/keluar.txt", "keluar.txt", "kenari", "../keluar.txt")
    return found | {place for place in places if Path(place).exists()}


def _own_mb() -> float:
    """Memory of this process that is no file's, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def _temporary(work: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(work)
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _watched(work: Path, seen: Seen) -> Iterator[None]:
    """The most that lies in the working folder at any time."""
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            size = 0
            with suppress(OSError):
                size = sum(path.stat().st_size for path in work.rglob("*") if path.is_file())
            seen.disk_mb = max(seen.disk_mb, size / 2**20)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
