"""The short way for check-ins: thousands press the button in the same minute.

No Django session is read, no template drawn: one statement, and a page kept from the first answer.
"""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpResponse
from django.utils import translation

from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.views.checkin import (
    code_of,
    device_of,
    draw_recorded,
    keep_device,
    look_of,
)
from suluh.base.short_way import ID, Press, Reply, ShortWay


class CheckInWay(ShortWay):
    """POST /hadir/<window>/."""

    prefix = "/hadir/"
    path = re.compile(f"/hadir/{ID}/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """Check in; what the statement refuses has its page on the long way."""
        device, is_known = device_of(press.cookies)
        answer = check_in(
            session_key=press.session_key, window=key, code=code_of(press.form), device=device
        )
        if answer.recorded_at is None:
            return None
        look = look_of(press.cookies, is_fragment=press.is_fragment)
        with translation.override(look[0]):
            body = draw_recorded(answer, look)
        return Reply(body=body, headers=() if is_known else _cookies(device))


def _cookies(device: str) -> list[tuple[str, str]]:
    holder = HttpResponse()
    keep_device(holder, device)
    return [("Set-Cookie", each.OutputString()) for each in holder.cookies.values()]
