"""For the suite over all kinds: a journal ready to publish, and how a browser hands it in."""

from __future__ import annotations

from typing import Any

from django.test import Client

from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief

SETTINGS: dict[str, Any] = briefs.to_data(
    briefs.as_journal(Brief(text="Tulis apa yang Anda pelajari.", least_words=5, is_journal=True))
)


def finish(client: Client, url: str) -> None:
    """Write enough words and hand in."""
    client.post(url, {"aksi": "kirim", "isi": "Saya belajar menulis surat yang singkat."})
