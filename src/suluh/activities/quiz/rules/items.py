"""A question as plain data and back, what is wrong with it, and what of it a learner may see."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.quiz.types import Criterion, Item, Option, Pair, Region, Sort

LONGEST_TEXT, MOST_PARTS = 10_000, 50
GAP = re.compile(r"\{(\d{1,2})\}")
MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\*\*|~~|`")  # of the bank's text; what lists leave out
CHOICES = {Sort.SINGLE, Sort.MULTIPLE, Sort.TRUE_FALSE}
LEAST_LEFT = 2


def to_data(item: Item) -> dict[str, Any]:
    """Plain JSON, with nothing that is empty."""
    data = {
        "sort": item.sort.value,
        "text": item.text,
        "options": [_option_data(each) for each in item.options],
        "pairs": [[each.left, each.right] for each in item.pairs],
        "gaps": [[_option_data(each) for each in gap] for gap in item.gaps],
        "rubric": [[each.text, each.points] for each in item.rubric],
        "picture": item.picture,
        "alt": item.alt,
        "regions": [[r.left, r.top, r.width, r.height, r.text] for r in item.regions],
        "value": item.value,
        "tolerance": item.tolerance if item.value else "",
        "case": item.is_case_sensitive,
        "feedback": item.feedback,
        "points": item.points,
    }
    return {name: value for name, value in data.items() if value}


def from_data(data: dict[str, Any]) -> Item:
    """The question that `to_data` made; data of ours, so a fault of it is a bug."""
    return Item(
        sort=Sort(data["sort"]),
        text=data["text"],
        options=tuple(_option(each) for each in data.get("options", ())),
        pairs=tuple(Pair(*each) for each in data.get("pairs", ())),
        gaps=tuple(tuple(_option(each) for each in gap) for gap in data.get("gaps", ())),
        rubric=tuple(Criterion(*each) for each in data.get("rubric", ())),
        picture=data.get("picture", ""),
        alt=data.get("alt", ""),
        regions=tuple(Region(*each) for each in data.get("regions", ())),
        value=data.get("value", ""),
        tolerance=data.get("tolerance") or "0",
        is_case_sensitive=data.get("case", False),
        feedback=data.get("feedback", ""),
        points=data.get("points", 1),
    )


def _option_data(option: Option) -> list[Any]:
    return [option.text, option.share, option.feedback]


def _option(data: list[Any]) -> Option:
    return Option(data[0], data[1], data[2])


def flaw_of(item: Item) -> str:
    """The sentence that says what is missing; '' where the question can be asked."""
    if not item.text.strip():
        return _("Tulis pertanyaannya.")
    if max(map(len, (item.options, item.pairs, item.gaps, item.rubric, item.regions))) > MOST_PARTS:
        return _("Paling banyak 50 pilihan dalam satu soal.")
    if item.sort in CHOICES:
        return _choice_flaw(item)
    if item.sort is Sort.MATCHING and sum(bool(pair.left) for pair in item.pairs) < LEAST_LEFT:
        return _("Tulis sedikitnya dua pasangan, masing-masing dengan tanda sama dengan.")
    if item.sort is Sort.ORDERING and len(item.options) < LEAST_LEFT:
        return _("Tulis sedikitnya dua langkah, satu per baris.")
    return _written_flaw(item)


def _choice_flaw(item: Item) -> str:
    right = sum(option.share > 0 for option in item.options)
    if len(item.options) < LEAST_LEFT:
        return _("Tulis sedikitnya dua pilihan.")
    if not right:
        return _("Tandai jawaban yang benar dengan bintang di depannya.")
    if item.sort is not Sort.MULTIPLE and sum(o.share == 100 for o in item.options) != 1:
        return _("Soal ini hanya boleh punya satu jawaban benar.")
    return ""


def _written_flaw(item: Item) -> str:
    if item.sort is Sort.NUMERIC and (number(item.value) is None or number(item.tolerance) is None):
        return _("Tulis angkanya, misalnya 12,5.")
    if item.sort is Sort.SHORT and not any(option.share == 100 for option in item.options):
        return _("Tulis sedikitnya satu jawaban yang benar.")
    if item.sort is Sort.CLOZE:
        return _cloze_flaw(item)
    if item.sort is Sort.HOTSPOT:
        return _hotspot_flaw(item)
    if item.sort is Sort.ESSAY and not sum(each.points for each in item.rubric):
        return _("Tulis sedikitnya satu kriteria dengan poinnya.")
    return ""


def _hotspot_flaw(item: Item) -> str:
    if not item.picture:
        return _("Pilih gambarnya.")
    if not item.alt.strip():
        return _("Tulis apa yang tampak pada gambar, bagi peserta yang tidak dapat melihatnya.")
    if not item.regions:
        return _("Gambar tersimpan. Sekarang tandai sedikitnya satu daerah yang benar.")
    if any(r.left + r.width > 1000 or r.top + r.height > 1000 for r in item.regions):
        return _("Daerah tidak boleh keluar dari gambar: dari kiri dan lebar paling banyak 100.")
    return ""


def _cloze_flaw(item: Item) -> str:
    named = [int(found) for found in GAP.findall(item.text)]
    if not named or named != list(range(1, len(item.gaps) + 1)) or not all(item.gaps):
        return _("Tulis jawaban isian di antara dua kurung siku, misalnya [[Presiden]].")
    return ""


def number(text: str) -> Decimal | None:
    """The number that people write: 1.250,5 and 1250.5; None where it is none."""
    bare = text.strip().replace(" ", "").removeprefix("Rp").replace("%", "")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "")
    if len(bare) > 30 or not re.fullmatch(r"-?\d*\.?\d+", bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def parts_of(item: Item) -> int:
    """How many parts of the question are put in an order."""
    return len(item.pairs) if item.sort is Sort.MATCHING else len(item.options)


def is_shuffled_always(item: Item) -> bool:
    """Whether the author's order would give the answer away."""
    return item.sort in {Sort.MATCHING, Sort.ORDERING}
