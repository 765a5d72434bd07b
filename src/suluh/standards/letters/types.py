"""What a letter that came in holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incoming:
    """A letter as its own headers tell it; nothing in it is proof of anything.

    `results`: what mail servers wrote about the sender (Authentication-Results), newest first.
    """

    message_id: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    text: str = ""
    has_files: bool = False
    is_automatic: bool = False
    results: tuple[str, ...] = ()
    is_too_large: bool = False
