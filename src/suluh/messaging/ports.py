"""Port to the outside: a channel carries letters. Connectors implement it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from suluh.messaging.types import Letter, Outcome

EMAIL = "email"


class Channel(Protocol):
    """Carries letters outside any transaction and says how each one went."""

    def send(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter, in order, as it becomes known."""
        ...


def channel(name: str) -> Channel:
    """The channel that the settings name."""
    found: Channel = import_string(settings.CHANNELS[name])()
    return found
