"""Writing notices and bringing them on their way."""

from suluh.messaging.actions.deliveries import (
    claim_letters,
    record_outcomes,
    resend_deliveries,
)
from suluh.messaging.actions.notices import notify, read_all_notices, read_notice
from suluh.messaging.actions.sink import keep_mail
from suluh.messaging.types import Message

__all__ = [
    "Message",
    "claim_letters",
    "keep_mail",
    "notify",
    "read_all_notices",
    "read_notice",
    "record_outcomes",
    "resend_deliveries",
]
