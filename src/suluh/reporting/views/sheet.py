"""One page of paper by Typst: the figures come in as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.base import text
from suluh.reporting.queries.boards import Board, Slice

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "capaian.typ"


def one_page_pdf(name: str, board: Board, slices: Sequence[Slice]) -> bytes:
    """The board of a place on one page."""
    words = text.wording(get_language())
    total = board.total
    rate = text.percent(total.rate, words=words)
    data = {
        "place": name,
        "headline": _("%(rate)s pegawai sudah mencapai sasaran JP %(year)d")
        % {"rate": rate, "year": board.year},
        "as_of": text.moment(board.refreshed_at, words=words) if board.refreshed_at else "",
        "figures": [
            [_("Mencapai sasaran"), text.number(total.reached, words=words)],
            [_("Pegawai aktif"), text.number(total.people, words=words)],
            [_("Rata-rata JP"), text.jp(total.mean_jp_minor, words=words)],
            [_("Belum belajar sama sekali"), text.number(total.not_started, words=words)],
        ],
        "formula": _("Capaian = pegawai ASN aktif dengan JP tahun ini ≥ sasaran ÷ ASN aktif × 100"),
        "header": [_("Unit kerja"), _("Pegawai"), _("Capaian"), _("Tertinggal")],
        "rows": [_row(one, words) for one in slices],
        "target": board.target,
    }
    import typst  # large, and few ask for a page of paper

    return bytes(typst.compile(_source(), sys_inputs={"data": json.dumps(data)}))


def _row(one: Slice, words: text.Wording) -> list[str | float]:
    return [
        one.name,
        text.number(one.sums.people, words=words),
        text.percent(one.sums.rate, words=words),
        text.number(one.sums.behind, words=words),
        one.sums.rate,
    ]


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()
