"""Limits: how often something may be tried. One statement each, shared by all web processes.

Call it before `scoped(...)` opens a transaction: what is refused inside rolls back, and the count
with it. Keys are hashed, so that nobody reads names out of the table.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings
from django.db import connection

from suluh.base.scope import is_open

_COUNT = """
INSERT INTO base_limit AS l (key, count, ends_at)
SELECT key, 1, clock_timestamp() + make_interval(secs => %s) FROM unnest(%s::text[]) AS key
ORDER BY key
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN l.ends_at <= clock_timestamp() THEN 1 ELSE l.count + 1 END,
  ends_at = CASE WHEN l.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE l.ends_at END
RETURNING key, count
"""
_READ = "SELECT key, count FROM base_limit WHERE key = ANY(%s) AND ends_at > clock_timestamp()"


def allow(key: str, limit: int, seconds: int) -> bool:
    """Count one attempt under `key`; whether it is still within `limit` for `seconds`."""
    return not count({key: limit}, seconds)


def count(limits: Mapping[str, int], seconds: int) -> bool:
    """Count one attempt under each key; whether any of them is now over its limit."""
    if is_open():
        raise RuntimeError("Count attempts outside `scoped(...)`: a refusal would roll them back.")
    hashed = {_hashed(key): limit for key, limit in limits.items()}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [seconds, list(hashed)])
        return any(number > hashed[key] for key, number in cursor.fetchall())


def is_reached(limits: Mapping[str, int]) -> bool:
    """Whether any key has used up its limit; counts nothing."""
    hashed = {_hashed(key): limit for key, limit in limits.items()}
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(hashed)])
        return any(number >= hashed[key] for key, number in cursor.fetchall())


def forget_old() -> int:
    """Delete counters whose span is over; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM base_limit WHERE ends_at < clock_timestamp()")
        return int(cursor.rowcount)


def _hashed(key: str) -> str:
    """The key with its readable purpose ('masuk:…') kept in front."""
    purpose = key.partition(":")[0][:40]
    digest = hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()
    return f"{purpose}:{digest[:40]}"
