"""The sample's mail sink: keeps what would have been sent."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import connection

from suluh.base.ids import uuid7


def keep_mail(
    *,
    message_id: str,
    recipient: str,
    subject: str,
    body: str,
    attachments: list[dict[str, str]],
    now: datetime,
    reply_to: str = "",
) -> None:
    """Store a mail to be read on the sink page; the same mail twice is kept once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO messaging_sinkmail"
            " (uuid, message_id, recipient, subject, body, attachments, reply_to, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (message_id) DO NOTHING",
            [
                uuid7(),
                message_id,
                recipient,
                subject[:300],
                body,
                json.dumps(attachments),
                reply_to[:254],
                now,
            ],
        )
