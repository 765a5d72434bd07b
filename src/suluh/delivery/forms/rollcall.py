"""Forms of the roll: a correction with its reason, and what a phone sends when it has a line again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from suluh.delivery.actions.rollcall import Word
from suluh.delivery.models import Method, Status
from suluh.delivery.queries.rollcall import place_of_card

MOST = 500


class CorrectionForm(forms.Form):
    """How it really was, and why it is changed."""

    status = forms.ChoiceField(
        label=_("Yang benar"), choices=Status.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, required=False,
        help_text=_("Wajib bila daftar hadir sesi ini sudah ditutup. Tercatat di jejak audit."),
    )  # fmt: skip


def words_from_phone(text: str) -> list[Word]:
    """Words that a phone kept while it had no line; what is not plainly right is left out."""
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    found = [_word(row) for row in rows[:MOST]] if isinstance(rows, list) else []
    return [word for word in found if word is not None]


def _word(row: Any) -> Word | None:
    """One of them: a badge that we signed, or a person whom the organiser ticked by name."""
    try:
        card, said_at = str(row.get("card", "")), _moment(str(row["at"]))
        place = place_of_card(card) if card else UUID(str(row["place"]))
        key = UUID(str(row["key"]))
    except (AttributeError, KeyError, ValueError):
        return None
    if place is None or said_at is None:
        return None
    method = Method.BADGE if card else Method.LIST
    device = str(row.get("device", ""))[:36]
    return Word(key, place, Status.PRESENT, method, device=device, said_at=said_at)


def _moment(text: str) -> datetime | None:
    found = parse_datetime(text)
    return found if found and found.tzinfo else None
