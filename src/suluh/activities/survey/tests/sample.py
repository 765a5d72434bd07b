"""For the suite over all kinds: an evaluation ready to publish, and how a browser answers it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from suluh.activities.survey.rules import plan_data
from suluh.activities.survey.types import Plan

PLAN = Plan(("Materi berguna",), ("Menguasai materi",), ("Apa yang perlu diperbaiki?",))
SETTINGS: dict[str, Any] = plan_data(PLAN)


def finish(client: Client, url: str) -> None:
    """Send marks and a free word."""
    _empty, _training, offering, _learn, key, _end = url.split("/")
    client.post(
        f"/pelatihan/{offering}/evaluasi/{key}/",
        {"umum-materi-berguna": "4", "bebas-apa-yang-perlu-diperbaiki": "Contohnya."},
    )
