"""A trainer's evaluation on one page of paper by Typst: figures come in as data, never as markup."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.activities.survey.types import Group
from suluh.base import text
from suluh.delivery.models import Offering

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "pengajar.typ"


def trainer_pdf(course: Offering, group: Group, *, people: int, at: datetime) -> bytes:
    """The marks of one trainer in one course."""
    words = text.wording(get_language())
    data = {
        "agency": f"{course.unit.name}, {course.tenant.name}"
        if course.unit
        else course.tenant.name,
        "heading": _("Hasil evaluasi tenaga pelatih"),
        "trainer": group.title,
        "facts": [
            [_("Pelatihan"), course.title],
            [_("Bentuk"), course.form.name],
            [_("Jumlah penilai"), text.number(people, words=words)],
            [_("Dicetak"), text.moment(at, course.zone, words=words)],
        ],
        "score": text.number(group.hundred or 0, 1, words=words),
        "band": group.band,
        "header": [_("Aspek"), _("Rata-rata (1–5)"), _("Nilai (0–100)"), _("Sebutan")],
        "rows": [
            [
                each.question.text,
                text.number(each.mean or 0, 2, words=words),
                text.number((each.mean or 0) * 20, 1, words=words),
                each.band,
            ]
            for each in group.items
        ],
        "formula": _(
            "Nilai = rata-rata semua jawaban 1 sampai 5 × 20. Sebutan menurut rata-rata: 4,5 ke atas"
            " sangat memuaskan, 3,5 memuaskan, 2,5 cukup, di bawahnya kurang."
        ),
    }
    import typst  # large, and few ask for a page of paper

    return bytes(typst.compile(_source(), sys_inputs={"data": json.dumps(data)}))


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()
