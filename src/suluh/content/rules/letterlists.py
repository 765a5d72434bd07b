"""Lists by letters and Roman numerals (`a.`, `B)`, `iv.`), which Markdown does not know. Pure.

Its reader is given numbered lists of the same width instead; afterwards each gets its kind again. A
line is an item only beside a neighbour (a, b): a lone "A. Rahman" stays words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from suluh.standards.lettering import roman_value

_ITEM = re.compile(
    r"^((?:[ >]|[-*+] |\d{1,9}[.)] )*)([A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})([.)])(?= +\S)"
)
_NUMBER = re.compile(r"\d{1,9}[.)] ")
_OTHER_ITEM = re.compile(r"^[ >]*(?:[-*+]|\d{1,9}[.)]) +")
_FENCE = re.compile(r"^[ >]*(?:```|~~~)")
Means = tuple[str, int]  # kind and value


@dataclass(slots=True)
class _Item:
    line: int
    prefix: str
    marker: str
    means: list[Means]
    chosen: Means | None = None


@dataclass(slots=True)
class Lettered:
    """A text whose lettered items are numbered, and what they were by line: one of each ordered mark."""

    text: str
    items: dict[int, tuple[int, Means]] = field(default_factory=dict)  # ordered marks before it


def numbered(text: str) -> Lettered:
    """The text with numbers where items have letters, of the same width."""
    lines = text.split("\n")
    found = Lettered(text)
    for item in _chained(list(_items(lines))):
        rest = lines[item.line][len(item.prefix) + len(item.marker) :]
        lines[item.line] = f"{item.prefix}{'1'.zfill(len(item.marker))}{rest}"
        assert item.chosen is not None
        found.items[item.line] = (len(_NUMBER.findall(item.prefix)), item.chosen)
    found.text = "\n".join(lines)
    return found


def restore(state: StateCore) -> None:
    """A rule of markdown-it: ordered lists get their kind, and what are two lists are parted."""
    items: dict[int, tuple[int, Means]] = state.env.get("letters") or {}
    if not items:
        return
    made: list[Token] = []
    lists: list[Token] = []  # that are open, from the outermost
    before: dict[int, int] = {}  # ordered marks seen on a line
    for token in state.tokens:
        if token.type == "ordered_list_open":
            lists.append(token)
            token.meta = {}
        if token.type == "list_item_open" and lists and token.level == lists[-1].level + 1:
            made += _opened(lists, token, items=items, before=before)
        if token.type == "ordered_list_close":
            lists.pop()
        made.append(token)
    state.tokens = made


def _opened(
    lists: list[Token], item: Token, *, items: dict[int, tuple[int, Means]], before: dict[int, int]
) -> list[Token]:
    """What stands before the item: nothing, or the end of its list and the beginning of another."""
    line = item.map[0] if item.map else -1
    place = before.get(line, 0)
    before[line] = place + 1
    number, means = items.get(line, (-1, ("", 0)))
    kind, value = means if number == place else ("", 0)
    whole = lists[-1]
    if "kind" not in whole.meta:
        _tell(whole, kind, value)
        return []
    if whole.meta["kind"] == kind:
        return []
    end = Token("ordered_list_close", "ol", -1, level=whole.level, block=True, markup=whole.markup)
    lists[-1] = Token(
        "ordered_list_open", "ol", 1, level=whole.level, block=True, markup=whole.markup, meta={}
    )
    _tell(lists[-1], kind, value if kind else int(item.info or 1))
    return [end, lists[-1]]


def _tell(whole: Token, kind: str, value: int) -> None:
    whole.meta = {"kind": kind}
    named: dict[str, str | int | float] = {"type": kind} if kind else {}
    if value:
        whole.attrs = named | ({"start": value} if value > 1 else {})


def _items(lines: list[str]) -> Iterator[_Item]:
    """Lines that may be items; what stands in a block of code is none."""
    in_fence, opened = False, [0]  # columns at which the words of open items begin
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            in_fence = not in_fence
        if in_fence or not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" >"))
        opened = [column for column in opened if column <= indent] or [0]
        if indent - opened[-1] >= 4:
            continue
        match = _ITEM.match(line)
        if match:
            prefix, marker = match[1], match[2]
            opened.append(len(prefix) + len(marker) + 2)
            yield _Item(number, prefix, marker, list(_meanings(marker)))
        elif other := _OTHER_ITEM.match(line):
            opened.append(other.end())
        if indent == 0 and match is None:
            yield _Item(number, "", "", [])  # parts the lists inside what stood above


def _chained(items: list[_Item]) -> Iterator[_Item]:
    """Those that have a neighbour in their own list, with what they mean."""
    last: dict[int, _Item] = {}  # by column
    following = _following(items)
    for place, item in enumerate(items):
        column = len(item.prefix)
        last = {other: each for other, each in last.items() if other <= column}
        if not item.marker:
            continue
        one, other = last.get(column), following.get(place)
        item.chosen = _choose(item, one, other)
        last[column] = item
        if item.chosen:
            yield item


def _following(items: list[_Item]) -> dict[int, _Item]:
    """By place, the next item of the same column that no lesser column parts from it."""
    found: dict[int, _Item] = {}
    seen: dict[int, int] = {}
    for place, item in enumerate(items):
        column = len(item.prefix)
        seen = {other: each for other, each in seen.items() if other <= column}
        if item.marker:
            if column in seen:
                found[seen[column]] = item
            seen[column] = place
    return found


def _choose(item: _Item, before: _Item | None, after: _Item | None) -> Means | None:
    known = [before.chosen] if before and before.chosen else []
    for kind, value in item.means:
        if (kind, value - 1) in known:
            return kind, value
    for kind, value in item.means:
        if after and (kind, value + 1) in after.means:
            return kind, value
    return None


def _meanings(marker: str) -> Iterator[Means]:
    small = marker.lower()
    if value := roman_value(small):
        yield "i" if marker == small else "I", value
    if len(marker) == 1:
        yield "a" if marker == small else "A", ord(small) - ord("a") + 1
