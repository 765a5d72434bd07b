"""The project's own Python files and the app each belongs to, for the checks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.environment import ROOT

FOLDERS = ("src", "config", "tools", "tests", "benchmarks")
PLUGINS = ("activities", "connectors")


@dataclass(frozen=True)
class PythonFile:
    """One source file: its place in the house and its syntax tree."""

    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """Parsed once."""
        return ast.parse(self.path.read_text(), filename=str(self.path))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The path below src/suluh; empty for files outside the product."""
        try:
            return self.path.relative_to(ROOT / "src/suluh").parts
        except ValueError:
            return ()

    @property
    def app(self) -> str:
        """The app, or the plug-in as `activities.session`; empty outside the product."""
        return ".".join(self.parts[: 2 if self.parts[0] in PLUGINS else 1]) if self.parts else ""

    @property
    def module(self) -> str:
        """Which of the house's modules it is (part of): `actions`, `views`, `tests` ..."""
        depth = len(self.app.split(".")) if self.app else 0
        return self.parts[depth].removesuffix(".py") if len(self.parts) > depth else ""

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))


def python_files(*, product_only: bool = False) -> Iterator[PythonFile]:
    """Every file of ours, without migrations."""
    folders = ("src",) if product_only else FOLDERS
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    if not product_only:
        found += sorted(ROOT.glob("*.py"))
    for path in found:
        if "migrations" not in path.parts:
            yield PythonFile(path)
