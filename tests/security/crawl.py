"""What everybody sees in the town: each page, asked for once by each role, kept for the tests."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader

from tests.security.town import CANARIES, Town
from tests.security.world import snapshot


@dataclass(frozen=True, slots=True)
class Answer:
    """One page as one role got it; `shown` are the canaries in it, by name."""

    role: str
    route: str
    address: str
    status: int
    headers: dict[str, str]
    cookies: frozenset[str]
    shown: frozenset[str]


@dataclass
class Crawl:
    """All answers, the tables that looking changed (by route), and what was logged meanwhile."""

    answers: list[Answer] = field(default_factory=list)
    changed: dict[str, set[str]] = field(default_factory=dict)
    logged: list[str] = field(default_factory=list)


def crawl(town: Town) -> Crawl:
    """Every page of the town through the eyes of every role."""
    seen = Crawl()
    with _listening(seen.logged):
        before = snapshot()
        for route, address, who in town.addresses():
            for role in sorted(who):
                seen.answers.append(_look(town, role, route, address))
            after = snapshot()
            if after != before:
                tables = {table for table, rows in after.items() if rows != before[table]}
                seen.changed.setdefault(route, set()).update(tables)
            before = after
    return seen


def _look(town: Town, role: str, route: str, address: str) -> Answer:
    answer: Any = town.visitors[role].get(address)
    text = f"{text_of(answer)}\n{answer.headers}"
    return Answer(
        role, route, address, answer.status_code, dict(answer.headers.items()),
        frozenset(answer.cookies), canaries_in(text),
    )  # fmt: skip


def canaries_in(text: str) -> frozenset[str]:
    """Names of the canaries that the text shows, digits also where they are set in groups."""
    bare = "".join(text.split()).replace(".", "").replace("-", "")
    return frozenset(
        name
        for name, canary in CANARIES.items()
        if canary in text or (canary.isdecimal() and canary in bare)
    )


def text_of(answer: Any) -> str:
    """What a person can read in an answer: of a page, a workbook, a PDF."""
    parts = answer.streaming_content if getattr(answer, "streaming", False) else [answer.content]
    data = b"".join(parts)
    if data.startswith(b"PK\x03\x04"):
        return text_of_archive(data)
    if data.startswith(b"%PDF-"):
        return text_of_pdf(data)
    return data.decode(errors="replace")


def text_of_archive(data: bytes) -> str:
    """All files of a workbook, one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def text_of_pdf(data: bytes) -> str:
    """Pages, metadata and attachments of a PDF."""
    book = PdfReader(io.BytesIO(data))
    pages = [page.extract_text() for page in book.pages]
    attached = [str(content) for files in book.attachments.values() for content in files]
    return "\n".join([*pages, str(book.metadata), *attached])


@contextmanager
def _listening(lines: list[str]) -> Iterator[None]:
    """Everything that is logged, from DEBUG on; the statements of the database are left out."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("django.db"):
                lines.append(self.format(record))

    ear, root = Ear(), logging.getLogger()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(ear)
        root.setLevel(level)
