"""Ports to the outside: a channel carries letters, a mailbox brings some. Connectors implement them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from suluh.messaging.types import Letter, Outcome
from suluh.standards.letters.types import Incoming

EMAIL = "email"


class Channel(Protocol):
    """Carries letters outside any transaction and says how each one went."""

    def send(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter, in order, as it becomes known."""
        ...


class Mailbox(Protocol):
    """Letters that came in from outside."""

    def letters(self, *, limit: int) -> Iterator[Incoming]:
        """One after the other; each is gone for good once the next one is asked for."""
        ...


def mailbox() -> Mailbox:
    """The mailbox that the settings name."""
    found: Mailbox = import_string(settings.MAILBOX)()
    return found


def channel(name: str) -> Channel:
    """The channel that the settings name."""
    found: Channel = import_string(settings.CHANNELS[name])()
    return found
