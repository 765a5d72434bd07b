"""The author's form of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.page.rules import LONGEST_TEXT


class PageForm(forms.Form):
    """The text alone."""

    template = "page/editor.html"
    wanted = ("text",)  # may wait, and must be there before it is published
    text = forms.CharField(
        label=_("Isi halaman"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "data-rich": "", "spellcheck": "true"}),
    )

    def settings(self) -> dict[str, Any]:
        """Line ends as everybody writes them."""
        return {"text": self.cleaned_data["text"].replace("\r\n", "\n")}
