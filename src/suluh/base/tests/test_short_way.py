"""What may take the short way, and what must not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse

from suluh.base.short_way import ID, Press, Reply, ShortWay, ShortWays
from suluh.base.tests.pressing import SECRET, TOKEN, environ_of, press

KEY = UUID("01890000-0000-7000-8000-000000000001")
PATH = f"/tekan/{KEY}/"


class Way(ShortWay):
    """Answers with what it was given."""

    prefix = "/tekan/"
    path = re.compile(f"/tekan/{ID}/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        if press.form.get("isi") == "galat":
            raise OperationalError
        if press.form.get("isi") == "lama":
            return None
        return Reply(body=f"{key} {press.form.get('isi')} {press.session_key}".encode())


def _ignore(*_words: Any) -> Any:
    return None


class LongWay:
    """Stands for Django: keeps the body it was given."""

    body = b""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.body = environ["wsgi.input"].read()
        start_response("200 OK", [])
        return HttpResponse(b"jalan panjang")


def test_a_good_press_is_answered_with_the_headers_of_every_page() -> None:
    answer = press(
        PATH, {"isi": "ya"}, application=ShortWays(LongWay(), [Way()]), cookies={"sessionid": "s"}
    )
    assert (answer.status, answer.text) == (200, f"{KEY} ya s")
    assert answer.headers["Content-Length"] == str(len(answer.text))
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "change",
    [
        {"HTTP_COOKIE": ""},
        {"HTTP_COOKIE": f"csrftoken={'v' * 32}"},
        {"HTTP_COOKIE": f"csrftoken={SECRET[:-1]}"},
        {"HTTP_COOKIE": f"csrftoken={SECRET[:-1]}!"},
        {"HTTP_ORIGIN": "http://jahat.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_HOST": "jahat.example"},
        {"HTTP_HOST": ""},
        {"CONTENT_TYPE": "text/plain"},
        {"CONTENT_LENGTH": "65537"},
        {"CONTENT_LENGTH": ""},
        {"REQUEST_METHOD": "GET"},
        {"PATH_INFO": f"/tekan/{KEY}"},
        {"PATH_INFO": f"/lain/{KEY}/"},
    ],
)
def test_what_is_not_plainly_good_goes_the_long_way(change: dict[str, Any]) -> None:
    answer = press(PATH, {"isi": "ya"}, application=ShortWays(LongWay(), [Way()]), **change)
    assert answer.text == "jalan panjang"


@pytest.mark.parametrize(
    "form", ["isi=lama", "isi=galat", "isi=satu&isi=dua", "csrfmiddlewaretoken=lain", "isi=%ff\xff"]
)
def test_the_long_way_reads_the_same_body(form: str) -> None:
    django = LongWay()
    answer = press(PATH, form, application=ShortWays(django, [Way()]))
    sent = environ_of(PATH, form)["wsgi.input"].read()
    assert (answer.text, django.body) == ("jalan panjang", sent)


def test_our_own_origin_and_the_token_in_a_header_are_good() -> None:
    short = ShortWays(LongWay(), [Way()])
    assert (
        f"{KEY} ya"
        in press(PATH, {"isi": "ya"}, application=short, HTTP_ORIGIN="http://localhost").text
    )
    body = environ_of(PATH, "")["wsgi.input"]
    assert body is not None
    headed = press(PATH, {"isi": "ya"}, application=short, HTTP_X_CSRFTOKEN=TOKEN)
    assert f"{KEY} ya" in headed.text


class TestBehindHttps:
    """Cookies that travel by HTTPS alone."""

    @pytest.fixture(autouse=True)
    def _secure(self, settings: Any) -> None:
        settings.SECURE_COOKIES = True

    @pytest.mark.parametrize(
        ("proto", "origin", "is_good"),
        [
            ("https", "https://localhost", True),
            ("https, http", "https://localhost", True),
            ("https", "http://localhost", False),
            ("https", None, False),
            ("http", "http://localhost", False),
            ("", "https://localhost", False),
        ],
    )
    def test_only_https_of_our_own(self, proto: str, origin: str | None, *, is_good: bool) -> None:
        more: dict[str, Any] = {"HTTP_X_FORWARDED_PROTO": proto}
        more |= {"HTTP_ORIGIN": origin} if origin else {}
        answer = press(PATH, {"isi": "ya"}, application=ShortWays(LongWay(), [Way()]), **more)
        assert (answer.text != "jalan panjang") is is_good


def test_a_long_answer_is_not_gathered() -> None:
    streamed = StreamingHttpResponse([b"satu", b"dua"])

    def django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return streamed

    environ = environ_of("/lain/", "")
    assert ShortWays(django, [Way()])(environ, _ignore) is streamed
