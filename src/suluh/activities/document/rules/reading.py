"""Pure rules of the kind: what an activity keeps of a document, and when it counts as read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.base.text import word_count
from suluh.content.types import Flaw, Outcome
from suluh.library.rules import pace
from suluh.library.types import Coverage, PageFacts

MOST_PAGES = 600
SHARES = (50, 100)
USUAL_SHARE = 90


def settings_of(
    *, document: UUID, name: str, format: str, pages: list[PageFacts]
) -> dict[str, Any]:
    """What an activity keeps of a document, so that it can be judged without looking it up."""
    return {
        "document": str(document),
        "name": name,
        "format": format,
        "needed": [pace.seconds_for(page) for page in pages],
        "words": sum(word_count(page.get("text", "")) for page in pages),
        "silent": sum(1 for page in pages if not word_count(page.get("text", ""))),
        "titles": [page.get("title", "") for page in pages] if format == "epub" else [],
    }


def blank() -> dict[str, Any]:
    """No document yet."""
    return {"document": "", "share": USUAL_SHARE, "download": False}


def needed(settings: Mapping[str, Any]) -> list[int]:
    """Seconds that each page asks for; empty where there is no document."""
    found = settings.get("needed")
    return found if isinstance(found, list) else []


def coverage(settings: Mapping[str, Any], seconds: Mapping[str, int]) -> Coverage:
    """Which pages count as read; `seconds` by page number as text."""
    return pace.coverage(needed(settings), seconds)


def judge(settings: Mapping[str, Any], seconds: Mapping[str, int]) -> Outcome:
    """Read, once the share that the author set is covered."""
    found = coverage(settings, seconds)
    wanted = -(-found.pages * int(settings.get("share", USUAL_SHARE)) // 100)
    lacking = wanted - found.read
    if not found.pages or lacking > 0:
        sentence = ngettext(
            "Masih %(n)d halaman yang perlu dibaca.",
            "Masih %(n)d halaman yang perlu dibaca.",
            lacking,
        )
        return Outcome(False, sentence=sentence % {"n": lacking})
    return Outcome(True, sentence=_("Dokumen ini sudah Anda baca."))


def minutes(settings: Mapping[str, Any]) -> int:
    """Calm reading, and a look at each picture; at least one minute."""
    words, silent = int(settings.get("words", 0)), int(settings.get("silent", 0))
    return pace.calm_minutes(words=words, silent=silent)


def flaws(settings: Mapping[str, Any]) -> Iterator[Flaw]:
    """Without a document nothing is published; pages without words are silent to some readers."""
    if not settings.get("document") or not needed(settings):
        yield Flaw(_("Belum ada dokumen. Unggah PDF atau EPUB, atau hapus kegiatan ini."))
        return
    silent = int(settings.get("silent", 0))
    if silent and settings.get("format") == "pdf":
        sentence = ngettext(
            "%(n)d halaman tidak memuat teks (hasil pindai atau gambar). Pembaca layar tidak dapat"
            " membacanya: unggah PDF yang teksnya dapat dipilih.",
            "%(n)d halaman tidak memuat teks (hasil pindai atau gambar). Pembaca layar tidak dapat"
            " membacanya: unggah PDF yang teksnya dapat dipilih.",
            silent,
        )
        yield Flaw(sentence % {"n": silent}, stops=False)
    if len(needed(settings)) > 60 and settings.get("format") == "pdf":
        yield Flaw(
            _("Dokumen ini panjang. Unggah bagian yang perlu saja, agar orang membacanya."),
            stops=False,
        )


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """Settings from a file; raises ValueError where they do not fit."""
    asked, titles = data.get("needed"), data.get("titles", [])
    share = data.get("share")
    numbers = [
        *(asked if isinstance(asked, list) else [None]),
        data.get("words"),
        data.get("silent"),
    ]
    if (
        not all(isinstance(number, int) and 0 <= number < 10**7 for number in numbers)
        or not 0 < len(numbers) - 2 <= MOST_PAGES
        or not isinstance(share, int) or not SHARES[0] <= share <= SHARES[1]
        or data.get("format") not in {"pdf", "epub"}
        or not isinstance(data.get("name"), str) or not isinstance(titles, list)
        or not all(isinstance(title, str) for title in titles)
    ):  # fmt: skip
        raise ValueError("not a document")
    return {
        "document": str(UUID(str(data.get("document")))),
        "name": data["name"][:200],
        "format": data["format"],
        "needed": asked,
        "words": data["words"],
        "silent": data["silent"],
        "titles": [title[:200] for title in titles[:MOST_PAGES]],
        "share": share,
        "download": data.get("download") is True,
    }
