"""What the suite over all kinds needs of the kind page."""

from __future__ import annotations

from typing import Any

from django.test import Client

SETTINGS: dict[str, Any] = {"text": "## Salam\n\nSurat dinas yang baik singkat dan sopan."}


def finish(client: Client, url: str) -> None:
    """Press the button at the end of the page."""
    client.post(url, {"end": "1"})
