"""Titles of activities as they are compared: the same title written twice is one key."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")
# Words that say what kind of paper or meeting it was, and nothing about which.
_WORDS = (
    "acara dalam dan dengan di dari e for in kegiatan mengikuti of oleh pada peserta rangka sebagai"
    " sertifikat tahun telah tentang the untuk webinar yang"
)
_EMPTY = frozenset(_WORDS.split(" "))


def title_key(title: str) -> str:
    """Small letters and digits with single spaces: no accents, marks or case."""
    plain = unicodedata.normalize("NFKD", title)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _OTHER.sub(" ", plain.lower()).strip()


def likeness(one: str, other: str) -> float:
    """Share of the telling words that two titles have in common, 0 to 1; 1 for the same key."""
    first, second = title_key(one), title_key(other)
    if first and first == second:
        return 1.0
    left, right = _telling(first), _telling(second)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right)) if min(len(left), len(right)) > 1 else 0.0


def _telling(key: str) -> set[str]:
    return {word for word in key.split() if word not in _EMPTY and len(word) > 1}
