"""The short way to send an evaluation: at the end of a webinar everyone does, in the same minutes.

A form with something missing, a closed or unknown one, or nobody signed in goes the long way.
"""

from __future__ import annotations

import re
from uuid import UUID

from suluh.activities.survey.actions import send_by_session
from suluh.base.clock import now
from suluh.base.short_way import ID, Press, Reply, ShortWay


class EvaluationWay(ShortWay):
    """POST /acara/<event>/evaluasi/."""

    prefix = "/acara/"
    path = re.compile(f"/acara/{ID}/evaluasi/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """Keep the answers of whoever holds the session, and lead to the page that says so."""
        answers = {name: text for name, text in press.form.items() if name != _TOKEN}
        if not press.session_key or not send_by_session(
            session_key=press.session_key, event=key, answers=answers, now=now()
        ):
            return None
        return Reply(302, headers=(("Location", f"/acara/{key}/evaluasi/"),))


_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 a field's name
