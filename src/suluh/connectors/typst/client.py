"""Compiling with Typst: fonts loaded once, one workspace for each set of pictures."""

import hashlib
import json
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

PAPER = Path(__file__).parent / "paper"
MAX_WORKSPACES = 16
STANDARD = "a-3b"
"""PDF/A-3b: PDF/A-2b that may also carry a file that is no PDF, here the signed claims."""


class TypstPress:
    """Compiles the paper; keeps a compiler for each set of pictures it has seen lately."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(PAPER / "fonts")],
        )
        self._folder = Path(tempfile.mkdtemp(prefix="suluh-kertas-"))
        self._compilers: OrderedDict[str, typst.Compiler] = OrderedDict()

    def pdf(self, layout: Mapping[str, Any], pictures: Mapping[str, bytes], *, at: int) -> bytes:
        """The PDF; ``at`` is the creation time it bears, in seconds of the epoch."""
        made = self._compiler(pictures).compile(
            sys_inputs=_inputs(layout), format="pdf", pdf_standards=STANDARD, timestamp=at
        )
        return bytes(made)

    def pictures_of(
        self, layout: Mapping[str, Any], pictures: Mapping[str, bytes], *, ppi: float
    ) -> list[bytes]:
        """Each page as PNG."""
        made = self._compiler(pictures).compile(sys_inputs=_inputs(layout), format="png", ppi=ppi)
        return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]

    def close(self) -> None:
        """Remove the workspaces."""
        self._compilers.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _compiler(self, pictures: Mapping[str, bytes]) -> typst.Compiler:
        key = _digest(pictures)
        if key not in self._compilers:
            self._compilers[key] = self._make(key, pictures)
            if len(self._compilers) > MAX_WORKSPACES:
                old, _ = self._compilers.popitem(last=False)
                shutil.rmtree(self._folder / old, ignore_errors=True)
        self._compilers.move_to_end(key)
        return self._compilers[key]

    def _make(self, key: str, pictures: Mapping[str, bytes]) -> typst.Compiler:
        root = self._folder / key
        (root / "images").mkdir(parents=True)
        for source in PAPER.glob("*.typ"):
            shutil.copy(source, root)
        for name, data in pictures.items():
            (root / "images" / name).write_bytes(data)
        return typst.Compiler(str(root / "certificate.typ"), root=str(root), font_paths=self._fonts)


def _inputs(layout: Mapping[str, Any]) -> dict[str, str]:
    return {"face": json.dumps(layout, ensure_ascii=False)}


def _digest(pictures: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(pictures):
        digest.update(f"{name}\0{len(pictures[name])}\0".encode() + pictures[name])
    return digest.hexdigest()[:32]
