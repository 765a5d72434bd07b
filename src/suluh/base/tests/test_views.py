"""The theme is remembered on the device, and nobody is led to another site."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from suluh.base.preload import PreloadMiddleware
from suluh.base.requests import came_from
from suluh.base.views import offline, service_worker, set_theme

HOME = "http://testserver"


def test_theme_is_kept_and_the_page_shown_again() -> None:
    request = RequestFactory().post(
        "/tampilan/", {"tema": "gelap"}, headers={"referer": f"{HOME}/agenda/?halaman=2"}
    )
    answer = set_theme(request)
    assert (answer.status_code, answer["Location"]) == (302, "/agenda/?halaman=2")
    assert answer.cookies["tema"].value == "gelap"


@pytest.mark.parametrize("theme", ["", '"><script>'])
def test_anything_else_follows_the_device(theme: str) -> None:
    answer = set_theme(RequestFactory().post("/tampilan/", {"tema": theme}))
    assert answer.cookies["tema"].value == ""
    assert answer.cookies["tema"]["max-age"] == 0


@pytest.mark.parametrize(
    "before", ["https://jahat.example/x", "", f"{HOME}//jahat.example/x", "javascript:alert(1)"]
)
def test_never_to_another_site(before: str) -> None:
    request = RequestFactory().post("/tampilan/", {"tema": "terang"}, headers={"referer": before})
    assert set_theme(request)["Location"] == "/"


@pytest.mark.parametrize(
    ("method", "referer", "expected"),
    [
        ("GET", f"{HOME}/agenda/?halaman=2", "/agenda/?halaman=2"),
        ("GET", f"{HOME}/tampilan/", ""),
        ("POST", f"{HOME}/tampilan/", "/tampilan/"),
        ("GET", "https://jahat.example/agenda/", ""),
        ("GET", "", ""),
    ],
)
def test_where_one_came_from(method: str, referer: str, expected: str) -> None:
    request = RequestFactory().generic(method, "/tampilan/", headers={"referer": referer})
    assert came_from(request) == expected


@pytest.mark.parametrize(
    ("content", "header", "has_link"),
    [("text/html; charset=utf-8", {}, True), ("text/html", {"HX-Request": "true"}, False),
     ("application/json", {}, False)],
)  # fmt: skip
def test_a_whole_page_names_its_stylesheet_in_a_header(
    content: str, header: dict[str, str], *, has_link: bool
) -> None:
    answer = PreloadMiddleware(lambda _request: HttpResponse("", content_type=content))(
        RequestFactory().get("/", headers=header)
    )
    assert answer.headers.get("Link", "").endswith("rel=preload; as=style") is has_link


def test_looking_changes_nothing() -> None:
    assert set_theme(RequestFactory().get("/tampilan/")).status_code == 405


def test_worker_serves_the_whole_site_and_keeps_no_pages() -> None:
    answer = service_worker(RequestFactory().get("/pekerja.js"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "max-age=3600"
    assert b"kept.put(OFFLINE" in answer.content
    assert answer.content.count(b"kept.put") == 2


def test_offline_page_opens_again_by_itself() -> None:
    answer = offline(RequestFactory().get("/luring/"))
    assert b'class="is-offline"' in answer.content
