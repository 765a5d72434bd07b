"""What Django's templates do not say: a name that one block sets is empty in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.environment import ROOT

BLOCK = re.compile(r"{%\s*(?:block\s+(?P<name>\w+)|endblock)\b[^%]*%}")
SET = re.compile(r"{%[^%]*?\bas(?:var)?\s+(\w+)\s*%}")


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Name and text of each outermost block."""
    depth, start, name = 0, 0, ""
    for mark in BLOCK.finditer(text):
        if mark["name"]:
            if not depth:
                start, name = mark.end(), mark["name"]
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield name, text[start : mark.start()]


def _lost(text: str) -> set[str]:
    """Names used in a block where only another block sets them."""
    blocks = dict(_blocks(text))
    lost = set()
    for setter, inside in blocks.items():
        for name in SET.findall(inside):
            used = re.compile(rf"({{{{\s*|=){name}\b")
            lost |= {
                f"{name}: set in {setter}, used in {other}"
                for other, there in blocks.items()
                if other != setter and used.search(there) and name not in SET.findall(there)
            }
    return lost


def test_a_name_set_in_one_block_is_not_used_in_another() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {fault}"
        for path in (ROOT / "src").rglob("templates/**/*.html")
        for fault in _lost(path.read_text(encoding="utf-8"))
    }
    # A view gives these pages the name as well.
    assert found == set()


def test_the_check_finds_what_it_looks_for() -> None:
    page = '{% block a %}{% url "x" as back %}{% endblock %}{% block b %}{{ back }}{% endblock %}'
    assert _lost(page) == {"back: set in a, used in b"}
