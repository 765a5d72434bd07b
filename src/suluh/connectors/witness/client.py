"""The only file that speaks with witnesses."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

from suluh.ledger.ports import WitnessAway
from suluh.standards.tlog.witness import MAX_CHARS, Answer

PATIENCE = 5  # seconds


def ask(address: str, body: str | None = None) -> Answer:
    """One request (POST where there is a body) and its answer; raises WitnessAway."""
    data = None if body is None else body.encode()
    request = urllib.request.Request(  # noqa: S310  the address is the operator's
        address, data=data, headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:  # noqa: S310
            return _answer(reply.status, reply)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return _answer(refusal.code, refusal)
    except (OSError, http.client.HTTPException) as trouble:
        raise WitnessAway(f"{type(trouble).__name__}: {trouble}") from trouble


def _answer(status: int, reply: http.client.HTTPResponse | urllib.error.HTTPError) -> Answer:
    text = reply.read(MAX_CHARS).decode(errors="replace")
    return Answer(status, text, reply.headers.get("Content-Type", ""))
