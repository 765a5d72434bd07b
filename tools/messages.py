"""`dev.py messages`: bring the English catalogue up to date; translations already made stay."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import polib

from tools.environment import ROOT
from tools.texts import Text, texts

CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
HEADER = {
    "Project-Id-Version": "Suluh",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    """What a catalogue looks an entry up by."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def update(path: Path, found: list[Text]) -> polib.POFile:
    """The catalogue with exactly the texts found, in order, translations kept."""
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    places: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for text in found:
        places[text.key].add(text.place)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = HEADER
    for each in sorted(places, key=lambda each: (min(places[each]), each)):
        entry = known.get(each) or _new(*each)
        entry.occurrences = [(place, "") for place in sorted(places[each])]
        catalogue.append(entry)
    return catalogue


def _new(context: str, message: str, plural: str) -> polib.POEntry:
    entry = polib.POEntry(msgid=message, msgctxt=context or None)
    if plural:
        entry.msgid_plural, entry.msgstr_plural = plural, {0: "", 1: ""}
    return entry


def main() -> int:
    """Write the catalogue and say what is left to translate."""
    catalogue = update(CATALOGUE, texts())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    left = len(catalogue.untranslated_entries())
    print(f"{len(catalogue)} texts, {left} without a translation: {CATALOGUE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
