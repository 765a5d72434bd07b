"""Forms of a plan: an item, a goal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.planning.models import Goal, Item
from suluh.planning.queries import plans

_SHARES = {"experience": "70", "social": "20", "formal": "10"}
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ItemForm(forms.Form):
    """One thing to learn: what, in which form, how many JP, when, at what cost."""

    title = forms.CharField(label=_("Apa yang dipelajari"), max_length=250)
    form_id = forms.TypedChoiceField(
        label=_("Bentuk"), coerce=int,
        help_text=_("Angka di depan: 70 belajar di tempat kerja, 20 dari orang lain, 10 formal."),
    )  # fmt: skip
    jp = forms.DecimalField(label=_("JP"), min_value=0, max_value=900, decimal_places=2)
    starts_on = forms.DateField(label=_("Mulai"), widget=_DAY)
    ends_on = forms.DateField(label=_("Sampai"), widget=_DAY)
    cost = forms.IntegerField(
        label=_("Perkiraan biaya (rupiah)"), min_value=0, max_value=10**12, required=False
    )
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, year: int, item: Item | None = None) -> None:
        super().__init__(data, initial=_initial(item))
        self.year = year
        choice = self.fields["form_id"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [
            (form.code, f"{_SHARES.get(form.share, '10')} · {form.name}") for form in plans.forms()
        ]

    def clean(self) -> dict[str, Any]:
        """Its days lie in the plan's year, in their order."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Tanggal selesai tidak boleh sebelum tanggal mulai."))
        for name, day in (("starts_on", first), ("ends_on", last)):
            if day and day.year != self.year:
                told = _("Pilih tanggal dalam tahun %(year)s.") % {"year": self.year}
                self.add_error(name, told)
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "title": given["title"], "form_id": given["form_id"], "jp_minor": int(given["jp"] * 100),
            "cost": given["cost"] or 0, "starts_on": given["starts_on"],
            "ends_on": given["ends_on"], "note": given["note"],
        }  # fmt: skip


class GoalForm(forms.Form):
    """A goal in one's own words."""

    text = forms.CharField(label=_("Sasaran"), max_length=250)
    sort = forms.ChoiceField(
        label=_("Asal sasaran"), initial=Goal.Sort.OWN,
        choices=[(each.value, each.label) for each in (Goal.Sort.OWN, Goal.Sort.UNIT)],
    )  # fmt: skip


def _initial(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {}
    first: date = item.starts_on
    return {
        "title": item.title, "form_id": item.form_id, "jp": item.jp_minor / 100, "starts_on": first,
        "ends_on": item.ends_on, "cost": item.cost or None, "note": item.note,
    }  # fmt: skip
