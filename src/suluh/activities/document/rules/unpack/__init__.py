"""Taking uploaded documents apart, in a process of its own that may take little and touch nothing.

`python -m suluh.activities.document.rules.unpack read FILE FOLDER` writes `pages.json` and pictures;
`… draw FILE FOLDER NUMBER…` draws pages of a PDF. Nothing here knows Django. What is wrong with a file
ends the process with code 3 and one word of `REASONS` on stderr.
"""

from __future__ import annotations

REASONS = ("broken", "locked", "empty", "long", "large", "kind")


class Unreadable(Exception):
    """A document that cannot be taken apart; its only argument is one of `REASONS`."""
