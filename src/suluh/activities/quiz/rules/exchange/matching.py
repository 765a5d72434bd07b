"""Whether a question of a file is one that the bank has: the same, changed, or new. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.quiz.rules.exchange.markers import settled_point
from suluh.activities.quiz.rules.items import from_data, number, to_data
from suluh.activities.quiz.rules.review import key_of
from suluh.activities.quiz.types import Difficulty, Entry, Item
from suluh.content.rules import richtext


@dataclass(frozen=True, slots=True)
class Held:
    """A question as the bank holds it, with its ids."""

    pk: int
    uuid: str
    entry: Entry
    number: int
    is_archived: bool = False


def entry_data(entry: Entry) -> dict[str, Any]:
    """Plain JSON."""
    return {**asdict(entry), "item": to_data(entry.item), "tags": list(entry.tags)}


def entry_of(data: dict[str, Any]) -> Entry:
    """The entry that `entry_data` made."""
    return Entry(**data | {"item": from_data(data["item"]), "tags": tuple(data["tags"])})


def stem(text: str) -> str:
    """The words of a question, whatever its line ends."""
    return " ".join(text.split())


def meaning(item: Item) -> dict[str, Any]:
    """What makes the question: two that look and count alike are one."""
    data: dict[str, Any] = _squashed(to_data(item))
    for name in ("text", "feedback"):
        data[name] = stem(richtext.to_html(getattr(item, name)))
    for name in ("value", "tolerance"):  # 750.000 and 750000 are one number
        data[name] = str(number(getattr(item, name)))
    return data


def _squashed(value: Any) -> Any:
    if isinstance(value, str):
        return stem(value)
    if isinstance(value, list):
        return [_squashed(each) for each in value]
    return {k: _squashed(v) for k, v in value.items()} if isinstance(value, dict) else value


def parts(item: Item) -> tuple[str, ...]:
    """What is offered, whatever of it is right."""
    words = [option.text for option in item.options]
    words += [word for pair in item.pairs for word in (pair.left, pair.right)]
    words += [option.text for gap in item.gaps for option in gap]
    return tuple(sorted(map(stem, words)))


def find(entry: Entry, candidates: list[Held]) -> Held | None:
    """The bank's question that the file means, out of those with its code, name or words.

    By its code; else the very same; else the same name in the same category; else the same words
    with another key. Two questions that only begin alike ("Pilih yang benar") are two.
    """
    wanted = meaning(entry.item)
    rules: tuple[Callable[[Held], bool], ...] = (
        lambda held: bool(entry.code) and entry.code in (held.uuid, held.entry.code),
        lambda held: meaning(held.entry.item) == wanted,
        lambda held: bool(entry.name) and _place(held.entry) == _place(entry),
        lambda held: _asks(held.entry.item) == _asks(entry.item) and bool(parts(entry.item)),
    )
    for rule in rules:
        found = [held for held in candidates if rule(held)]
        if found:
            return min(found, key=lambda held: (held.is_archived, held.pk))
    return None


def _place(entry: Entry) -> tuple[str, str, str]:
    return entry.category, entry.name, entry.item.sort


def _asks(item: Item) -> tuple[str, str, tuple[str, ...]]:
    return item.sort, stem(item.text), parts(item)


def settled(entry: Entry, *, category: str, held: Held | None) -> Entry:
    """The entry with what a file may leave open: place, tags and level stay as the bank has them."""
    if held is None:
        return Entry(
            entry.item, entry.category or category, entry.tags, entry.difficulty, entry.name,
            entry.code,
        )  # fmt: skip
    mine = held.entry
    code = mine.code if entry.code == held.uuid else entry.code or mine.code
    is_silent = entry.difficulty == Difficulty.MEDIUM and not entry.tags
    return Entry(
        settled_point(mine.item, entry.item), entry.category or mine.category, entry.tags or mine.tags,
        mine.difficulty if is_silent else entry.difficulty, entry.name or mine.name, code,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing before and after, in words."""

    label: str
    before: str
    after: str


def differences(before: Entry, after: Entry) -> list[Difference]:
    """What applying would change."""
    old, new = before.item, after.item
    levels = {"easy": _("Mudah"), "medium": _("Sedang"), "hard": _("Sulit")}
    said = [
        (_("Pertanyaan"), stem(old.text), stem(new.text)),
        (_("Pilihan"), _offered(old), _offered(new)),
        (_("Kunci"), "; ".join(key_of(old)), "; ".join(key_of(new))),
        (_("Toleransi"), old.tolerance, new.tolerance),
        (_("Pembahasan"), stem(old.feedback), stem(new.feedback)),
        (_("Bobot"), str(old.points), str(new.points)),
        (_("Kategori"), before.category, after.category),
        (_("Tanda"), ", ".join(before.tags), ", ".join(after.tags)),
        (_("Tingkat"), str(levels[before.difficulty]), str(levels[after.difficulty])),
        (_("Nama"), before.name, after.name),
    ]
    found = [Difference(*each) for each in said if each[1] != each[2]]
    if not found and meaning(old) != meaning(new):
        found = [Difference(_("Pilihan"), "", _("penilaian atau umpan balik pilihan"))]
    return found


def _offered(item: Item) -> str:
    return "; ".join(stem(option.text) for option in item.options)


def is_same(before: Entry, after: Entry) -> bool:
    """Whether applying would change nothing anybody could see."""
    mine, theirs = (
        (e.category, tuple(e.tags), e.difficulty, e.name, e.code) for e in (before, after)
    )
    return mine == theirs and meaning(before.item) == meaning(after.item)
