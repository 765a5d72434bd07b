"""Pages of other apps about an angkatan bear its tabs; papers leave no row alone; whom a version concerns."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.content.types import Learners
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learners import learners_of_training
from suluh.delivery.queries.papers import roll_drawing
from suluh.delivery.rules.drawing import pdf_of
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import Cohort
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.models import Unit
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db


def sign_in(client: Client, group: Cohort, *roles: Role, at: Unit | None = None) -> None:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        for role in roles:
            people.grant(person, role, group.offering.tenant, at=at)
    people.sign_in(client, person)


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("/kelola/sertifikat/terbit/{}/", "Sertifikat"),
        ("/kelola/kelas/{}/evaluasi/", "Evaluasi"),
    ],
)
def test_certificates_and_evaluations_stand_among_the_pages_of_the_angkatan(
    client: Client, page: str, current: str
) -> None:
    group = batches.cohort()
    sign_in(client, group, Role.ORGANISER)

    text = client.get(page.format(group.offering.uuid)).content.decode()

    assert f"/kelola/kelas/{group.offering.uuid}/penutupan/" in text
    assert "Bagian angkatan" in text
    assert group.offering.title in text
    assert current in text


def test_the_certificates_of_another_unit_tell_nothing_of_its_course(client: Client) -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        unit = make.unit(group.offering.tenant)
        Offering.objects.filter(pk=group.offering.pk).update(unit=make.unit(group.offering.tenant))
    sign_in(client, group, Role.ORGANISER, at=unit)

    text = client.get(f"/kelola/sertifikat/terbit/{group.offering.uuid}/").content.decode()

    assert group.offering.title not in text


def test_the_signature_of_a_roll_has_four_rows_beside_it_at_every_length() -> None:
    group = batches.cohort()
    with scoped(own(group.organiser)):
        drawing = roll_drawing(group.offering, group.meetings[0])
    row = drawing["rows"][0]
    drawing["signer"] = {"name": "Hendra", "post": "Kepala", "rank": "", "nip": ""}
    for count in (1, 3, *range(16, 30)):
        drawing["rows"] = [[str(n), f"Orang {n:02d}", *row[2:]] for n in range(1, count + 1)]

        with pdfium.PdfDocument(BytesIO(pdf_of(drawing))) as paper:
            words = [page.get_textpage().get_text_range() for page in paper]

        assert sum(page.count("Orang ") for page in words) == count
        assert words[-1].count("Orang ") >= min(count, 4)
        assert ["Hendra" in page for page in words] == [*[False] * (len(words) - 1), True]


def test_a_search_in_the_meeting_keeps_what_was_chosen_for_others(client: Client) -> None:
    group = batches.cohort(people=3, meetings=0)
    sign_in(client, group, Role.ORGANISER)
    with scoped(SYSTEM):
        places = {row.name: row.uuid for row in Enrolment.objects.filter(offering=group.offering)}
    url = f"/kelola/kelas/{group.offering.uuid}/penutupan/"
    chosen = {f"putusan-{places['Peserta 01']}": "tidak_lulus", "number": "9/2026"}

    text = client.post(url, chosen | {"q": "peserta 03", "cari": "1"}).content.decode()

    assert f'<select id="p-{places["Peserta 03"]}"' in text
    assert f'<select id="p-{places["Peserta 01"]}"' not in text
    carried = text.split('name="putusan" value="', 1)[1].split('"', 1)[0]
    assert f"{places['Peserta 01']}=tidak_lulus" in carried
    assert 'value="9/2026"' in text
    assert "Wajib diisi" not in text
    none = client.post(url, {"q": "siapa", "cari": "1"}).content.decode()
    assert "Tidak ada nama atau unit yang cocok" in none


def test_a_new_version_concerns_who_goes_on_and_who_has_not_begun(client: Client) -> None:
    group = batches.cohort(people=3)
    version = group.offering.version
    assert version is not None
    with scoped(SYSTEM):
        begun = Enrolment.objects.filter(offering=group.offering).first()
        assert begun is not None
        Enrolment.objects.filter(pk=begun.pk).update(version=version, started_at=NOW)
        stranger = make.course(texts.published(texts.training(make.agency("Lain")), {}))
        batches.enrol(stranger, make.actor(make.unit(make.agency("Lain lagi"))))
    with scoped(own(group.organiser)):
        assert learners_of_training(version.training_id) == Learners(stay=1, get=2)
    with scoped(SYSTEM):
        over = NOW + timedelta(days=30)
        Offering.objects.filter(pk=group.offering.pk).update(state="finished", ends_at=over)
    with scoped(own(group.organiser)):
        assert learners_of_training(version.training_id) == Learners(stay=0, get=0)
