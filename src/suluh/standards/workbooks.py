"""Workbooks of strangers (XLSX, XLS, ODS), read by a process of its own with limits.

A file of a few megabytes may unpack to gigabytes, and the reader holds a whole sheet: what that costs
is this process and no more. It writes one line of JSON for each row; the caller's memory stays flat.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from suluh.standards.archives import has_many_members
from suluh.standards.cells import BROKEN, LOCKED, SpreadsheetError, cell_text
from suluh.standards.sentences import gettext_noop as _

MEMORY = 1_500 * 2**20
SECONDS = 120  # of CPU; the caller may take its time between rows
MOST_PARTS = 10_000
MAX_UNPACKED = 4 * 1024**3
TOO_BIG = _("Berkas Excel ini terlalu besar setelah dibuka. Simpan sebagai CSV, lalu unggah lagi.")
_FAULTS = {3: BROKEN, 4: LOCKED, 5: TOO_BIG}


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """The first sheet's first used cell as `[row, column]`, then its rows; raises SpreadsheetError."""
    words = [sys.executable, "-m", "suluh.standards.workbooks", str(path)]
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    env = kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        words, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            assert child.stdout is not None
            for line in child.stdout:
                yield json.loads(line)
        except GeneratorExit:
            child.kill()
            raise
    if child.returncode:
        raise SpreadsheetError(_FAULTS.get(child.returncode, TOO_BIG))


def whole_sheet(data: bytes) -> list[list[str]]:
    """All rows of the first sheet from its corner on, as text; raises SpreadsheetError."""
    with tempfile.NamedTemporaryFile(prefix="suluh-sheet-") as kept:
        kept.write(data)
        kept.flush()
        rows = sheet_rows(Path(kept.name))
        down, across = map(int, next(rows, ["0", "0"]))
        found = [[""] * across + row for row in rows]
    return [[""] * len(found[0]) for _line in range(down)] + found if found else []


def main(arguments: list[str]) -> int:
    """The process: limits first, then the file; tells by its exit code what is wrong with it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    path = Path(arguments[0])
    try:
        if _is_too_big(path):
            return 5
        _tell(path)
    except PasswordError:
        return 4
    except (CalamineError, ZipError, zipfile.BadZipFile, IndexError, OSError, ValueError):
        return 3
    except MemoryError:
        return 5
    return 0


def _is_too_big(path: Path) -> bool:
    """By its directory alone; one with a million members is not even read."""
    if has_many_members(path, MOST_PARTS):
        return True
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED


def _tell(path: Path) -> None:
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    start = getattr(sheet, "start", None) or (0, 0)
    write = sys.stdout.write
    write(json.dumps([str(start[0]), str(start[1])]) + "\n")
    for values in sheet.iter_rows():
        write(json.dumps([v if isinstance(v, str) else cell_text(v) for v in values]) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
