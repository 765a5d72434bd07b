"""Words of messaging: what a person is told, what a channel carries, how it went."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is to be told; `key` is natural, so that telling twice tells once.

    `reply_to`: the address by which one may answer the mail; '' where nobody reads answers.
    `quiet`: it goes out by mail and counts as read in the application, where it is known already.
    """

    person_id: int
    key: str
    kind: str
    title: str
    body: str = ""
    link: str = ""
    email: str = ""
    attachment_name: str = ""
    attachment: str = ""
    quiet: bool = False
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way through a channel; `id` is the delivery's and goes out with it."""

    id: UUID
    address: str
    title: str
    body: str
    link: str = ""
    attachment_name: str = ""
    attachment: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one letter went: sent where `error` is empty; `final` means that no retry can help."""

    id: UUID
    error: str = ""
    final: bool = False
