"""The language of a page: the one chosen on this device, else Indonesian whatever the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


def chosen_language(cookies: dict[str, str]) -> str:
    """The language chosen on the device that holds these cookies, else Indonesian."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = any(chosen == code for code, _name in settings.LANGUAGES)
    return chosen if known else settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Reads the choice made by `/bahasa/`; a foreign browser alone does not change the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the chosen language."""
        language = chosen_language(request.COOKIES)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
