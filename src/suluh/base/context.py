"""What every page needs: the actor, navigation, agency accent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of all templates; navigation comes from the portal by name."""
    return {
        "actor": getattr(request, "actor", None),
        "navigation": import_string(settings.NAVIGATION)(request),
        "live_url": settings.LIVE_URL,
        "is_sample": settings.SAMPLE,
    }
