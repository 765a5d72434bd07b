"""Which format a file is in, and who reads and writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.rules.exchange import reasons
from suluh.standards import questions as files
from suluh.standards.questions.types import Question, QuestionFileError, Reading, Writing

_XML = re.compile(rb"\s*<(\?xml|quiz|!--)")
_GIFT_KEY = re.compile(rb"^[^{}\n]*\{\s*(?:[=~#]|T\}|F\}|TRUE|FALSE)", re.MULTILINE)
_KEY = re.compile(rb"^\s*ANSWER\s*:\s*[A-Za-z]\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of question files."""

    slug: str
    label: str
    hint: Promise
    ending: str
    read: Callable[[bytes], Reading]
    write: Callable[[Iterable[Question]], Writing]


FORMATS = {
    each.slug: each
    for each in (
        Format(
            "moodle", "Moodle XML", _("Semua jenis soal, kategori, tanda, dan pembahasan."),
            "xml", files.read_moodle, files.write_moodle,
        ),
        Format(
            "gift", "GIFT", _("Teks biasa; tanpa soal mengurutkan dan melengkapi teks."),
            "gift.txt", files.read_gift, files.write_gift,
        ),
        Format(
            "aiken", "Aiken", _("Teks paling sederhana; hanya pilihan ganda dengan satu kunci."),
            "txt", files.read_aiken, files.write_aiken,
        ),
    )
}  # fmt: skip


def recognise(data: bytes) -> Format:
    """The format of the file; raises QuestionFileError where it is none of ours."""
    start = data[:3].replace(b"\xef\xbb\xbf", b"") + data[3:4000]
    if _XML.match(start):
        return FORMATS["moodle"]
    if b"{" not in data and _KEY.search(data):
        return FORMATS["aiken"]
    if b"{" in data or b"\0" in start:  # UTF-16 is for the reader to say
        return FORMATS["gift"]
    if _KEY.search(data):
        return FORMATS["aiken"]
    raise QuestionFileError(reasons.NOT_RECOGNISED)


def holds_questions(ending: str, head: bytes) -> bool:
    """Whether a file is one of questions; a plain text only where its beginning looks like some."""
    if ending in {".gift", ".aiken"}:
        return True
    if ending == ".xml":
        return b"<quiz" in head
    return ending == ".txt" and bool(_KEY.search(head) or _GIFT_KEY.search(head))
