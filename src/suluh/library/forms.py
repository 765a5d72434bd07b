"""Forms of the library: narrowing the shelf, handing in files, what is said of a book."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from suluh.library.actions.intake import Plan
from suluh.library.models import Book, Licence, ReadingList, Topic
from suluh.library.queries.checks import check_choices
from suluh.library.queries.raising import competencies_of, competency_choices
from suluh.library.queries.shelf import LENGTHS, ShelfFilter
from suluh.library.rules.isbn import read_isbn
from suluh.library.types import BookFacts

LANGUAGES = [
    ("id", _("Indonesia")), ("en", _("Inggris")), ("ar", _("Arab")), ("jv", _("Jawa")),
    ("su", _("Sunda")), ("ms", _("Melayu")), ("nl", _("Belanda")), ("xx", _("Bahasa lain")),
]  # fmt: skip
_KNOWN = {code for code, _label in LANGUAGES}


def language_name(code: str) -> Any:
    """The language for people."""
    return dict(LANGUAGES).get(code, dict(LANGUAGES)["xx"])


def read_filter(query: QueryDict) -> ShelfFilter:
    """What the address asks for; what it asks wrongly narrows nothing."""
    year, topic, length = (query.get(name, "") for name in ("tahun", "topik", "panjang"))
    language = query.get("bahasa", "")
    return ShelfFilter(
        topic=topic if topic in Topic.values else "",
        language=language if len(language) == 2 and language.isalpha() else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        length=length if length in LENGTHS else "",
        competency=_uuid(query.get("kompetensi", "")),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class IntakeForm(forms.Form):
    """How the books of an upload shall stand; the files themselves are read from the request."""

    topic = forms.ChoiceField(
        label=_("Topik"), choices=Topic.choices, initial=Topic.GENERAL,
        help_text=_("Berlaku untuk semua berkas ini. Setiap buku dapat diubah sesudahnya."),
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=_("Hak menampilkan"), choices=Licence.choices, initial=Licence.OWN,
        help_text=_("Unggah hanya buku yang boleh dibaca pegawai menurut lisensinya."),
    )  # fmt: skip
    is_national = forms.BooleanField(
        label=_("Terbuka bagi ASN dari semua instansi"), required=False
    )

    def plan(self) -> Plan:
        """As an action takes it."""
        given = self.cleaned_data
        return Plan(given["topic"], given["licence"], given["is_national"])


class BookForm(forms.Form):
    """Everything a librarian says of a book."""

    title = forms.CharField(label=_("Judul"), max_length=300)
    authors = forms.CharField(
        label=_("Penulis"), max_length=300, required=False,
        help_text=_("Lebih dari satu: pisahkan dengan koma."),
    )  # fmt: skip
    publisher = forms.CharField(label=_("Penerbit"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Tahun"), min_value=1400, max_value=2100, required=False)
    language = forms.ChoiceField(label=_("Bahasa"), choices=LANGUAGES)
    isbn = forms.CharField(label=_("ISBN"), max_length=20, required=False)
    topic = forms.ChoiceField(label=_("Topik"), choices=Topic.choices)
    synopsis = forms.CharField(
        label=_("Sinopsis"), max_length=4_000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Tentang apa buku ini, dan bagi siapa."),
    )  # fmt: skip
    licence = forms.ChoiceField(label=_("Hak menampilkan"), choices=Licence.choices)
    licence_note = forms.CharField(label=_("Keterangan hak"), max_length=300, required=False)
    is_national = forms.BooleanField(
        label=_("Terbuka bagi ASN dari semua instansi"), required=False
    )
    copies = forms.IntegerField(
        label=_("Banyak salinan"), min_value=1, max_value=10_000, required=False,
        help_text=_("Sebanyak ini yang boleh membaca bersamaan. Kosong: tidak dibatasi."),
    )  # fmt: skip
    loan_days = forms.IntegerField(
        label=_("Lama meminjam (hari)"), min_value=1, max_value=365,
        help_text=_("Bila salinan dibatasi: sesudahnya buku kembali sendiri."),
    )  # fmt: skip

    check_key = forms.TypedChoiceField(
        label=_("Cek bacaan"), required=False, coerce=UUID, empty_value=None,
        help_text=_("Tes dari pelatihan tanpa JP. Pembaca yang lulus (nilai sedikitnya 60) mendapat JP"
                    " membaca tanpa laporan."),
    )  # fmt: skip
    competencies = forms.TypedMultipleChoiceField(
        label=_("Kompetensi yang dibantu buku ini"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, book: Book) -> None:
        first = {name: getattr(book, name) for name in self.base_fields if name != "competencies"}
        first["competencies"] = competencies_of(book)
        first["language"] = book.language if book.language in _KNOWN else "xx"
        super().__init__(data, initial=first)
        self.fields["competencies"].choices = competency_choices()  # type: ignore[attr-defined]
        self.fields["check_key"].choices = [  # type: ignore[attr-defined]
            ("", _("Tidak ada, pembaca menulis laporan")), *check_choices(book)
        ]  # fmt: skip
        self.book = book

    def clean_isbn(self) -> str:
        """Thirteen digits, or nothing."""
        typed = str(self.cleaned_data["isbn"]).strip()
        found = read_isbn(typed)
        if typed and not found:
            raise forms.ValidationError(_("Angka ISBN ini salah. Periksa sekali lagi di buku."))
        return found

    def facts(self) -> BookFacts:
        """As an action takes it; a language that is not in the list stays what it was."""
        given = {key: each for key, each in self.cleaned_data.items() if key != "competencies"}
        if given["language"] == "xx" and self.book.language not in _KNOWN:
            given = given | {"language": self.book.language}
        return BookFacts(**given)

    def chosen_competencies(self) -> list[int]:
        """Ids of the competencies."""
        return list(self.cleaned_data["competencies"])


class ListForm(forms.Form):
    """What a reading list is called and for."""

    title = forms.CharField(label=_("Judul daftar"), max_length=150)
    summary = forms.CharField(
        label=_("Untuk siapa dan untuk apa"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    is_national = forms.BooleanField(
        label=_("Terbuka bagi ASN dari semua instansi"), required=False
    )

    @staticmethod
    def of(found: ReadingList) -> dict[str, Any]:
        """A list as the form shows it."""
        return {name: getattr(found, name) for name in ("title", "summary", "is_national")}
