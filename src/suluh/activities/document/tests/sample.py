"""What the suite over all kinds needs of the kind document."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from suluh.activities.document.models import Reading
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped

SETTINGS: dict[str, Any] = {
    "document": "01a21476-5a74-7628-b095-14fa3fa4e99f",
    "name": "Pedoman.pdf",
    "format": "pdf",
    "needed": [4, 6],
    "words": 60,
    "silent": 0,
    "titles": [],
    "share": 100,
    "download": True,
}


def finish(client: Client, url: str) -> None:
    """Stay on each page for a while, then turn it."""
    client.post(url, {"page": "1", "go": "1"})
    for page, go in ((1, 2), (2, 2)):
        with scoped(SYSTEM):
            Reading.objects.update(at=now() - timedelta(minutes=1))
        client.post(url, {"page": str(page), "go": str(go)})
