"""For the suite over all kinds: a discussion ready to publish, and how a browser takes part."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client

from suluh.activities.discussion.rules.topic import to_data
from suluh.activities.discussion.types import Rule, Topic

SETTINGS: dict[str, Any] = to_data(
    Topic("Surat apa yang paling sulit Anda tulis tahun ini?", Rule.POSTS, posts=1, words=3)
)


def finish(client: Client, url: str) -> None:
    """Begin a thread from the form in the player."""
    _empty, _training, offering, _learn, key, _end = url.split("/")
    client.post(
        f"/pelatihan/{offering}/diskusi/baru/?bagian={key}",
        {"title": "Nota dinas", "text": "Nota dinas kepada banyak unit.", "token": str(uuid4())},
    )
