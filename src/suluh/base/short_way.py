"""The short way: in front of Django, for the few buttons that thousands press in one minute.

Django and its middlewares cost several times what such a button does. A short way answers what is
plainly good (a signed form of our own page, a known person, nothing to ask), with the headers that
the long way would set. Everything else goes the long way, untouched, and gets its page or its
refusal there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import Any, ClassVar
from urllib.parse import parse_qsl
from uuid import UUID
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponseBase, parse_cookie
from django.http.request import split_domain_port, validate_host
from django.middleware import csrf

from suluh.base.headers import security_headers
from suluh.base.prepared import prepared

ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
FORM = "application/x-www-form-urlencoded"
_LONGEST = 64 * 1024
_MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: the cookies, the form, and whether a script of ours asks for a fragment.

    `others`: the groups of the address after the first one.
    """

    cookies: dict[str, str]
    form: dict[str, str]
    is_fragment: bool
    others: tuple[str, ...] = ()

    @property
    def session_key(self) -> str:
        """Key of the session, '' where there is none."""
        return self.cookies.get(settings.SESSION_COOKIE_NAME, "")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a short way answers; `headers` come on top of those of every answer."""

    status: int = 200
    body: bytes = b""
    headers: Sequence[tuple[str, str]] = ()


class ShortWay:
    """Answers good POSTs to one kind of address."""

    # An address that begins otherwise is not looked at; the first group is the uuid in it.
    prefix: ClassVar[str]
    path: ClassVar[re.Pattern[str]]

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """The answer, or None for what the long way must look into; it has changed nothing then."""
        raise NotImplementedError


class ShortWays:
    """The WSGI application: short ways first, then `application` (Django's)."""

    def __init__(
        self, application: Callable[..., Iterable[bytes]], ways: Sequence[ShortWay]
    ) -> None:
        self.application = application
        self.ways = ways
        self.headers = _headers()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer here what is plainly good; pass everything else on."""
        reply = self._reply(environ) if environ["REQUEST_METHOD"] == "POST" else None
        if reply is None:
            return _whole(self.application(environ, start_response))
        length = ("Content-Length", str(len(reply.body)))
        status = f"{reply.status} {HTTPStatus(reply.status).phrase}"
        start_response(status, [*self.headers, length, *reply.headers])
        return [reply.body]

    def _reply(self, environ: WSGIEnvironment) -> Reply | None:
        path = environ["PATH_INFO"]
        for way in self.ways:
            if path.startswith(way.prefix) and (match := way.path.fullmatch(path)):
                press = _read(environ, match.groups()[1:])
                if press is None:
                    return None
                try:
                    with prepared():
                        return way.answer(press, UUID(match[1]))
                except OperationalError:
                    return None
        return None


def _whole(answer: Any) -> Iterable[bytes]:
    """An answer that is complete already, handed over in one piece: the server asks for no more."""
    if not isinstance(answer, HttpResponseBase) or answer.streaming:
        found: Iterable[bytes] = answer
        return found
    body = [answer.content]  # type: ignore[attr-defined]
    answer.close()
    return body


def _read(environ: WSGIEnvironment, others: tuple[str, ...]) -> Press | None:
    """The pressed button, where it was pressed on a page of ours; the body stays for the long way."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdigit() or not 0 < int(length) <= _LONGEST:
        return None
    if environ.get("CONTENT_TYPE", "").partition(";")[0] != FORM or not _is_ours(environ):
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError:
        return None
    cookies, form = parse_cookie(environ.get("HTTP_COOKIE", "")), dict(pairs)
    token = form.get("csrfmiddlewaretoken") or environ.get("HTTP_X_CSRFTOKEN", "")
    if len(form) != len(pairs) or not _is_token(token, cookies.get(settings.CSRF_COOKIE_NAME, "")):
        return None
    return Press(cookies, form, "HTTP_HX_REQUEST" in environ, others)


def _is_ours(environ: WSGIEnvironment) -> bool:
    """Host and origin as Django demands them; what it would ask the referrer goes the long way."""
    host = environ.get("HTTP_HOST", "")
    scheme = environ.get("wsgi.url_scheme", "http")
    if settings.SECURE_COOKIES:
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
        if scheme != "https":
            return False
    origin = environ.get("HTTP_ORIGIN")
    if origin is None:
        return scheme != "https" and _is_known(host)
    return _is_known(host) and (
        origin == f"{scheme}://{host}" or origin in settings.CSRF_TRUSTED_ORIGINS
    )


@lru_cache(maxsize=64)
def _is_known(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _is_token(token: str, secret: str) -> bool:
    """Whether the form's token was made of the cookie's secret, by Django's own comparison."""
    if len(secret) != csrf.CSRF_SECRET_LENGTH:
        return False
    try:
        csrf._check_token_format(token)  # type: ignore[attr-defined]
        csrf._check_token_format(secret)  # type: ignore[attr-defined]
    except csrf.InvalidTokenFormat:
        return False
    return bool(csrf._does_token_match(token, secret))  # type: ignore[attr-defined]


def _headers() -> list[tuple[str, str]]:
    """What every answer carries, and that nobody keeps it."""
    own = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    return [*own.items(), *security_headers().items()]
