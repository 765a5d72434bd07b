"""Settings of a discussion in a training: reading, checking, and when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.activities.discussion.types import Rule, Topic
from suluh.content.rules import richtext
from suluh.content.types import Flaw, Outcome

LONGEST_TEXT = 10_000
MOST_POSTS, MOST_WORDS = 20, 300
MINUTES_A_POST, MINUTES_TO_READ = 8, 5


def to_data(topic: Topic) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "text": topic.text, "rule": topic.rule.value, "posts": topic.posts, "words": topic.words
    }  # fmt: skip


def read(data: dict[str, Any]) -> Topic:
    """Settings as they are kept or come from a file; raises ValueError where they do not fit."""
    text = data.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("a discussion needs a text")
    return Topic(
        text=text,
        rule=Rule(data.get("rule", Rule.POSTS)),
        posts=_number(data.get("posts", 1), least=1, most=MOST_POSTS),
        words=_number(data.get("words", 0), least=0, most=MOST_WORDS),
    )


def _number(value: Any, *, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("a number out of range")
    return value


def flaws(topic: Topic) -> Iterator[Flaw]:
    """Nothing to talk about stops publishing."""
    if not topic.text.strip():
        yield Flaw(_("Tulis pemantiknya: apa yang dibicarakan peserta di sini?"))
    elif "?" not in topic.text:
        yield Flaw(
            _("Pemantik ini belum berisi pertanyaan. Pertanyaan mengundang lebih banyak jawaban."),
            stops=False,
        )


def minutes_of(topic: Topic) -> int:
    """Reading what others say, and writing."""
    writing = topic.posts * MINUTES_A_POST if topic.rule is Rule.POSTS else 0
    return richtext.reading_minutes(topic.text) + MINUTES_TO_READ + writing


def judge(topic: Topic, *, posts: int, has_read: bool) -> Outcome:
    """Done or not, and what is missing in words."""
    if topic.rule is Rule.READ:
        if has_read:
            return Outcome(True, sentence=_("Diskusi ini sudah Anda ikuti."))
        return Outcome(False, sentence=_("Baca diskusinya, lalu tekan tombol di bawah."))
    left = topic.posts - posts
    if left <= 0:
        return Outcome(True, sentence=_("Anda sudah ikut berdiskusi. Terima kasih."))
    words = ""
    if topic.words:
        words = " " + _("Tulisan yang dihitung berisi sedikitnya %(words)d kata.") % {
            "words": topic.words
        }
    sentence = ngettext("Tulis %(n)d tulisan lagi.", "Tulis %(n)d tulisan lagi.", left)
    return Outcome(False, sentence=sentence % {"n": left} + words)
