"""Sizes: files, functions, view functions, positional arguments, templates, app READMEs.

Above `WARN` a line is printed; above `STOP` the check fails.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tools.environment import ROOT
from tools.python_files import PythonFile, python_files

WARN = {"file": 400, "function": 40, "view function": 30, "positional": 3, "template": 150}
STOP = {"file": 600, "function": 60, "view function": 40, "positional": 4, "template": 250}
README_STOP = 40


@dataclass(frozen=True)
class Size:
    """One measured thing."""

    kind: str
    place: str
    value: int

    @property
    def too_big(self) -> bool:
        """Whether the build must stop."""
        return self.value > STOP.get(self.kind, README_STOP)

    @property
    def big(self) -> bool:
        """Whether someone should look."""
        return self.value > WARN.get(self.kind, README_STOP)


def sizes() -> Iterator[Size]:
    """Everything that is measured."""
    for file in python_files():
        yield Size("file", str(file), len(file.path.read_text().splitlines()))
        yield from _functions(file)
    for path in sorted((ROOT / "src").rglob("templates/**/*.html")):
        place = str(path.relative_to(ROOT))
        yield Size("template", place, len(path.read_text().splitlines()))
    for path in sorted((ROOT / "src").rglob("README.md")):
        yield Size("readme", str(path.relative_to(ROOT)), len(path.read_text().splitlines()))


def _functions(file: PythonFile) -> Iterator[Size]:
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        place = f"{file}:{node.lineno} {node.name}"
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        yield Size("view function" if file.module == "views" else "function", place, length)
        named = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
        if file.module != "tests" and file.path.name != "conftest.py":
            yield Size("positional", place, len([n for n in named if n not in ("self", "cls")]))


def main() -> int:
    """Print what is big, fail on what is too big."""
    found = [size for size in sizes() if size.big]
    for size in sorted(found, key=lambda each: (not each.too_big, each.kind, -each.value)):
        word = "too big" if size.too_big else "big"
        print(f"{word}: {size.kind} of {size.value}: {size.place}")
    return 1 if any(size.too_big for size in found) else 0


if __name__ == "__main__":
    sys.exit(main())
