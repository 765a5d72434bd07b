"""Words of a search and of a text: what is left out, what a stem may also look like, passages.

Snowball's Indonesian stemmer takes prefixes off but does not give back the letter that they
swallowed: `memimpin` becomes `pimpin`, `kepemimpinan` becomes `mimpin`. `variants` names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = """
ada adalah agar akan aku antara apa apabila atas atau bagi bagaimana bahwa banyak beberapa belum bila
bisa boleh bukan cara dalam dan dapat dari dengan demi di dia hal hanya harus hingga ialah ini itu jadi
jangan jika juga kami kapan karena ke kepada kita lagi lain lebih maka mana masih mereka nya oleh pada
para pula saat saja sambil sampai sangat saya sebagai sebelum sebuah secara sedang sehingga sejak seluruh
semua seperti serta sesuai setelah setiap suatu sudah supaya tanpa telah tentang terhadap tersebut tetapi
tiap untuk yaitu yakni yang
a an and are as at be by for from in is it of on or that the this to with
"""
STOP_WORDS = frozenset(_SMALL.split())
MOST_WORDS = 8
PASSAGE = 1_400  # characters: some 200 words
_WORD = re.compile(r"[^\W_]{2,40}")
_SWALLOWED = (("ny", "s"), ("ng", "k"), ("m", "p"), ("n", "t"))


def search_words(text: str) -> list[str]:
    """The words to look for, in small letters, without those that stand in every text."""
    words = list(dict.fromkeys(_WORD.findall(text.lower())))
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:MOST_WORDS]


def vocabulary(text: str) -> set[str]:
    """Every word of a text that somebody may type, without numbers."""
    return {
        word
        for word in _WORD.findall(text.lower())
        if len(word) > 2 and not word.isdecimal() and word not in STOP_WORDS
    }


def variants(stem: str) -> list[str]:
    """The stem, and how the same root looks where a prefix swallowed its first letter."""
    found = [stem]
    if len(stem) < 5:
        return found
    for nasal, plain in _SWALLOWED:
        if stem.startswith(nasal) and stem[len(nasal) : len(nasal) + 1] in "aiueo":
            return [*found, plain + stem[len(nasal) :]]
    for nasal, plain in _SWALLOWED:
        if stem.startswith(plain) and stem[1:2] in "aiueo":
            return [*found, nasal + stem[1:]]
    return found


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Start and length of parts of some 200 words, cut where a word ends."""
    start = 0
    while start < len(text):
        end = min(start + PASSAGE, len(text))
        if end < len(text):
            gap = text.rfind(" ", start + PASSAGE // 2, end)
            end = gap if gap > 0 else end
        if text[start:end].strip():
            yield start, end - start
        start = end


def guess_language(text: str) -> str:
    """Indonesian or English, by the small words; Indonesian where nothing tells."""
    words = _WORD.findall(text.lower())[:2_000]
    indonesian = sum(word in {"yang", "dan", "untuk", "dengan", "pada", "tidak"} for word in words)
    english = sum(word in {"the", "and", "of", "with", "that", "for"} for word in words)
    return "en" if english > indonesian else "id"
