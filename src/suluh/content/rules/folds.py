"""Folds: words that stay closed until the reader opens them, between `+++ name` and `+++`. Pure."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_BEGIN = re.compile(r"\+\+\+[ \t]+(\S.*)$")
END = "+++"


def fold(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- so it is called
    """A rule of markdown-it: `<details>` with its name; one that never ends holds all that follows."""
    match = None if state.is_code_block(first) else _BEGIN.match(_line(state, first))
    if match is None or silent:
        return match is not None
    end = next((n for n in range(first + 1, last) if _ends(state, n)), last)
    is_closed = end < last and _line(state, end).rstrip() == END
    before = state.parentType, state.lineMax
    state.parentType, state.lineMax = "fold", end
    state.push("fold_open", "details", 1).map = [first, end]
    state.push("summary_open", "summary", 1)
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = match[1].strip(), [first, first + 1], []
    state.push("summary_close", "summary", -1)
    state.md.block.tokenize(state, first + 1, end)
    state.push("fold_close", "details", -1)
    state.parentType, state.lineMax = before
    state.line = end + is_closed
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _ends(state: StateBlock, number: int) -> bool:
    words = _line(state, number).rstrip()
    return words == END or bool(words and state.sCount[number] < state.blkIndent)
