"""Pure rules of pages: when one counts as read, what is missing, what could be better."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.base.text import word_count
from suluh.content.rules import richtext
from suluh.content.types import Flaw, Lesson, Outcome, Told

LONGEST_TEXT = 100_000
QUICK_WORDS_A_MINUTE = 350  # nobody who reads is faster
LEAST_SECONDS, MOST_SECONDS = 5, 600
MOST_SECONDS_AT_ONCE = 120
_KEYS = re.compile(
    r"^\W*(?:ANSWER|KUNCI(?: JAWABAN)?|JAWABAN)\W*[:=]\W*[A-E]\b", re.IGNORECASE | re.MULTILINE
)
_CHAPTER = re.compile(r"^## (.+)$", re.MULTILINE)
_DEEPER = re.compile(r"^#(?=##)", re.MULTILINE)
_NOTE = re.compile(r"^\d+\. .*\n(?:(?!\d+\. ).*\n)*", re.MULTILINE)
_SIGN = re.compile(r"\[(\d+)\\?\]")
_LOST = ("pictures", "formulas", "drawings", "media", "merged", "nested")
MOST_PAGES = 60
LEAST_CHAPTER = 150  # words, on average: below that the headings are not those of chapters
LONG = 1_500  # words; more of them are hard to read on a phone
_GIFT = re.compile(r"\{\s*\\?[=~#][^{}]*\}")


def holds_questions(text: str) -> bool:
    """Whether keys of questions stand in it: as a page, every learner would read them."""
    return len(_KEYS.findall(text)) > 1 or len(_GIFT.findall(text)) > 1


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a document that is too long for one."""

    title: str
    text: str


def pages_of(title: str, text: str) -> list[Part]:
    """The document as pages: one, or where it is long, one for each heading of the highest level."""
    body, notes = _notes_of(text)
    begins = _CHAPTER.split(body)  # words before the first, then heading and words by turns
    words, chapters = word_count(text), len(begins) // 2
    if words <= LONG or not 1 < chapters <= MOST_PAGES or words < LEAST_CHAPTER * chapters:
        return [Part(title, text)]
    found, waiting = [Part(title, _noted(begins[0], notes))] if begins[0].strip() else [], ""
    for heading, body in zip(begins[1::2], begins[2::2], strict=True):
        name = f"{waiting} {plain_words(heading)}".strip()[:200]
        waiting = "" if body.strip() else name  # "BAB I" stands above "PENDAHULUAN"
        if body.strip():
            found.append(Part(name, _noted(_DEEPER.sub("", body), notes)))
    if waiting:
        found.append(Part(waiting, f"{waiting}\n"))
    left = [note for note in notes.values() if not any(note in part.text for part in found)]
    if left:  # named in a heading alone
        found[-1] = Part(found[-1].title, "\n".join([found[-1].text, "---", "", *left, ""]))
    return found


def _notes_of(text: str) -> tuple[str, dict[str, str]]:
    """The text without its footnotes, and these by their numbers."""
    body, line, rest = text.rpartition("\n---\n\n1. ")
    found = _NOTE.findall(f"1. {rest}") if line else []
    if not found or "".join(found) != f"1. {rest}":
        return text, {}
    return body, {note.partition(".")[0]: note.strip() for note in found}


def _noted(text: str, notes: Mapping[str, str]) -> str:
    """A page with the footnotes that it names, below a line."""
    named = [notes[number] for number in _SIGN.findall(text) if number in notes]
    below = "\n\n---\n\n" + "\n".join(dict.fromkeys(named)) if named else ""
    return f"{text.strip()}{below}\n"


def plain_words(heading: str) -> str:
    """A heading as a title: without marks."""
    heading = _SIGN.sub("", heading)
    return re.sub(r"\\(.)|[*~`]|\[([^\]]*)\]\([^)]*\)", r"\1\2", heading).strip()


def lost_words(lost: Mapping[str, int]) -> str:
    """What a document could not bring along, and what came that wants a look; '' for nothing."""
    count = {kind: lost.get(kind, 0) for kind in (*_LOST, "hidden", "notes")}
    kinds = [
        (ngettext("%(n)d gambar", "%(n)d gambar", count["pictures"]), "pictures"),
        (ngettext("%(n)d rumus", "%(n)d rumus", count["formulas"]), "formulas"),
        (
            ngettext("%(n)d bagan atau objek", "%(n)d bagan atau objek", count["drawings"]),
            "drawings",
        ),
    ]
    gone = ", ".join(words % {"n": count[kind]} for words, kind in kinds if count[kind])
    media = ngettext(
        "%(n)d video atau suara tidak terbawa: unggah sebagai video.",
        "%(n)d video atau suara tidak terbawa: unggah sebagai video.", count["media"],
    )  # fmt: skip
    hidden = ngettext(
        "%(n)d slaid tersembunyi dilewati.", "%(n)d slaid tersembunyi dilewati.", count["hidden"]
    )
    found = [
        _("Tidak terbawa: %(what)s. Sisipkan sebagai gambar PNG.") % {"what": gone} if gone else "",
        media % {"n": count["media"]} if count["media"] else "",
        hidden % {"n": count["hidden"]} if count["hidden"] else "",
        _("Sel gabungan dipisahkan: periksa tabelnya.") if count["merged"] else "",
        _("Tabel di dalam tabel menjadi teks.") if count["nested"] else "",
        _("Catatan pemateri ada di dalam lipatan: hapus bila bukan untuk peserta.")
        if count["notes"]
        else "",
    ]
    return " ".join(filter(None, found))


