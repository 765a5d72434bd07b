"""The pages of complaints and corrections, from the person to the second organiser."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from suluh.activities.session.models import Attestation
from suluh.activities.session.tests import make
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Complaint, Correction
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db


def screenshot() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "PNG")
    return SimpleUploadedFile("a.png", made.getvalue() + b"<script>")


@pytest.fixture
def home() -> Any:
    return make.agency()


@pytest.fixture
def event(home: Any) -> Any:
    return make.offering(home, starts_at=make.minutes(-600))


@pytest.fixture
def rina(home: Any, event: Any) -> Any:
    person = make.actor(home)
    make.enrol(event, person)
    return person


@pytest.fixture
def oki(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Oki")


def test_complaint_from_person_to_decision(event: Any, rina: Any, oki: Any) -> None:
    url = f"/acara/{event.uuid}/sanggah/"
    client = make.client_of(rina)
    assert client.get(url).status_code == 200
    bad = client.post(url, {"text": "Hadir", "evidence": SimpleUploadedFile("a.html", b"<b>")})
    assert bad.status_code == 422
    sent = client.post(url, {"text": "Hadir", "evidence": screenshot()})
    assert sent.status_code == 302
    with scoped(SYSTEM):
        complaint = Complaint.objects.get()
    staff = make.client_of(oki)
    assert "Rina Wulandari" in staff.get("/kelola/sanggahan/").content.decode()
    page = f"/kelola/sanggahan/{complaint.uuid}/"
    assert "Kehadiran masuk belum tercatat." in staff.get(page).content.decode()
    shown = staff.get(f"{page}bukti/").getvalue()
    assert Image.open(BytesIO(shown)).size == (40, 30)
    assert b"<script>" not in shown  # drawn anew
    assert client.get(page).status_code == 404
    assert client.get(f"{page}bukti/").status_code == 404
    assert staff.post(page, {"tindakan": "terima", "answer": "Benar"}).status_code == 302
    with scoped(SYSTEM):
        assert Attestation.objects.get().person_id == rina.person_id
    assert "Diterima" in client.get(f"/acara/{event.uuid}/hasil/").content.decode()


def test_list_waits_for_a_second_person(home: Any, event: Any, rina: Any, oki: Any) -> None:
    with scoped(SYSTEM):
        from suluh.identity.models import Person

        number = Person.objects.get(pk=rina.person_id).nip
    url = f"/kelola/acara/{event.uuid}/tandai/"
    first = make.client_of(oki)
    assert first.post(url, {"numbers": number, "reason": "Di aula"}).status_code == 302
    with scoped(SYSTEM):
        asked = Correction.objects.get()
    page = f"{url}{asked.uuid}/"
    assert first.post(page, {"isi": asked.content_sha256}).status_code == 403
    second = make.client_of(make.actor(home, Role.ORGANISER, name="Dua"))
    assert asked.content_sha256 in second.get(page).content.decode()
    assert second.post(page, {"isi": asked.content_sha256}).status_code == 302
    with scoped(SYSTEM):
        assert Attestation.objects.count() == 1
    assert make.client_of(rina).get(url).status_code == 404


def test_queue_costs_the_same_for_one_and_three(
    home: Any, event: Any, oki: Any, django_assert_num_queries: Any
) -> None:
    def complain() -> Any:
        person = make.actor(home)
        make.enrol(event, person)
        make.client_of(person).post(f"/acara/{event.uuid}/sanggah/", {"text": "Hadir"})

    complain()
    staff = make.client_of(oki)
    staff.get("/kelola/sanggahan/")
    with django_assert_num_queries(QUERIES):
        staff.get("/kelola/sanggahan/")
    complain()
    complain()
    with django_assert_num_queries(QUERIES):
        staff.get("/kelola/sanggahan/")


QUERIES = 6
