"""The author's form of a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from suluh.activities.document.actions import LARGEST
from suluh.activities.document.rules import reading as rules
from suluh.base.clock import now
from suluh.base.scope import current_scope
from suluh.library.actions import documents
from suluh.library.types import Unpacked


class DocumentForm(forms.Form):
    """The file, how much of it has to be read, and whether it may be kept."""

    template = "document/editor.html"
    wanted = ("file",)  # may wait, and must be there before it is published
    file = forms.FileField(
        label=_("Dokumen (PDF atau EPUB)"),
        required=False,
        help_text=_("Paling besar 50 MB dan 600 halaman. Peserta membacanya di halaman ini juga."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.epub,application/pdf,application/epub+zip"}),
    )
    share = forms.IntegerField(
        label=_("Persen halaman yang harus dibaca"),
        validators=[MinValueValidator(rules.SHARES[0]), MaxValueValidator(rules.SHARES[1])],
        help_text=_("50 sampai 100. Halaman terhitung bila dibuka cukup lama untuk dibaca."),
    )
    download = forms.BooleanField(label=_("Peserta boleh mengunduh berkas asli"), required=False)

    def __init__(self, *args: Any, kept: dict[str, Any], tenant_id: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept, self._tenant_id = kept, tenant_id
        self._book: Unpacked | None = None

    def clean_file(self) -> File[bytes] | None:
        """Taken apart here, so that what is wrong with a file is said beside it."""
        file: File[bytes] | None = self.cleaned_data.get("file")
        if file is None:
            return None
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("Berkas ini lebih dari 50 MB. Kecilkan, lalu unggah lagi.")
            )
        try:
            self._book = documents.unpack(file.read())
        except documents.UnreadableDocument as fault:
            raise forms.ValidationError(str(fault)) from fault
        return file

    def settings(self) -> dict[str, Any]:
        """With the new document where one was uploaded, else with the one that was there."""
        own = {"share": self.cleaned_data["share"], "download": self.cleaned_data["download"]}
        file = self.cleaned_data["file"]
        if file is None or self._book is None:
            return self.kept | own
        file.seek(0)
        made = documents.keep_document(
            tenant_id=self._tenant_id, name=file.name, data=file.read(), book=self._book,
            by_id=current_scope().person_id, now=now(),
        )  # fmt: skip
        facts = rules.settings_of(
            document=made.uuid, name=made.name, format=made.format, pages=self._book.pages
        )
        return facts | own
