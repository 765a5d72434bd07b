"""Making notices with their deliveries, and marking them read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.base.errors import NotFound
from suluh.base.ids import uuid7
from suluh.base.jobs import enqueue
from suluh.messaging.models import Notice
from suluh.messaging.ports import EMAIL
from suluh.messaging.rules import BATCH
from suluh.messaging.types import Message
from suluh.organisation.types import Actor

# Notices and their deliveries in one statement: registering for an event is a hot path.
_NOTIFY = """
WITH told AS (
  SELECT * FROM unnest(%(persons)s::bigint[], %(keys)s::text[], %(kinds)s::text[],
    %(titles)s::text[], %(bodies)s::text[], %(links)s::text[], %(emails)s::text[],
    %(names)s::text[], %(files)s::text[], %(replies)s::text[], %(quiets)s::bool[],
    %(notices)s::uuid[], %(deliveries)s::uuid[])
    AS t(person, key, kind, title, body, link, email, name, file, reply, quiet, notice, delivery)
), made AS (
  INSERT INTO messaging_notice (uuid, tenant_id, person_id, key, kind, title, body, link,
    attachment_name, attachment, reply_to, read_at, created_at)
  SELECT notice, %(tenant)s, person, key, kind, title, body, link, name, file, reply,
    CASE WHEN quiet THEN %(now)s END, %(now)s FROM told
  ON CONFLICT (person_id, key) DO NOTHING
  RETURNING id, uuid, person_id
), queued AS (
  INSERT INTO messaging_delivery (uuid, tenant_id, notice_id, person_id, channel, address, state,
    attempts, due_at, error, created_at)
  SELECT told.delivery, %(tenant)s, made.id, made.person_id, %(channel)s, told.email, 'waiting',
    0, %(now)s, '', %(now)s
  FROM made JOIN told ON told.notice = made.uuid WHERE told.email <> ''
  RETURNING id
)
SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM queued)
"""


def notify(*, tenant_id: int, messages: Sequence[Message], now: datetime) -> int:
    """Create notices (in-app) and e-mail deliveries in the current transaction; queue sending.

    Gives the number of new notices. `email` empty: in-app only. Many letters get a job for each
    batch; a single one waits for the worker's sweep some seconds later, which costs nothing here.
    """
    if not messages:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_NOTIFY, _columns(tenant_id, messages, now))
        made, queued = cursor.fetchone()
    if queued > 1:
        for _ in range(0, queued, BATCH):
            enqueue("messaging.send_batch")
    return int(made)


def _columns(tenant_id: int, messages: Sequence[Message], now: datetime) -> dict[str, Any]:
    return {
        "tenant": tenant_id,
        "now": now,
        "channel": EMAIL,
        "persons": [message.person_id for message in messages],
        "keys": [message.key[:120] for message in messages],
        "kinds": [message.kind for message in messages],
        "titles": [message.title[:200] for message in messages],
        "bodies": [message.body for message in messages],
        "links": [message.link for message in messages],
        "emails": [message.email for message in messages],
        "names": [message.attachment_name for message in messages],
        "files": [message.attachment for message in messages],
        "replies": [message.reply_to for message in messages],
        "quiets": [message.quiet for message in messages],
        "notices": [uuid7() for _ in messages],
        "deliveries": [uuid7() for _ in messages],
    }


def read_notice(*, actor: Actor, notice: UUID, now: datetime) -> str:
    """Mark one's own notice read; gives where it leads ('' = nowhere). NotFound if not one's own."""
    found = Notice.reachable.filter(person_id=actor.person_id, uuid=notice).first()
    if found is None:
        raise NotFound
    Notice.reachable.filter(pk=found.pk, read_at=None).update(read_at=now)
    return found.link


def read_all_notices(*, actor: Actor, now: datetime) -> int:
    """Mark all of one's own notices read; gives how many were unread."""
    return Notice.reachable.filter(person_id=actor.person_id, read_at=None).update(read_at=now)
