"""What is handed out for verifying without us: the page, its hash, the status list, the daily mail."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import jobs, ports
from suluh.credentials.actions.gossip import mail_checkpoint
from suluh.credentials.actions.seal import seal_certificates
from suluh.credentials.models import Certificate
from suluh.credentials.queries.offline import offline_keys, offline_page, status_list
from suluh.credentials.rules.offline import put_together
from suluh.credentials.tests.test_evidence import earn, world
from suluh.credentials.tests.test_pages import current
from suluh.identity.models import Person
from suluh.ledger.ports import log_signer
from suluh.messaging.models import Delivery, Notice
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from suluh.standards.status import read_status
from suluh.standards.tlog import open_checkpoint
from tests import make

__all__ = ["world"]
pytestmark = pytest.mark.django_db


def test_anybody_takes_the_page_home_and_knows_it_again(client: Client) -> None:
    taken = client.get("/periksa/verify.html")
    shown = client.get("/periksa/").content.decode()

    assert taken["Content-Disposition"] == 'attachment; filename="verify.html"'
    assert hashlib.sha256(taken.content).hexdigest() in shown
    assert taken.content == client.get("/periksa/verify.html").content


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    html = offline_page().html.decode()
    policy = re.search(r'Policy" content="([^"]+)"', html)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)

    assert policy is not None
    assert style is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    for part in (*scripts, style[1]):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert len(scripts) == 1
    assert not re.search(r"src=|<link|url\(|import |\bfetch\(|XMLHttpRequest", html)
    assert len(html) < 50_000


def test_the_page_carries_the_keys_of_today_and_no_secret() -> None:
    keys = offline_keys()
    (kid,) = keys["claims"]

    assert kid == ports.claim_signer().kid
    assert keys["log"]["name"] == log_signer().verifier().name
    assert keys["seals"][0]["name"].startswith("Segel Uji")
    assert f'"{kid}"' in offline_page().html.decode()


def test_the_page_speaks_both_languages() -> None:
    pages = {}
    for language in ("id", "en"):
        with translation.override(language):
            pages[language] = offline_page().html.decode()

    assert '<html lang="en">' in pages["en"]
    assert "Is this certificate genuine?" in pages["en"]
    assert "Apakah sertifikat ini asli?" in pages["id"]


def test_data_cannot_end_its_own_element() -> None:
    keys = {"name": "</script><b>jp"}
    html = put_together(language="id", body="", script="", style="", keys=keys).decode()
    found = re.search(r'id="kunci">(.*?)</script>', html)

    assert found is not None
    assert json.loads(found[1]) == keys


def sealed(agency: Agency, holder: Person, key: str) -> Certificate:
    made = earn(agency, holder, key=key)
    assert seal_certificates(ids=[made.pk], now=now()) == 1
    return current(made)


def test_the_status_list_says_what_no_longer_holds(
    client: Client, world: tuple[Agency, Person]
) -> None:
    good, gone, old = (sealed(*world, key) for key in ("a", "b", "c"))
    with scoped(SYSTEM):
        Certificate.objects.filter(pk=gone.pk).update(state="revoked")
        Certificate.objects.filter(pk=old.pk).update(state="replaced")

    answer = client.get("/periksa/status.jws")
    read = read_status(answer.content.decode(), ports.claim_verifier())

    assert [read.state_of(row.code) for row in (good, gone, old)] == [
        "valid", "revoked", "replaced",
    ]  # fmt: skip
    assert read.as_of == local_date(now(), "Asia/Jakarta")
    assert good.code not in answer.content.decode()
    assert status_list(read.as_of) == answer.content.decode()


def test_the_status_list_is_slowed_like_every_check(client: Client) -> None:
    answers = [client.get("/periksa/status.jws").status_code for _ in range(62)]

    assert (answers[0], answers[-1]) == (200, 429)


def test_the_days_checkpoint_goes_to_every_agency_once(world: tuple[Agency, Person]) -> None:
    agency, holder = world
    admin = make.person(make.unit(agency, "Sekretariat"), name="Luwar", email="luwar@contoh.go.id")
    make.grant(admin, Role.AGENCY_ADMIN, agency)
    moment = now()
    assert mail_checkpoint(now=moment) == 0  # an empty log
    row = sealed(agency, holder, "a")

    assert (mail_checkpoint(now=moment), mail_checkpoint(now=moment)) == (1, 0)
    assert mail_checkpoint(now=moment + timedelta(days=1)) == 1
    with scoped(SYSTEM):
        notice = Notice.objects.filter(kind="checkpoint").order_by("id")[0]
        addresses = set(Delivery.objects.filter(notice=notice).values_list("address", flat=True))
    head = open_checkpoint(notice.attachment, log_signer().verifier()).head
    assert (notice.person_id, addresses) == (admin.pk, {"luwar@contoh.go.id"})
    assert f"\n{head.size}\n" in notice.body
    with translation.override("id"):
        assert offline_page().sha256 in notice.body
    assert row.code not in notice.body


def test_the_job_sends_it(world: tuple[Agency, Person]) -> None:
    agency, holder = world
    admin = make.person(make.unit(agency, "Sekretariat"), name="Luwar")
    make.grant(admin, Role.AGENCY_ADMIN, agency)
    sealed(agency, holder, "a")
    jobs.mail_daily_checkpoint(timestamp=0)

    with scoped(SYSTEM):
        assert Notice.objects.filter(kind="checkpoint").count() == 1
