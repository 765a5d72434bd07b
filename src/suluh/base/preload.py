"""The stylesheet named in a header of every page, so that a browser asks for it at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static


class PreloadMiddleware:
    """Nothing is drawn before the stylesheet is there; on a slow line reading the page first costs.

    A web server in front may turn the header into an early hint (103).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; whole pages name their stylesheet, parts of pages and files do not."""
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and "HX-Request" not in request.headers:
            response.headers.setdefault("Link", self._link)
        return response

    @cached_property
    def _link(self) -> str:
        return f"<{static('suluh.css')}>; rel=preload; as=style"
