"""Translatable texts of code and templates, found without gettext's tools. Needs Django."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from tools.environment import ROOT

CONTEXT, PLURAL = {"pgettext", "npgettext"}, {"ngettext", "npgettext"}
FUNCTIONS = {"_", "gettext", "gettext_noop"} | CONTEXT | PLURAL
TEMPLATES = ("*.html", "*.txt", "*.svg", "*.xml")
CALL = re.compile(r"(?<![\w.])(_|gettext|ngettext|pgettext|npgettext)\(")


@dataclass(frozen=True, order=True)
class Text:
    """One text that people read, and the file it stands in."""

    message: str
    plural: str = ""
    context: str = ""
    place: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What a catalogue looks it up by."""
        return self.context, self.message, self.plural


def texts() -> list[Text]:
    """Every marked text of the product, sorted."""
    return sorted({*_from_code(), *_from_templates()})


def template_files() -> Iterator[Path]:
    """Every template of the product."""
    for pattern in TEMPLATES:
        yield from sorted((ROOT / "src").rglob(f"templates/**/{pattern}"))


def _from_code() -> Iterator[Text]:
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "config").rglob("*.py")]:
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = _name(node.func).removesuffix("_lazy")
                words = [each.value for each in node.args if isinstance(each, ast.Constant)]
                yield from _text(name, [word for word in words if isinstance(word, str)], path)


def _from_templates() -> Iterator[Text]:
    for path in template_files():
        source = templatize(path.read_text(), origin=str(path))
        for match in CALL.finditer(source):
            yield from _text(match[1], _literals(source[match.end() :]), path)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _text(name: str, words: list[str], path: Path) -> Iterator[Text]:
    needed = 1 + (name in CONTEXT) + (name in PLURAL)
    if name not in FUNCTIONS or len(words) < needed:
        return
    context = words.pop(0) if name in CONTEXT else ""
    plural = words[1] if name in PLURAL else ""
    yield Text(words[0], plural, context, str(path.relative_to(ROOT)))


def _literals(source: str) -> list[str]:
    """String arguments up to the closing parenthesis."""
    found: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING:
            found.append(str(ast.literal_eval(token.string)))
        elif token.string not in {",", ""} or token.type == tokenize.ENDMARKER:
            break
    return found
