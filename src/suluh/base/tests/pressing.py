"""A press of a button, as it reaches the web server's entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.test import RequestFactory
from django.test.client import ClientHandler
from django.utils.module_loading import import_string

from suluh.base.short_way import ShortWays

SECRET = "u" * 32
TOKEN = "a" * 32 + SECRET  # a secret masked by zeros: "a" is the first of Django's letters


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


def environ_of(
    path: str, form: dict[str, Any] | str, *, cookies: dict[str, str] | None = None, **more: Any
) -> dict[str, Any]:
    """The WSGI environment of a POST with our token; `more` overrides its keys."""
    if isinstance(form, dict):
        form = urlencode(form, doseq=True)
    held = {"csrftoken": SECRET, **(cookies or {})}
    request = RequestFactory().generic(
        "POST", path, f"csrfmiddlewaretoken={TOKEN}&{form}", "application/x-www-form-urlencoded"
    )
    written = "; ".join(f"{key}={value}" for key, value in held.items())
    base = {"HTTP_HOST": "localhost", "HTTP_COOKIE": written}
    return {**request.environ, **base, **more}


def _django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The long way, in the transaction of the test."""
    response: Any = ClientHandler(enforce_csrf_checks=True)(environ)
    cookies = [("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()]
    start_response(
        f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies]
    )
    return [response.content]  # closed already


def press(
    path: str,
    form: dict[str, Any] | str = "",
    *,
    application: Callable[..., Iterable[bytes]] | None = None,
    cookies: dict[str, str] | None = None,
    **more: Any,
) -> Answer:
    """Send it to the entry point's short ways (or to `application`) and read the answer."""
    if application is None:
        application = ShortWays(_django, import_string("config.wsgi.application").ways)
    told: list[Any] = []
    environ = environ_of(path, form, cookies=cookies, **more)
    start: Any = lambda *words: told.append(words)  # noqa: E731
    parts = application(environ, start)
    status, headers = told[0][:2]
    return Answer(int(status.split()[0]), dict(headers), b"".join(parts).decode())
