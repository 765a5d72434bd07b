"""By what the same activity is known again: its title and days, its certificate's number."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from suluh.standards.titles import title_key

LEAST_NUMBER = 4


def content_key(title: str, starts_on: date, ends_on: date) -> str:
    """One key for the same title on the same days, whatever form or paper is claimed for it."""
    words = title_key(title)
    if not words:
        return ""
    text = f"{words}|{starts_on.isoformat()}|{ends_on.isoformat()}"
    return hashlib.sha256(text.encode()).hexdigest()


def number_key(number: str) -> str:
    """Letters and digits of a certificate's number; '' where it is too short to tell anything."""
    key = re.sub(r"[^A-Z0-9]", "", number.upper())
    return key if len(key) >= LEAST_NUMBER and any(sign.isdigit() for sign in key) else ""


def activity_key(content: str) -> str:
    """The ledger's key of an activity outside Suluh."""
    return f"luar:{content[:40]}"
