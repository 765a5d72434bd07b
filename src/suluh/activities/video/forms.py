"""Forms: the settings of a video activity, and a video of the library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suluh.activities.video.models import Captions
from suluh.activities.video.queries.clips import choices, clip_of, has_captions
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.rules.captions import LONGEST_FILE
from suluh.activities.video.types import Setup, Source, Stop
from suluh.content.ports import asking_kind

SOURCES = [
    (Source.CLIP.value, _("Perpustakaan video instansi")),
    (Source.YOUTUBE.value, _("YouTube")),
]


NEW_STOPS = 3


class SetupForm(forms.Form):
    """Which video, and when it counts as watched."""

    template = "video/editor.html"
    intro = forms.CharField(
        label=_("Pengantar"), required=False, max_length=2_000,
        help_text=_("Satu dua kalimat: apa yang perlu diperhatikan saat menonton."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("Asal video"), choices=SOURCES, widget=forms.RadioSelect)
    clip = forms.ChoiceField(label=_("Video"), required=False)
    youtube = forms.CharField(
        label=_("Tautan YouTube"), required=False, max_length=200,
        help_text=_("Misalnya https://youtu.be/…"),
    )  # fmt: skip
    length = forms.CharField(
        label=_("Lama video YouTube"), required=False, max_length=9,
        help_text=_("Menit dan detik, seperti 12:34."),
    )  # fmt: skip
    share = forms.IntegerField(
        label=_("Selesai bila tertonton (%)"),
        min_value=setups.LEAST_SHARE, max_value=setups.MOST_SHARE,
        help_text=_("Yang dihitung: detik yang berbeda, bukan berapa kali diputar."),
    )  # fmt: skip
    no_skip = forms.BooleanField(
        label=_("Tonton berurutan: bagian yang belum ditonton tidak dapat dilompati"),
        required=False,
    )

    must_answer = forms.BooleanField(
        label=_("Setiap pertanyaan harus dijawab sebelum video dilanjutkan"), required=False
    )

    def __init__(self, data: Any = None, *, setup: Setup) -> None:
        super().__init__(data, initial=_initial(setup))
        self.setup = setup
        self.rows = range(min(setups.MOST_STOPS, len(setup.stops) + NEW_STOPS))
        self.fields.update(_stop_fields(setup, self.rows))
        field = self.fields["clip"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _now("Pilih video …")), *_with(setup.clip, choices())]

    @property
    def lacks_captions(self) -> bool:
        """Whether the chosen clip has no words to read."""
        return self.setup.clip is not None and not has_captions(self.setup.clip)

    def clean_youtube(self) -> str:
        """The name of the video in whatever address was pasted."""
        text = self.cleaned_data["youtube"]
        found = setups.youtube_of(text)
        if text.strip() and not found:
            raise forms.ValidationError(_now("Tautan ini bukan tautan video YouTube."))
        return found

    def clean_length(self) -> int:
        """Seconds."""
        text = self.cleaned_data["length"].strip()
        seconds = setups.seconds_of(text) if text else 0
        if seconds is None or seconds > setups.LONGEST:
            raise forms.ValidationError(_now("Tulis menit dan detik, seperti 12:34."))
        return seconds

    @property
    def stop_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Second and question, row by row."""
        return [(self[f"stop_{row}"], self[f"question_{row}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        """A question has its second, a second its question."""
        given = super().clean() or self.cleaned_data
        for row in self.rows:
            at, question = given.get(f"stop_{row}", "").strip(), given.get(f"question_{row}", "")
            if at and setups.seconds_of(at) is None:
                self.add_error(f"stop_{row}", _now("Tulis menit dan detik, seperti 12:34."))
            elif bool(at) != bool(question):
                name = f"question_{row}" if at else f"stop_{row}"
                self.add_error(name, _now("Isi waktu dan pertanyaannya, keduanya."))
        return given

    def _stops(self) -> tuple[Stop, ...]:
        given = self.cleaned_data
        found = {}
        for row in self.rows:
            at = setups.seconds_of(given[f"stop_{row}"]) if given[f"stop_{row}"] else None
            if at is not None:
                found[at] = Stop(at, UUID(given[f"question_{row}"]))
        return tuple(found[at] for at in sorted(found))

    def settings(self) -> dict[str, Any]:
        """The setup as data; the length of a clip is what its file says."""
        given = self.cleaned_data
        clip = clip_of(UUID(given["clip"])) if given["clip"] else None
        source = Source(given["source"])
        known = clip.milliseconds // 1000 if clip else 0
        made = replace(
            self.setup, source=source, clip=clip.uuid if clip else None,
            youtube=given["youtube"], share=given["share"], no_skip=given["no_skip"],
            intro=given["intro"].replace("\r\n", "\n"), stops=self._stops(),
            must_answer=given["must_answer"],
            seconds=known if source is Source.CLIP else given["length"],
        )  # fmt: skip
        return setups.to_data(made)


def _initial(setup: Setup) -> dict[str, Any]:
    is_youtube = setup.source is Source.YOUTUBE
    return {
        "intro": setup.intro, "source": setup.source.value, "share": setup.share,
        "clip": str(setup.clip) if setup.clip else "", "no_skip": setup.no_skip,
        "must_answer": setup.must_answer,
        "youtube": f"https://youtu.be/{setup.youtube}" if setup.youtube else "",
        "length": setups.length_in_words(setup.seconds) if is_youtube and setup.seconds else "",
    }  # fmt: skip


def _stop_fields(setup: Setup, rows: range) -> dict[str, forms.Field]:
    kind = asking_kind()
    known = [(str(uuid), words) for uuid, words in kind.questions()] if kind else []
    names = dict(known)
    fields: dict[str, forms.Field] = {}
    for row in rows:
        stop = setup.stops[row] if row < len(setup.stops) else None
        chosen = str(stop.question) if stop else ""
        more = [] if not chosen or chosen in names else [(chosen, _now("Soal di arsip"))]
        number = {"n": row + 1}
        fields[f"stop_{row}"] = forms.CharField(
            label=_now("Waktu pertanyaan %(n)d") % number, required=False, max_length=9,
            initial=setups.length_in_words(stop.at) if stop else "",
            widget=forms.TextInput(attrs={"placeholder": "1:30"}),
        )  # fmt: skip
        fields[f"question_{row}"] = forms.ChoiceField(
            label=_now("Soal %(n)d") % number, required=False, initial=chosen,
            choices=[("", _now("Tidak ada")), *more, *known],
        )  # fmt: skip
    return fields


def _with(chosen: UUID | None, known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is chosen already stays a choice, also where it was put away since."""
    if chosen is None or str(chosen) in dict(known):
        return known
    clip = clip_of(chosen)
    return [(str(chosen), clip.title), *known] if clip else known


class ClipForm(forms.Form):
    """A video for the library."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    file = forms.FileField(
        label=_("Berkas video"),
        widget=forms.FileInput(attrs={"accept": "video/*,.mp4,.m4v,.mov,.webm,.mkv"}),
    )


class CaptionsForm(forms.Form):
    """Captions by file or by hand."""

    language = forms.ChoiceField(label=_("Bahasa"), choices=Captions.Language.choices)
    file = forms.FileField(
        label=_("Berkas teks (VTT atau SRT)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Atau tulis di sini"), required=False, max_length=LONGEST_FILE,
        help_text=_("Satu baris waktu, satu baris ucapan, lalu satu baris kosong."),
        widget=forms.Textarea(
            attrs={"rows": 8, "placeholder": "00:00.000 --> 00:04.000\nSelamat datang."}
        ),
    )  # fmt: skip

    def words(self) -> str:
        """What was given; the file goes before what was typed."""
        file = self.cleaned_data["file"]
        if file is None:
            return str(self.cleaned_data["text"])
        return file.read(LONGEST_FILE).decode("utf-8", errors="replace")


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("Judul"), max_length=200)
