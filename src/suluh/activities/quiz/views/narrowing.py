"""By what lists of questions are narrowed: the same words in the address of every page."""

from __future__ import annotations

from django.http import HttpRequest

_FILTERS = {"q": 100, "kategori": 200, "tanda": 60, "tingkat": 6}


def narrowing(request: HttpRequest) -> tuple[dict[str, str], bool]:
    """Words, category, tag and level asked for; whether the archive is meant."""
    given = {name: request.GET.get(name, "").strip()[:most] for name, most in _FILTERS.items()}
    return given, request.GET.get("arsip") == "1"
