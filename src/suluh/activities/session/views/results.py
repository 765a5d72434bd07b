"""The page that answers "why is there no certificate yet?"."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.activities.session.queries.results import get_own_result
from suluh.base.clock import now
from suluh.delivery.types import Condition
from suluh.identity.middleware import actor_of


@require_safe
def own_result(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET /acara/<event>/hasil/."""
    result = get_own_result(actor_of(request), event, now=now())
    context = {
        "result": result, "offering": result.seat.offering, "back": f"/acara/{event}/",
        "checks": [_check(condition) for condition in result.conditions],
    }  # fmt: skip
    return render(request, "session/own_result.html", context)


def _check(condition: Condition) -> dict[str, object]:
    return {
        "passed": condition.is_met, "title": condition.sentence, "note": condition.remedy,
        "url": condition.link, "action": _("Perbaiki sekarang"),
    }  # fmt: skip
