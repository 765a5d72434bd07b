"""R37: files that mean harm, handed in at every door that takes a file; what is kept is inert.

Every page of the product that has a field for a file is found by opening all pages as each role.
Each file of the corpus goes into each of these fields. Nothing may end in an error of ours; what is
kept has a name of ours, and a picture tells nothing but its points; whatever is served afterwards is
a type that no browser runs, or is to be kept and not shown. The negative control believes names: it
would serve many of the same files as pages.

    python3 dev.py faults uploads
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import lxml.html

from benchmarks import nation, report

if TYPE_CHECKING:
    from django.test import Client

    from tests.security.town import Town

# What a browser draws by itself and that cannot run.
INERT = {"image/webp", "image/png", "image/jpeg", "application/json", "text/vtt", "text/calendar"}
ACTIVE = ("html", "xml", "svg", "javascript", "pdf", "flash", "php", "css")
_FILE = re.compile(r'(?:href|src)="(/[^"#]+)"')
ROLES = ("organiser", "agency_admin", "self", "supervisor", "unit_admin", "national", "stranger")
# Where files wait for a job that opens them apart; no address leads there.
WAITING = {"library-intake", "imports"}
LEAST_DOORS, LEAST_FILES = 15, 60


@dataclass(frozen=True)
class Door:
    """A form with a field for a file: who sees it, where it goes, what else it sends."""

    role: str
    page: str
    action: str
    fields: Mapping[str, str]
    files: tuple[str, ...]


@dataclass
class Seen:
    """What was handed in and what came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    taken: int = 0
    served: int = 0
    faults: list[str] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)


def main() -> int:
    """Hand in all at every door; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    nation.migrate()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SULUH_POOL": "0"}
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    began = time.monotonic()
    result = _campaign() | {"seconds": round(time.monotonic() - began, 1)}
    result["ok"] = (
        result["faults"] == 0 and result["control_active"] > 0 and result["taken"] > 0
        and result["doors"] >= LEAST_DOORS and result["files"] >= LEAST_FILES
    )  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def _campaign() -> dict[str, Any]:
    from tests.faults.upload_corpus import corpus
    from tests.security import town as towns

    town, seen, files = towns.build(), Seen(), corpus()
    before = _kept()
    doors = list({(door.action, door.files): door for door in _doors(town)}.values())
    for door in doors:
        for name, data in files:
            _hand_in(town, door, (name, data), seen)
    kept = _kept() - before
    seen.faults += [fault for path in sorted(kept) for fault in _told_by(path)]
    for line in [*(f"{door.role}: {door.page} {door.files}" for door in doors), *seen.faults[:80]]:
        print(line, file=sys.stderr)
    return {
        "name": "uploads", "files": len(files), "doors": len(doors), "handed_in": seen.statuses.total(),
        "statuses": {str(status): n for status, n in sorted(seen.statuses.items())},
        "taken": seen.taken, "kept_files": len(kept), "answers_looked_at": seen.served,
        "faults": len(seen.faults), "control_active": sum(_is_active(name) for name, _data in files),
    }  # fmt: skip


def _doors(town: Town) -> Iterator[Door]:
    """Every form with a file field, as the first role that sees it."""
    from django.urls import reverse

    from tests.security.world import text_of

    for route, arguments in town.pages.items():
        page = reverse(route, kwargs=dict(arguments))
        for role in ROLES:
            found = list(_doors_in(page, text_of(town.visitors[role].get(page))))
            if found:
                yield from (Door(role, page, *each) for each in found)
                break


def _doors_in(page: str, text: str) -> Iterator[tuple[str, Mapping[str, str], tuple[str, ...]]]:
    if "<form" not in text or 'type="file"' not in text:
        return
    for form in lxml.html.fromstring(text.encode()).forms:
        names = [str(n.get("name")) for n in form.xpath('.//input[@type="file"]') if n.get("name")]
        if names:
            values = {str(k): str(v) for k, v in form.form_values() if k not in names}
            yield urljoin(page, form.get("action") or page), values, tuple(names)


def _hand_in(town: Town, door: Door, given: tuple[str, bytes], seen: Seen) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, (name, data) = town.visitors[door.role], given
    upload = SimpleUploadedFile("x", data)
    upload.__dict__["_name"] = name  # as it is: the setter cleans it, a stranger's client does not
    where, before = f"{door.page} < {name[:30]!r}", _kept()
    values = {key: value or "Uji" for key, value in door.fields.items()}
    answer: Any = client.post(door.action, values | dict.fromkeys(door.files, upload))
    seen.statuses[answer.status_code] += 1
    if answer.status_code >= 500:
        seen.faults.append(f"{where}: {answer.status_code}")
    _judge(where, answer, seen)
    if _kept() == before:
        return
    seen.taken += 1
    for address in dict.fromkeys([answer.headers.get("Location", ""), door.page]):
        if address.startswith("/"):
            _look_around(where, client, address, seen)


def _look_around(where: str, client: Client, address: str, seen: Seen) -> None:
    """The page after it, and everything new that it links to."""
    from tests.security.world import text_of

    answer: Any = client.get(address)
    _judge(where, answer, seen)
    for link in _FILE.findall(text_of(answer)):
        if link in seen.looked or link.startswith(("/static/", "/keluar/", "/bahasa/")):
            continue
        seen.looked.add(link)
        _judge(f"{where} {link}", client.get(link.replace("&amp;", "&")), seen)


def _judge(where: str, answer: Any, seen: Seen) -> None:
    """What is served cannot run: by its type, or because it is to be kept, or by its policy."""
    from tests.faults.upload_corpus import RUN
    from tests.security.world import text_of

    seen.served += 1
    kind = str(answer.headers.get("Content-Type", "")).partition(";")[0]
    is_kept = str(answer.headers.get("Content-Disposition", "")).startswith("attachment")
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        seen.faults.append(f"{where}: may be guessed at")
    if "kenari" in answer.cookies:
        seen.faults.append(f"{where}: sets a cookie")
    if is_kept or kind in INERT or not kind:
        return
    if kind != "text/html":
        seen.faults.append(f"{where}: shown as {kind}")
    elif RUN.decode() in text_of(answer):
        seen.faults.append(f"{where}: comes alive")


def _kept() -> set[Path]:
    """All files in the store."""
    from django.conf import settings

    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def _told_by(path: Path) -> Iterator[str]:
    """What a stored file tells that it should not: a stranger's name, a position, hidden words."""
    from PIL import Image

    from tests.faults.upload_corpus import MARK

    if re.search(r"kenari|poliglot|halaman|cangkang|\.(php|html?|svg|js|exe)\b", path.name):
        yield f"{path}: a stranger's name"
    if path.parent.name in WAITING:
        return
    if path.suffix in {".png", ".jpg", ".jpeg", ".webp"}:
        if MARK in path.read_bytes():
            yield f"{path}: hidden words"
        try:
            with Image.open(path) as picture:
                if picture.getexif().get_ifd(0x8825):
                    yield f"{path}: a position"
        except (OSError, Image.DecompressionBombError):
            yield f"{path}: a picture that is none"


def _is_active(name: str) -> bool:
    """The control: whether a server that believes names would have a browser run it."""
    return any(word in str(mimetypes.guess_type(name)[0]) for word in ACTIVE)


if __name__ == "__main__":
    sys.exit(main())
