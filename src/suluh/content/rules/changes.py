"""What changed between two versions: by the keys of activities, in length and in the rule. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.base import text
from suluh.content.rules import completion
from suluh.standards.jp import from_minutes, whole


@dataclass(frozen=True, slots=True)
class Stated:
    """An activity as far as a change of it matters to learners."""

    title: str
    settings: Any
    minutes: int
    is_required: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Titles of what came, went and became different; minutes and rule before and after."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    minutes: tuple[int, int] | None = None
    rule: tuple[dict[str, Any], dict[str, Any]] | None = None

    def as_data(self) -> dict[str, Any]:
        """For the log."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.minutes or self.rule)


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
    return [*found, *_measures(changes)]


def _measures(changes: Mapping[str, Any]) -> Iterator[str]:
    if minutes := changes.get("minutes"):
        before, after = (text.jp(whole(from_minutes(each))) for each in minutes)
        yield _("Lama belajar %(before)d menit (%(jp)s JP) menjadi %(after)d menit (%(jp_after)s JP)") % {
            "before": minutes[0], "jp": before, "after": minutes[1], "jp_after": after,
        }  # fmt: skip
    if rule := changes.get("rule"):
        before, after = (completion.in_words(each) for each in rule)
        yield _("Syarat selesai berubah. Dulu: %(before)s Sekarang: %(after)s") % {
            "before": before, "after": after,
        }  # fmt: skip


def _counted(name: str, count: int) -> str:
    sentence = {
        "added": ngettext("%(n)d kegiatan baru", "%(n)d kegiatan baru", count),
        "changed": ngettext("%(n)d kegiatan diubah", "%(n)d kegiatan diubah", count),
        "removed": ngettext("%(n)d kegiatan dihapus", "%(n)d kegiatan dihapus", count),
    }[name]
    return sentence % {"n": count}
