"""Papers of an angkatan as PDF by Typst; all text goes in as data, never as markup. No Django.

As a module of its own (`python -m`) it draws a long one apart: thousands of names take a gigabyte,
which a process gives back only when it ends.
"""

from __future__ import annotations

import json
import resource
import sys
from functools import cache
from pathlib import Path
from typing import Any

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "surat.typ"
_SECONDS = 300


def pdf_of(data: dict[str, Any]) -> bytes:
    """The paper; its last rows stand with the signature."""
    return _drawn(json.dumps(data))


def _drawn(data: str) -> bytes:
    import typst  # large, and few ask for a page of paper

    return bytes(typst.compile(_source(), sys_inputs={"data": data}))


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()


def main(arguments: list[str]) -> int:
    """Draw the JSON of one file into another."""
    source, target = map(Path, arguments)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    target.write_bytes(_drawn(source.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
