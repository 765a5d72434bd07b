"""What may stand in a log: that a job ended and how, never whom it was about."""

from __future__ import annotations

import logging


class WithoutArguments(logging.Filter):
    """Takes the arguments of jobs out of the queue's lines: they hold addresses, NIP and links."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line, shortened."""
        told = getattr(record, "job", None)
        if isinstance(told, dict):
            call = str(told.get("call_string", ""))
            if call and isinstance(record.msg, str):
                record.msg = record.msg.replace(call, call.partition("(")[0])
            record.job = {name: told.get(name) for name in ("id", "task_name", "attempts")}
        return True
