"""What holds on every page: headers, redirects, errors, methods, cookies."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from suluh.activities.session.actions.windows import plan_windows
from suluh.activities.session.models import Window
from suluh.base.clock import now
from suluh.base.headers import security_headers
from suluh.base.requests import client_address, is_local_path
from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import press
from suluh.delivery.tests import make as events
from suluh.identity.models import Account
from tests import make
from tests.security.routes import routes

pytestmark = pytest.mark.django_db
SECURE = tuple(security_headers())
PAGES = ["/masuk/", "/daftar/", "/masuk/lupa/", "/keluar/", "/tidak-ada/", "/sehat/"]
ELSEWHERE = [
    "https://jahat.example/", "http:jahat.example", "//jahat.example", "///jahat.example",
    "////jahat.example", "/\\jahat.example", "\\\\jahat.example", "/\t/jahat.example",
    "/\n/jahat.example", "\t//jahat.example", " //jahat.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "/ok\r\nLocation: https://jahat.example",
    "/\u2028/jahat", "/\u00a0/jahat", "https:/jahat.example", "https:///jahat.example", "//0x7f.1",
    "//jahat%2eexample", "//xn--80ak6aa92e.com", "/\x00/jahat", "", "jahat", "?x", "#x",
    "//127.0.0.1", "///\\jahat.example", "/\u202ejahat", "ftp://jahat.example", "//[::1]/",
    "https://testserver.jahat.example", "http://testserver@jahat.example",
]  # fmt: skip

LEADS = [
    "//", "///", "////", "/\\", "\\\\", "\\/", "/\t/", "/\n/", "/\r/", "\x01//", "http:", "http:/",
    "http://", "https:\\\\", "hTTps://", "//user@", "//testserver@", "//testserver:80@",
]  # fmt: skip
HOSTS = [
    "jahat.example", "jahat.example/masuk/", "127.0.0.1", "[::1]", "0x7f000001", "2130706433",
    "xn--80ak6aa92e.com", "\uff4aahat.example", "jahat\u3002example", "jahat.example%23@testserver",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers(client: Client, page: str) -> None:
    headers = client.get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_short_ways_carry_the_headers_too(client: Client) -> None:
    """Check-in and registration are answered in front of Django."""
    agency = make.agency()
    event = events.offering(agency, audience="agency", starts_at=now() + timedelta(hours=1))
    with scoped(SYSTEM):
        plan_windows(event, now=now())
        window = Window.objects.filter(offering=event).earliest("id").uuid
        Window.objects.filter(offering=event).update(opens_at=now())
    make.sign_in(client, make.person(make.unit(agency)))
    mine = {"sessionid": client.cookies["sessionid"].value}
    answers = [press(f"/acara/{event.uuid}/daftar/", cookies=mine),
               press(f"/hadir/{window}/", cookies=mine)]  # fmt: skip
    assert [answer.status for answer in answers] == [302, 200]
    page = client.get("/saya/").headers
    for answer in answers:
        assert {name: answer.headers[name] for name in SECURE} == {n: page[n] for n in SECURE}
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "X"])
def test_no_other_method_is_answered(client: Client, method: str) -> None:
    for page in ("/", "/masuk/", f"/hadir/{uuid4()}/", "/tidak-ada/"):
        answer = client.generic(method, page)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST"), page


def test_next_leads_nowhere_else(client: Client) -> None:
    """R39."""
    addresses = [*ELSEWHERE, *(f"{lead}{host}" for lead in LEADS for host in HOSTS)]
    assert len(addresses) >= 200
    person = make.person(make.unit(make.agency()))
    make.sign_in(client, person)
    for address in addresses:
        assert is_local_path(address) is False, address
        if "\0" in address:
            continue  # refused before anything else
        assert client.get("/masuk/", {"next": address})["Location"] == "/", address
        back = client.post("/tampilan/", {"next": address}, headers={"referer": address})
        assert back["Location"] == "/", address


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_out_leads_nowhere_else(client: Client, address: str) -> None:
    make.sign_in(client, make.person(make.unit(make.agency())))
    assert client.post("/keluar/", {"next": address})["Location"] == "/"


@pytest.mark.parametrize("address", ["/", "/acara/", "/acara/?q=a%20b", "/a/b/c/?x=//y"])
def test_next_leads_on_this_site(client: Client, address: str) -> None:
    make.sign_in(client, make.person(make.unit(make.agency())))
    assert client.get("/masuk/", {"next": address})["Location"] == address


def test_forms_need_their_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    for page in ("/masuk/", "/daftar/", "/masuk/lupa/", "/keluar/", "/bahasa/", "/tampilan/"):
        assert strict.post(page, {}).status_code == 403, page


def test_cookies_are_closed_to_scripts_and_strangers(client: Client) -> None:
    account = Account.objects.get(person=make.person(make.unit(make.agency())))
    account.set_password(make.PASSWORD)
    account.save()
    client.post("/masuk/", {"login": account.username, "password": make.PASSWORD})
    for name in ("sessionid", "dikenal"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name


def test_pages_of_people_are_not_cached(client: Client) -> None:
    make.sign_in(client, make.person(make.unit(make.agency())))
    for page in ("/saya/", "/saya/keamanan/"):
        assert "no-store" in client.get(page)["Cache-Control"], page
    assert not any("UpdateCacheMiddleware" in each for each in settings.MIDDLEWARE)


def test_a_forged_address_is_not_believed(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 10.0.0.1"})
    assert client_address(request) == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "10.0.0.1"


def test_no_address_names_a_nip() -> None:
    for name, pattern in routes().items():
        parameters = pattern.pattern.converters
        assert not {"nip", "nik", "email"} & set(parameters), name


def test_the_sign_in_page_is_small(client: Client) -> None:
    assert len(client.get("/masuk/").content) < 20_000
