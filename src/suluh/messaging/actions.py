"""Writing notices and bringing them on their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is to be told; `key` is natural, so that telling twice tells once."""

    person_id: int
    key: str
    kind: str
    title: str
    body: str = ""
    link: str = ""
    email: str = ""
    attachment_name: str = ""
    attachment: str = ""


def notify(*, tenant_id: int, messages: Sequence[Message], now: datetime) -> int:
    """Create notices (in-app) and e-mail deliveries in the current transaction; queue sending.

    Gives the number of new notices. `email` empty: in-app only. One job sends a batch.
    """
    raise NotImplementedError
