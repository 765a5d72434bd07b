"""Compiling with Typst: fonts loaded once, one workspace for each set of pictures."""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from suluh.credentials.types.errors import RenderError

PAPER = Path(__file__).parent / "paper"
MAX_WORKSPACES = 16
FACE = "face.json"
STANDARD: Final = "a-3b"
"""PDF/A-3b: PDF/A-2b that may also carry files that are no PDF, here the claims and their proof."""


class TypstPress:
    """Compiles the paper; keeps a compiler for each set of pictures it has seen lately."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(PAPER / "fonts")],
        )
        self._set_apart()
        os.register_at_fork(after_in_child=self._set_apart)

    def _set_apart(self) -> None:
        """A workspace of the process's own: in a shared one a paper could bear another's face."""
        self._folder = Path(tempfile.mkdtemp(prefix="suluh-kertas-"))
        self._lock = Lock()
        self._compilers: OrderedDict[str, typst.Compiler] = OrderedDict()

    def pdf(self, layout: Mapping[str, Any], pictures: Mapping[str, bytes], *, at: int) -> bytes:
        """The PDF; ``at`` is the creation time it bears, in seconds of the epoch."""
        with self._set_up(layout, pictures) as compiler:
            made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=at)
        assert isinstance(made, bytes)
        return made

    def pictures_of(
        self, layout: Mapping[str, Any], pictures: Mapping[str, bytes], *, ppi: float
    ) -> list[bytes]:
        """Each page as PNG."""
        with self._set_up(layout, pictures) as compiler:
            made = compiler.compile(format="png", ppi=ppi)
        assert made is not None
        return made if isinstance(made, list) else [made]

    @contextmanager
    def _set_up(
        self, layout: Mapping[str, Any], pictures: Mapping[str, bytes]
    ) -> Iterator[typst.Compiler]:
        """A compiler with the face beside it in a file, one at a time.

        Handing the face over as ``sys.inputs`` would change Typst's whole library for each paper,
        so that nothing could be kept from the one before: less than half as fast.
        """
        key = _digest(pictures)
        with self._lock:
            compiler = self._compiler(key, pictures)
            file = self._folder / key / FACE
            file.write_text(json.dumps(layout, ensure_ascii=False), encoding="utf-8")
            try:
                yield compiler
            except typst.TypstError as error:
                raise _plain(error) from error
            finally:
                file.unlink()

    def close(self) -> None:
        """Remove the workspaces."""
        self._compilers.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _compiler(self, key: str, pictures: Mapping[str, bytes]) -> typst.Compiler:
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


def _plain(error: typst.TypstError) -> RenderError:
    """Archives must be able to show every letter, so a letter no font has stops the paper."""
    found = re.search(r'the text `"(.+?)"` could not be displayed', str(error))
    if found is None:
        return RenderError(RenderError.BROKEN)
    return RenderError(RenderError.UNKNOWN_LETTER.format(letter=found[1]))


def _digest(pictures: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(pictures):
        digest.update(f"{name}\0{len(pictures[name])}\0".encode() + pictures[name])
    return digest.hexdigest()[:32]
