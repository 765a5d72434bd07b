"""The short way to save an answer: every learner of a test does it at every question.

What is refused there (closed, unknown, signed out, malformed) has its answer on the long way.
"""

from __future__ import annotations

import re
from uuid import UUID

from suluh.activities.quiz.actions.attempts import save_by_session
from suluh.activities.quiz.rules import posted, replies
from suluh.base.clock import now
from suluh.base.language import chosen_language
from suluh.base.short_way import ID, Press, Reply, ShortWay


class SaveWay(ShortWay):
    """POST /tes/<attempt>/."""

    prefix = "/tes/"
    path = re.compile(f"/tes/{ID}/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """Keep the answers of whoever holds the session."""
        sent = press.form.get("kirim", "")
        given = posted.read(press.form.get("jawaban", ""), sent=sent, now=now())
        if given is None or not press.session_key:
            return None
        kept = save_by_session(session_key=press.session_key, attempt=key, given=given)
        if kept is None:
            return None
        language = chosen_language(press.cookies)
        reply = replies.saved(
            kept.saved_at, kept.ends_at, zone=kept.zone, language=language, now=now()
        )
        return Reply(body=replies.as_bytes(reply))
