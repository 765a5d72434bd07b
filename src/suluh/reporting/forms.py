"""Forms of the rules of IP ASN: every number of a version, and the forms an agency counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.forms import CERTAINTY
from suluh.reporting.queries.ip_asn import form_names
from suluh.reporting.rules.ip_asn_words import group_name, part_name
from suluh.reporting.types import Group, IndexLaw, Part

SPANS = (
    ("technical_months", gettext_lazy("Diklat teknis: bulan ke belakang")),
    ("seminar_months", gettext_lazy("Seminar: bulan ke belakang")),
)
HOURS = (
    ("technical_jp_minor", gettext_lazy("Diklat teknis: paling sedikit JP")),
    ("seminar_jp_minor", gettext_lazy("Seminar: paling sedikit JP")),
)
TABLES = (
    ("education", gettext_lazy("Kualifikasi")),
    ("rating", gettext_lazy("Kinerja")),
    ("discipline", gettext_lazy("Disiplin")),
)


def form_choices() -> list[tuple[str, str]]:
    """The 25 forms of learning."""
    return [(str(code), name) for code, name in form_names().items()]


def _forms_field(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=form_choices, widget=forms.CheckboxSelectMultiple
    )


class IndexFormsForm(forms.Form):
    """Which forms feed which item, and why."""

    technical = _forms_field(gettext_lazy("Dihitung sebagai diklat teknis"))
    seminar = _forms_field(gettext_lazy("Dihitung sebagai seminar dan sejenisnya"))
    reason = forms.CharField(label=gettext_lazy("Alasan"), min_length=10, max_length=300)

    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        codes = {name: [int(code) for code in given[name]] for name in ("technical", "seminar")}
        return {**codes, "reason": given["reason"]}


class IndexRuleForm(forms.Form):
    """The next version of the rules, filled with the numbers of the last one."""

    title = forms.CharField(label=gettext_lazy("Nama versi"), max_length=120)
    valid_from = forms.DateField(
        label=gettext_lazy("Berlaku mulai"), widget=forms.DateInput(attrs={"type": "date"})
    )
    legal_basis = forms.CharField(label=gettext_lazy("Dasar hukum"), max_length=200)
    certainty = forms.ChoiceField(label=gettext_lazy("Kepastian"), choices=CERTAINTY)
    reason = forms.CharField(label=gettext_lazy("Alasan perubahan"), min_length=10, max_length=300)

    def __init__(self, *arguments: Any, law: IndexLaw, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.law = law
        self.fields.update(_number_fields(law))
        self.fields.update(_list_fields(law))

    def meta(self) -> dict[str, Any]:
        """What the version says about itself."""
        names = ("title", "valid_from", "legal_basis", "certainty", "reason")
        return {name: self.cleaned_data[name] for name in names}

    def numbers(self) -> IndexLaw:
        """The law as filled in."""
        given, law = self.cleaned_data, self.law
        return IndexLaw(
            version=law.version + 1,
            education=self._table("education", law.education),
            rating=self._table("rating", law.rating),
            discipline=self._table("discipline", law.discipline),
            competency={
                group: {part: _minor(given[f"{group}-{part}"]) for part in items}
                for group, items in law.competency.items()
            },
            categories=tuple(
                (name, _minor(given[f"category-{number}"]) if above else 0)
                for number, (name, above) in enumerate(law.categories)
            ),
            leadership_form=law.leadership_form,
            functional_form=law.functional_form,
            leadership={
                jenjang: _lines(given[f"leadership-{number}"])
                for number, jenjang in enumerate(law.leadership)
            },
            without_training=_lines(given["without_training"]),
            technical_forms=frozenset(int(code) for code in given["technical_forms"]),
            seminar_forms=frozenset(int(code) for code in given["seminar_forms"]),
            discipline_months=given["discipline_months"],
            **{name: given[name] for name, _label in SPANS},
            **{name: _minor(given[name]) for name, _label in HOURS},
        )

    def _table(self, name: str, table: dict[str, int]) -> dict[str, int]:
        return {
            value: _minor(self.cleaned_data[f"{name}-{number}"])
            for number, value in enumerate(table)
        }


def _number_fields(law: IndexLaw) -> Iterator[tuple[str, forms.Field]]:
    for name, title in TABLES:
        for number, (value, points) in enumerate(getattr(law, name).items()):
            yield f"{name}-{number}", _points(f"{title}: {value}", points)
    for group, items in law.competency.items():
        for part, points in items.items():
            yield f"{group}-{part}", _points(_item_label(group, part), points)
    for number, (name, above) in enumerate(law.categories):
        if above:
            bound = _("Kategori %(name)s: di atas") % {"name": name}
            yield f"category-{number}", _points(bound, above)
    for name, caption in HOURS:
        yield name, _points(caption, getattr(law, name))
    for name, caption in SPANS:
        yield name, _months(caption, getattr(law, name), required=True)
    always = _("Disiplin: bulan ke belakang (kosong: selamanya)")
    yield "discipline_months", _months(always, law.discipline_months, required=False)


def _list_fields(law: IndexLaw) -> Iterator[tuple[str, forms.Field]]:
    for number, (jenjang, words) in enumerate(law.leadership.items()):
        label = _("Diklat kepemimpinan untuk %(jenjang)s, satu sebutan per baris") % {
            "jenjang": jenjang
        }
        yield f"leadership-{number}", _lines_field(label, words)
    label = _("JF tanpa kewajiban diklat fungsional, satu kata jabatan per baris")
    yield "without_training", _lines_field(label, law.without_training)
    for name, caption in (
        ("technical_forms", _("Bentuk yang mengisi diklat teknis")),
        ("seminar_forms", _("Bentuk yang mengisi seminar dan sejenisnya")),
    ):
        field = _forms_field(caption)
        field.initial = [str(code) for code in sorted(getattr(law, name))]
        yield name, field


def _item_label(group: Group, part: Part) -> str:
    return f"{group_name(group)}: {part_name(part)}"


def _points(label: Any, minor: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, decimal_places=2, localize=True,
        initial=minor / 100,
    )  # fmt: skip


def _months(label: Any, value: int | None, *, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=600, initial=value, required=required
    )


def _lines_field(label: str, words: tuple[str, ...]) -> forms.CharField:
    return forms.CharField(
        label=label, initial="\n".join(words), widget=forms.Textarea(attrs={"rows": 4})
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _minor(value: Any) -> int:
    return int(value * 100)