def text_of(settings: dict[str, Any]) -> str:
    """The page's text; '' where there is none."""
    text = settings.get("text", "")
    return text if isinstance(text, str) else ""


def seconds_needed(settings: dict[str, Any]) -> int:
    """The least time between opening the page and having read it."""
    return _seconds_for(text_of(settings))


@lru_cache(maxsize=64)  # a press asks it of a text that many have before them
def _seconds_for(text: str) -> int:
    quick = word_count(text) * 60 // QUICK_WORDS_A_MINUTE
    return min(max(quick, LEAST_SECONDS), MOST_SECONDS)


def told(settings: dict[str, Any], data: Mapping[str, str]) -> Told:
    """What the reader's browser says, read with care: seconds, how far, and the button at the end."""
    patch: dict[str, Any] = {}
    share, seconds = data.get("share", ""), data.get("seconds", "")
    if share.isdecimal() and len(share) < 4:
        patch["share"] = min(int(share), 100)
    spent = int(seconds) if seconds.isdecimal() and len(seconds) < 6 else 0
    is_end = "end" in data
    if is_end:
        patch |= {"end": True, "share": 100}
    return Told(
        min(spent, MOST_SECONDS_AT_ONCE), patch, seconds_needed(settings) if is_end else None
    )


def judge(lesson: Lesson) -> Outcome:
    """Read: the end was reached and the time has passed since the page was first opened."""
    left = seconds_needed(lesson.settings) - lesson.opened_seconds
    if lesson.position.get("end") is not True:
        return Outcome(False, sentence=_("Baca sampai akhir halaman."))
    if left > 0:
        return Outcome(
            False,
            sentence=ngettext(
                "Baca dengan tenang: tombol ini berlaku %(n)d detik lagi.",
                "Baca dengan tenang: tombol ini berlaku %(n)d detik lagi.",
                left,
            )
            % {"n": left},
        )
    return Outcome(True, sentence=_("Halaman ini sudah Anda baca."))


def flaws(settings: dict[str, Any]) -> Iterator[Flaw]:
    """An empty page stops publishing; the rest are hints."""
    text = text_of(settings)
    if not text.strip():
        yield Flaw(_("Halaman ini masih kosong. Tulis isinya, atau hapus halamannya."))
        return
    if richtext.pictures_without_words(text):
        sentence = _("Ada gambar tanpa keterangan. Tulis apa yang tampak di dalam kurung siku.")
        label = _("Gambar itu hanya hiasan")
        yield Flaw(sentence, stops=False, mend="pictures", mend_label=label)
    for words in richtext.empty_links(text):
        sentence = _("Tautan “%(words)s” tidak mengatakan ke mana. Tulis nama tujuannya.")
        label = _("Pakai nama situsnya")
        yield Flaw(sentence % {"words": words}, stops=False, mend="links", mend_label=label)
    for words in richtext.skipped_headings(text):
        sentence = _("Judul “%(words)s” melompati satu tingkat. Pakai tingkat sebelumnya.")
        label = _("Ratakan tingkat judul")
        yield Flaw(sentence % {"words": words}, stops=False, mend="headings", mend_label=label)
    if word_count(text) > LONG:
        yield Flaw(
            _("Halaman ini panjang. Bagi menjadi beberapa halaman agar mudah dibaca di ponsel."),
            stops=False,
        )


def mend(settings: dict[str, Any], what: str) -> dict[str, Any]:
    """The settings with links named, headings evened, or silent pictures marked as decoration."""
    text = text_of(settings)
    if what == "links":
        text = richtext.with_named_links(text)
    if what == "pictures":
        text = richtext.with_decorations(text)
    if what == "headings":
        text = richtext.with_even_headings(text)
    return settings | {"text": text}


def read(data: dict[str, Any]) -> dict[str, Any]:
    """Settings from a file; raises ValueError where they do not fit."""
    text = data.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("a page needs a text")
    return {"text": text}
