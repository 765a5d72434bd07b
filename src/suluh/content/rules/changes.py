"""What changed between two versions: by the keys of sections and activities. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Stated:
    """An activity as far as a change of it matters to learners."""

    title: str
    settings: Any
    minutes: int
    is_required: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Titles of what came, went and became different."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """For the log."""
        return asdict(self)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(before: Mapping[str, Stated], after: Mapping[str, Stated]) -> Changes:
    """By key; the order of the outline is no change."""
    return Changes(
        added=tuple(after[key].title for key in after if key not in before),
        removed=tuple(before[key].title for key in before if key not in after),
        changed=tuple(
            after[key].title for key in after if key in before and after[key] != before[key]
        ),
    )


def in_words(changes: Mapping[str, Any]) -> list[str]:
    """One sentence for each kind of change that there is."""
    found = []
    for name in ("added", "changed", "removed"):
        titles = list(changes.get(name, ()))
        if titles:
            told = ", ".join(titles[:5]) + (" …" if len(titles) > 5 else "")
            found.append(f"{_counted(name, len(titles))}: {told}")
    return found


def _counted(name: str, count: int) -> str:
    sentence = {
        "added": ngettext("%(n)d kegiatan baru", "%(n)d kegiatan baru", count),
        "changed": ngettext("%(n)d kegiatan diubah", "%(n)d kegiatan diubah", count),
        "removed": ngettext("%(n)d kegiatan dihapus", "%(n)d kegiatan dihapus", count),
    }[name]
    return sentence % {"n": count}
