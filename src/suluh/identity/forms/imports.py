"""Forms of the people file: upload, columns, confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.identity.rules.columns import COLUMNS


class UploadForm(forms.Form):
    """A people file and what it holds."""

    file = forms.FileField(
        label=_("Berkas pegawai"), help_text=_("CSV atau Excel (.xlsx), paling besar 400 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )  # fmt: skip
    as_of = forms.DateField(
        label=_("Keadaan per tanggal"),
        help_text=_("Pindah dan keluar berlaku mulai tanggal ini."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    whole = forms.ChoiceField(
        label=_("Isi berkas"),
        choices=[
            ("ya", _("Semua pegawai instansi: yang tidak ada di berkas dianggap keluar")),
            ("tidak", _("Sebagian pegawai: tidak ada yang dianggap keluar")),
        ],
        initial="ya", widget=forms.RadioSelect,
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """Which column of the file holds which field."""

    def __init__(self, *arguments: Any, mapping: dict[str, Any], **named: Any) -> None:
        super().__init__(*arguments, **named)
        header, chosen = mapping["header"], mapping["columns"]
        samples = mapping["samples"]
        options = [("", _("- tidak ada -"))] + [
            (str(number), f"{number + 1}. {name or '(tanpa judul)'}")
            for number, name in enumerate(header)
        ]
        for column in COLUMNS:
            number = chosen.get(column.key)
            field = forms.ChoiceField(
                label=str(column.label), choices=options, required=column.required,
                initial="" if number is None else str(number),
            )  # fmt: skip
            if number is not None:
                values = [row[number] for row in samples if row[number]]
                field.help_text = _("Contoh: %(values)s") % {"values": " · ".join(values)}
            self.fields[column.key] = field

    def chosen(self) -> dict[str, int]:
        """Column number by field."""
        return {key: int(value) for key, value in self.cleaned_data.items() if value != ""}


class ApplyForm(forms.Form):
    """The number of leavers, typed where more than 5 % would leave; nothing to fill in else."""

    confirmed = forms.IntegerField(
        label=_("Jumlah pegawai yang keluar"), min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    sure = forms.BooleanField(label=_("Ya, mereka memang tidak lagi bekerja di instansi ini"))

    def __init__(self, *arguments: Any, leavers: int | None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.leavers = leavers
        if leavers is None:
            self.fields.clear()
        else:
            hint = _("Tulis %(n)s, tanpa titik, bila memang sebanyak itu yang keluar.")
            self.fields["confirmed"].help_text = hint % {"n": leavers}

    def clean_confirmed(self) -> int:
        """The very number, so that nobody agrees without having read it."""
        typed: int = self.cleaned_data["confirmed"]
        if typed != self.leavers:
            raise forms.ValidationError(
                _("Yang akan keluar %(n)s pegawai. Periksa dulu daftarnya."),
                params={"n": self.leavers},
            )
        return typed
