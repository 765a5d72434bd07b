"""Reading notices, deliveries and the sink."""

from suluh.messaging.queries.deliveries import deliveries_in_reach, delivery_counts, get_deliveries
from suluh.messaging.queries.notices import get_attachment, get_notices
from suluh.messaging.queries.sink import get_sink_mail, get_sink_mails

__all__ = [
    "deliveries_in_reach",
    "delivery_counts",
    "get_attachment",
    "get_deliveries",
    "get_notices",
    "get_sink_mail",
    "get_sink_mails",
]
