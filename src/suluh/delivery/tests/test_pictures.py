"""Pictures in texts are shown to who learns there."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Picture
from suluh.content.tests import make as texts
from suluh.content.tests.test_pictures import author, photo
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make as rows
from suluh.organisation.types import Role
from tests import make


@pytest.mark.django_db
def test_who_learns_there_sees_it_and_a_stranger_finds_nothing(
    settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    home, elsewhere = make.agency(), make.agency()
    training = texts.training(home)
    texts.version(training, {})
    url = f"/kelola/pelatihan/{training.uuid}/gambar/"
    author(home).post(url, {"gambar-berkas": photo()})
    learner, stranger = (make.person(make.unit(elsewhere)) for _ in "ab")
    with scoped(SYSTEM):
        address = f"/gambar/{Picture.objects.get().uuid}/"
        Enrolment.objects.create(
            tenant=home, offering=rows.offering(home), person=learner, name=learner.name,
            registered_at=texts.NOW,
        )  # fmt: skip

    def looks(who: Any) -> int:
        client = Client()
        make.sign_in(client, who)
        return client.get(address).status_code

    assert (looks(learner), looks(stranger)) == (200, 404)
    assert author(home, Role.REVIEWER).get(address).status_code == 200
