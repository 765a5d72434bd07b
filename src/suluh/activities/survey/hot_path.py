"""The short way to send an evaluation: at the end of a webinar everyone does, in the same minutes.

A form with something missing, a closed or unknown one, or nobody signed in goes the long way.
"""

from __future__ import annotations

import re
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from suluh.activities.survey.actions import send_by_session
from suluh.base.clock import now
from suluh.base.short_way import ID, ShortWay


class EvaluationMiddleware(ShortWay):
    """POST /acara/<event>/evaluasi/."""

    prefix = "/acara/"
    path = re.compile(f"/acara/{ID}/evaluasi/")

    def answer(self, request: HttpRequest, key: UUID) -> HttpResponseBase | None:
        """Keep the answers of whoever holds the session, and lead to the page that says so."""
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        answers = {name: str(text) for name, text in request.POST.items() if name != _TOKEN}
        if not session or not send_by_session(
            session_key=session, event=key, answers=answers, now=now()
        ):
            return None
        return HttpResponseRedirect(request.path_info)


_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 a field's name
