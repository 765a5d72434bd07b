"""Taking uploaded documents apart, in a process of its own that may take little and touch nothing.

`python -m suluh.library.rules.unpack read FILE FOLDER` writes `pages.json` and pictures; `book` adds
what the file says of itself, and its cover. `… draw FILE FOLDER NUMBER…` draws pages of a PDF.
`… split FILE FOLDER` takes the books out of a ZIP of many. Nothing here knows Django. What is wrong with a file
ends the process with code 3 and one word of `REASONS` on stderr.
"""

from __future__ import annotations

REASONS = ("broken", "locked", "empty", "long", "large", "kind", "many")


class Unreadable(Exception):
    """A document that cannot be taken apart; its only argument is one of `REASONS`."""
