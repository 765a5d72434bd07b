"""For the suite over all kinds: settings ready to publish, and how a player finishes the video."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core import signing
from django.test import Client

from suluh.activities.video.rules import setup as setups
from suluh.activities.video.rules import tickets
from suluh.activities.video.types import Setup, Source

SETTINGS: dict[str, Any] = setups.to_data(
    Setup(source=Source.YOUTUBE, youtube="M7lc1UVf-VE", seconds=120, intro="Perhatikan *nada*-nya.")
)
_TICKET = re.compile(r'data-ticket="([^"]+)"')


def finish(client: Client, url: str) -> None:
    """Play all of it: the page was opened an hour ago."""
    found = _TICKET.search(client.get(url).content.decode())
    ticket = earlier(found[1], timedelta(hours=1)) if found else ""
    claim = {"putar": str(uuid4()), "tanda": ticket, "rentang": "0-120000", "posisi": "120000"}
    client.post(url, claim)


def earlier(ticket: str, by: timedelta) -> str:
    """The ticket that the server would have given so much earlier."""
    person, activity, moment = signing.loads(ticket, salt="suluh.video.ticket")
    opened = datetime.fromtimestamp(moment / 1000, tz=UTC) - by
    return tickets.issue(person_id=person, activity_id=activity, now=opened)
