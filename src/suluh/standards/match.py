"""Likeness of people's names and offices, for suggestions that a human accepts or refuses."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_LEADING = frozenset((
    "dr", "drg", "drh", "ir", "h", "hj", "prof", "drs", "dra", "kh", "ust", "r", "rr", "rd",
    "ra", "gusti", "bapak", "ibu", "bpk", "pak", "bu", "sdr", "sdri", "kolonel", "apt", "ns",
))  # fmt: skip
_DEGREE = re.compile(
    r"^(?:[sdm]\.?[a-z]{1,5}(?:\.[a-z]{1,5})*\.?|a\.?m[ad]\.?\w*\.?\w*|ph\.?d|mba|msc|m\.?sc|llm|lc|"
    r"ners|apt|sp\.?\w+|cert\.?\w*|c[a-z]{2,4})\.?$",
    re.IGNORECASE,
)
_KNOWN_DEGREES = frozenset((
    "se", "sh", "st", "sp", "si", "spd", "ssos", "sip", "skom", "skm", "sag", "spt", "shut",
    "stp", "ssi", "sstp", "skep", "sfarm", "spsi", "sikom", "skpm", "mm", "mh", "mt", "mp",
    "msi", "mpd", "mkes", "mkom", "map", "mag", "mhum", "msc", "mpsi", "mkm", "mmkes", "mip",
    "mse", "meng", "ma", "mba", "phd", "amd", "amdkep", "amkeb", "amk", "ners", "apt",
))  # fmt: skip
_MUHAMMAD = frozenset((
    "m", "muh", "moh", "mochamad", "mochammad", "mohamad", "mohammad", "muhamad", "muhammad",
    "muchamad", "mhd", "md",
))  # fmt: skip
_SHORT_UNITS = {
    "dinkes": "dinas kesehatan", "disdik": "dinas pendidikan",
    "disdikbud": "dinas pendidikan kebudayaan",
    "dishub": "dinas perhubungan", "dinsos": "dinas sosial",
    "diskominfo": "dinas komunikasi informatika",
    "dispora": "dinas pemuda olahraga", "disnaker": "dinas tenaga kerja", "kec": "kecamatan",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu", "kel": "kelurahan",
    "bkd": "badan kepegawaian daerah",
    "bkpsdm": "badan kepegawaian pengembangan sumber daya manusia",
    "bpsdm": "badan pengembangan sumber daya manusia",
    "bappeda": "badan perencanaan pembangunan daerah",
    "bpkad": "badan pengelolaan keuangan aset daerah", "bapenda": "badan pendapatan daerah",
    "setda": "sekretariat daerah", "setwan": "sekretariat dprd", "pkm": "puskesmas",
    "rsud": "rumah sakit umum daerah", "satpol": "satuan polisi", "itda": "inspektorat daerah",
}  # fmt: skip
_FILLER = frozenset(["dan", "daerah", "kota", "kabupaten", "provinsi", "kab", "prov", "di"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who might be meant; ``key`` is whatever the caller knows them by."""

    key: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with the likeness from 0 to 1."""

    key: str
    score: float


@lru_cache(maxsize=65_536)
def name_tokens(name: str) -> tuple[str, ...]:
    """A name without titles, degrees, accents and capitals, as words."""
    head, _, _ = _fold(name).partition(",")
    words = [word for word in re.split(r"\s+", head) if word]
    while words and words[0].strip(".") in _LEADING and len(words) > 1:
        words.pop(0)
    while len(words) > 1 and _is_degree(words[-1]):
        words.pop()
    pieces = [piece for word in words for piece in re.split(r"[^a-z0-9]+", word) if piece]
    return tuple("muhammad" if place == 0 and len(pieces) > 1 and piece in _MUHAMMAD else piece
                 for place, piece in enumerate(pieces))  # fmt: skip


def normalise_name(name: str) -> str:
    """The bare name, ``Dr. H. Moh. Ali, M.Si`` as ``muhammad ali``."""
    return " ".join(name_tokens(name))


@lru_cache(maxsize=65_536)
def unit_tokens(unit: str) -> frozenset[str]:
    """The telling words of an office's name, common short forms written out."""
    words = (word for word in re.split(r"[^a-z0-9]+", _fold(unit)) if word)
    spelt = (piece for word in words for piece in _SHORT_UNITS.get(word, word).split())
    return frozenset(spelt) - _FILLER


def name_likeness(one: str, other: str) -> float:
    """How alike two names are, word by word, whatever their order; 1 is the same."""
    first, second = sorted((name_tokens(one), name_tokens(other)), key=len)
    if not first:
        return 0.0
    if first == second:
        return 1.0
    rest = list(second)
    total = 0.0
    for word in sorted(first, key=len, reverse=True):
        best = max(rest, key=lambda candidate: _word_likeness(word, candidate))
        total += _word_likeness(word, best)
        rest.remove(best)
    missing = len(second) - len(first)
    return total / (len(first) + 0.35 * missing) * (0.85 if len(first) == 1 < len(second) else 0.99)


def unit_likeness(one: str, other: str) -> float:
    """The share of telling words two offices have in common."""
    first, second = unit_tokens(one), unit_tokens(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def likeness(name: str, unit: str, candidate: Candidate) -> float:
    """Name first; a unit that fits lifts the score, one that does not lowers it a little."""
    score = name_likeness(name, candidate.name)
    if not unit_tokens(unit) or not unit_tokens(candidate.unit):
        return score * 0.9
    return score * (0.8 + 0.2 * unit_likeness(unit, candidate.unit))


def suggest(
    name: str, unit: str, candidates: Iterable[Candidate], *, least: float = 0.6, limit: int = 5
) -> list[Suggestion]:
    """The likeliest candidates, best first."""
    scored = (
        Suggestion(person.key, round(likeness(name, unit, person), 4)) for person in candidates
    )
    kept = [item for item in scored if item.score >= least]
    return sorted(kept, key=lambda item: (-item.score, item.key))[:limit]


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("`", "'"))
    return "".join(
        char for char in plain if not unicodedata.combining(char) and char != "'"
    ).casefold()


def _is_degree(word: str) -> bool:
    bare = word.replace(".", "")
    return bare in _KNOWN_DEGREES or ("." in word.strip(".") and bool(_DEGREE.match(word)))


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return 0.75 if one[0] == other[0] else 0.0
    return _jaro_winkler(one, other)


@lru_cache(maxsize=65_536)
def _jaro_winkler(one: str, other: str) -> float:
    """Jaro's measure with Winkler's bonus for a common beginning."""
    reach = max(len(one), len(other)) // 2 - 1
    used = [False] * len(other)
    left = []
    for place, char in enumerate(one):
        for near in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not used[near] and other[near] == char:
                used[near] = True
                left.append(char)
                break
    if not left:
        return 0.0
    right = [char for char, taken in zip(other, used, strict=True) if taken]
    swaps = sum(a != b for a, b in zip(left, right, strict=True)) / 2
    same = len(left)
    jaro = (same / len(one) + same / len(other) + (same - swaps) / same) / 3
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 4)
    return jaro + 0.1 * min(common, 4) * (1 - jaro)
