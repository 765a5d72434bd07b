"""Forms of discussions: settings in the workshop, a new thread, a reply, a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.discussion.rules import topic as topics
from suluh.activities.discussion.rules.pace import LONGEST_POST
from suluh.activities.discussion.types import Cadence, Charter, Rule, Topic, Writing

RULES = [
    (Rule.POSTS, _("Peserta menulis sejumlah tulisan")),
    (Rule.READ, _("Peserta membaca diskusinya")),
]


CADENCES = [
    (Cadence.NEVER, _("Tidak usah: saya membacanya di Suluh")),
    (Cadence.EACH, _("Setiap ada tulisan baru")),
    (Cadence.DAILY, _("Ringkasan setiap pagi, bila ada yang baru")),
    (Cadence.WEEKLY, _("Ringkasan setiap Senin pagi, bila ada yang baru")),
]


class MailForm(forms.Form):
    """How often discussions come by mail."""

    cadence = forms.ChoiceField(
        label=_("Kirim tulisan baru lewat surel"), choices=CADENCES, widget=forms.RadioSelect
    )
    may_reply = forms.BooleanField(
        label=_("Saya ingin menjawab dengan membalas surelnya"), required=False,
        help_text=_(
            "Hanya untuk pilihan setiap ada tulisan baru. Balasan Anda langsung dimuat dalam topik"
            " dengan nama Anda; lampiran tidak diterima."
        ),
    )  # fmt: skip

    def __init__(self, *arguments: Any, takes_letters: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not takes_letters:
            del self.fields["may_reply"]


class TopicForm(forms.Form):
    """Settings of a discussion in a training."""

    template = "discussion/editor.html"
    wanted = ("text",)  # may wait, and must be there before it is published
    text = forms.CharField(
        label=_("Pemantik diskusi"), required=False, strip=False, max_length=topics.LONGEST_TEXT,
        help_text=_("Ajukan pertanyaan yang dekat dengan pekerjaan peserta."),
        widget=forms.Textarea(attrs={"rows": 8, "data-rich": "", "spellcheck": "true"}),
    )  # fmt: skip
    rule = forms.ChoiceField(label=_("Selesai bila"), choices=RULES, widget=forms.RadioSelect)
    posts = forms.IntegerField(label=_("Banyak tulisan"), min_value=1, max_value=topics.MOST_POSTS)
    words = forms.IntegerField(
        label=_("Sedikitnya sekian kata"), min_value=0, max_value=topics.MOST_WORDS,
        help_text=_("Tulisan yang lebih pendek tetap tampil, tetapi tidak dihitung. 0: semua."),
    )  # fmt: skip

    def settings(self) -> dict[str, Any]:
        """The topic as data."""
        given = self.cleaned_data
        text = given["text"].replace("\r\n", "\n")
        return topics.to_data(Topic(text, Rule(given["rule"]), given["posts"], given["words"]))


class PostForm(forms.Form):
    """Words, and who is mentioned. `token` makes a form that is sent twice count once."""

    text = forms.CharField(
        label=_("Tulisan Anda"), max_length=LONGEST_POST, strip=True,
        widget=forms.Textarea(attrs={"rows": 5, "data-rich": "short", "spellcheck": "true"}),
        error_messages={"required": _("Tulis sesuatu dulu.")},
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    ke = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named["initial"] = {"token": uuid4()} | (named.get("initial") or {})
        super().__init__(*arguments, **named)

    def writing(self, *, mentioned: tuple[UUID, ...] = ()) -> Writing:
        """What was written."""
        given = self.cleaned_data
        return Writing(
            given["text"].replace("\r\n", "\n"), given["token"] or uuid4(), given["ke"], mentioned
        )


class ThreadForm(PostForm):
    """A new thread: its title, its first post, and whether it asks something."""

    title = forms.CharField(
        label=_("Judul"), max_length=150,
        help_text=_("Satu kalimat yang mengatakan isinya."),
    )  # fmt: skip
    is_question = forms.BooleanField(
        label=_("Ini pertanyaan: saya menandai jawaban yang membantu"), required=False
    )
    field_order = ["title", "text", "is_question"]


class EditForm(forms.Form):
    """One's own post once more."""

    text = forms.CharField(
        label=_("Tulisan Anda"), max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 8, "data-rich": "short", "spellcheck": "true"}),
    )  # fmt: skip

    def words(self) -> str:
        """The text with line ends as everybody writes them."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class ReasonForm(forms.Form):
    """Why a post is hidden or reported."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class CommunityForm(forms.Form):
    """A community."""

    title = forms.CharField(
        label=_("Nama komunitas"), max_length=120, help_text=_("Misalnya: Penulis surat dinas.")
    )
    theme = forms.CharField(
        label=_("Tema"), max_length=120, required=False,
        help_text=_("Satu atau dua kata, misalnya Pelayanan publik."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Untuk siapa, dan apa yang dibagikan di sini?"), max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    is_national = forms.BooleanField(
        label=_("Terbuka bagi ASN dari semua instansi"), required=False
    )

    def charter(self) -> Charter:
        """As it was filled."""
        return Charter(**self.cleaned_data)


def uuids(values: list[str]) -> tuple[UUID, ...]:
    """Those of the values that are uuids, each once."""
    found = []
    for value in values[:50]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
