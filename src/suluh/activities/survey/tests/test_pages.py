"""Pages of the evaluation, for the person and the organiser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from suluh.activities.survey.queries import survey_of
from suluh.activities.survey.rules import read_questions
from suluh.activities.survey.types import QuestionKind
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.ports import event_kinds
from suluh.delivery.tests import make
from suluh.identity.models import RoleGrant, Session
from suluh.organisation.types import Role
from suluh.standards.spreadsheet import read_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return make.unit(make.agency())


@pytest.fixture
def event(home: Any) -> Any:
    made = make.offering(home.tenant, starts_at=now() - timedelta(minutes=145))
    with scoped(SYSTEM):
        for kind in event_kinds():
            kind.on_publish(made, now=now())
    return made


def _client(person: Any, *roles: Any) -> Any:
    key = f"kunci{person.account_id:027d}"
    Session.objects.create(
        session_key=key, account_id=person.account_id, expire_date=now() + timedelta(days=1)
    )
    for role in roles:
        RoleGrant.objects.create(
            tenant_id=person.agency_id, person_id=person.person_id, role=role, created_at=now()
        )
        Authenticator.objects.create(user_id=person.account_id, type="totp", data={})
    client = Client()
    client.cookies["sessionid"] = key
    return client


@pytest.fixture
def participant(home: Any, event: Any) -> Any:
    person = make.actor(home)
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant_id=event.tenant_id, offering=event, person_id=person.person_id,
            home_id=person.agency_id, name=person.name, registered_at=now(),
        )  # fmt: skip
    return _client(person)


@pytest.fixture
def organiser(home: Any) -> Any:
    return _client(make.actor(home, Role.ORGANISER), "organiser")


def _filled(event: Any) -> Any:
    with scoped(SYSTEM):
        asked = read_questions(survey_of(event).questions)
    return {
        question.key: "5" if question.kind is QuestionKind.SCALE else "=1+1 lebih lama"
        for question in asked
    }


def test_answered_without_scripts_then_thanked(event: Any, participant: Any) -> None:
    url = f"/acara/{event.uuid}/evaluasi/"
    assert "Kirim evaluasi" in participant.get(url).content.decode()
    assert participant.post(url, {"tujuan": "5"}).status_code == 422
    assert participant.post(url, _filled(event)).status_code == 302
    text = participant.get(url).content.decode()
    assert "Evaluasi Anda sudah terkirim" in text
    assert "Kehadiran pulang Anda ikut tercatat" in text


def test_organiser_sees_results_and_downloads_them(
    event: Any, participant: Any, organiser: Any
) -> None:
    base = f"/kelola/acara/{event.uuid}/evaluasi/"
    assert "Belum ada evaluasi" in organiser.get(base).content.decode()
    participant.post(f"/acara/{event.uuid}/evaluasi/", _filled(event))
    text = organiser.get(base).content.decode()
    assert "5,0 dari 5" in text or "5 dari 5" in text
    assert "lebih lama" in text
    rows = read_rows(organiser.get(f"{base}unduh/").content)
    assert rows[1][-1].endswith("=1+1 lebih lama")


def test_organiser_edits_the_questions(event: Any, participant: Any, organiser: Any) -> None:
    url = f"/kelola/acara/{event.uuid}/evaluasi/pertanyaan/"
    assert organiser.get(url).status_code == 200
    given = {
        "scales": "Materi jelas\nMateri jelas\nPanitia ramah",
        "texts": "Saran",
        "is_anonymous": "on",
    }
    assert organiser.post(url, given).status_code == 302
    with scoped(SYSTEM):
        asked = read_questions(survey_of(event).questions)
    assert [question.text for question in asked] == ["Materi jelas", "Panitia ramah", "Saran"]


@pytest.mark.parametrize("rest", ["", "unduh/", "pertanyaan/"])
def test_participants_and_strangers_find_nothing(event: Any, participant: Any, rest: Any) -> None:
    stranger = _client(make.actor(make.unit(make.agency("Kota")), Role.ORGANISER), "organiser")
    for client in (participant, stranger):
        assert client.get(f"/kelola/acara/{event.uuid}/evaluasi/{rest}").status_code == 404
    assert stranger.get(f"/acara/{event.uuid}/evaluasi/").status_code == 404
