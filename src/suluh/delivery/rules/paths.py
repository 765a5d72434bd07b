"""When a learning path is complete. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.base import text

ALL, COUNT, JP = "all", "count", "jp"


@dataclass(frozen=True, slots=True)
class Stride:
    """One training of a path before one person."""

    is_done: bool
    jp_minor: int


@dataclass(frozen=True, slots=True)
class PathRule:
    """All trainings, at least so many, or at least so many whole JP of them."""

    mode: str
    needed: int

    def in_words(self) -> str:
        """The rule for pages."""
        if self.mode == COUNT:
            said = ngettext(
                "Selesaikan sedikitnya %(n)d pelatihan.",
                "Selesaikan sedikitnya %(n)d pelatihan.",
                self.needed,
            )
            return said % {"n": self.needed}
        if self.mode == JP:
            return _("Kumpulkan sedikitnya %(n)s JP.") % {"n": text.jp(self.needed * 100)}
        return _("Selesaikan semua pelatihan.")

    def share(self, strides: Sequence[Stride]) -> int:
        """Percent of the way; 100 only where the rule is met."""
        done = [each for each in strides if each.is_done]
        if self.mode == JP:
            have, want = sum(each.jp_minor for each in done), self.needed * 100
        else:
            have = len(done)
            want = self.needed if self.mode == COUNT else len(strides)
        if want <= 0:
            return 0
        return min(100, have * 100 // want)

    def is_met(self, strides: Sequence[Stride]) -> bool:
        """Whether the path is complete. A path without trainings never is."""
        return self.share(strides) == 100
