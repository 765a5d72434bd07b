"""News for open live pages: told with the commit, fanned out by the live server."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection

CHANNEL = "suluh_live"


def tell_live(offering: UUID, topic: str, **detail: Any) -> None:
    """Tell all open pages of the event what kind of news there is."""
    news = json.dumps({"o": str(offering), "t": topic, "d": detail}, separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, news])
