"""Pictures on cards: of a training's cover or an event's banner, small, kept long, by who may see."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from suluh.base.scope import SYSTEM, scoped
from suluh.content.actions.covers import keep_small
from suluh.content.actions.trainings import change_training
from suluh.content.rules.covers import SMALL, small_name
from suluh.content.rules.pictures import to_banner
from suluh.content.tests import make as texts
from suluh.delivery.actions.offerings import start_draft
from suluh.delivery.jobs import follow_cover
from suluh.delivery.models import Offering
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
PAGE = 11


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(colour: str = "navy") -> ContentFile[bytes]:
    made = BytesIO()
    Image.new("RGB", (1600, 900), colour).save(made, "PNG")
    return ContentFile(to_banner(made.getvalue()), name="sampul.webp")


def _catalogue(client: Client) -> str:
    return client.get("/acara/?waktu=kapan-saja&q=Dasar").content.decode()


def test_the_card_of_a_course_follows_its_trainings_cover() -> None:
    office = make.unit(make.agency())
    author, stranger = make.actor(office, Role.AUTHOR), Client()
    training = texts.training(office.tenant, "Dasar")
    course = make.course(texts.published(training, {}))
    people.sign_in(stranger, people.person(people.unit(people.agency("Lain"))))
    assert 'class="cover art"' in _catalogue(stranger)

    marks = []
    for cover in (picture(), picture("teal"), ""):
        with scoped(own(author)):
            change_training(
                actor=author, uuid=training.uuid, values={"cover": cover}, trainers=None, now=NOW
            )
        follow_cover(training_id=training.pk, tenant_id=training.tenant_id)
        with scoped(SYSTEM):
            marks.append(Offering.objects.get(pk=course.pk).cover_mark)
        url = f"/sampul/{course.uuid}/{marks[-1] or marks[0]}.webp"
        assert stranger.get(url).status_code == (200 if cover else 404)
    assert (len(set(marks)), marks[-1]) == (3, "")


def test_a_card_shows_a_small_lazy_picture_that_is_kept_for_good() -> None:
    office, client = make.unit(make.agency()), Client()
    course = make.course(
        texts.published(texts.training(office.tenant, "Dasar"), {}),
        cover_mark=keep_small(picture()),
    )
    people.sign_in(client, people.person(people.unit(people.agency("Lain"))))
    url = f"/sampul/{course.uuid}/{course.cover_mark}.webp"
    drawn = f'<img class="cover" src="{url}" alt="" width="480" height="192" loading="lazy"'
    assert drawn in _catalogue(client)
    answer = client.get(url)
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    with default_storage.open(small_name(course.cover_mark)) as file:
        data = file.read()
    assert len(data) < 15 * 1024
    with Image.open(BytesIO(data)) as small:
        assert (small.format, small.size) == ("WEBP", SMALL)
    assert client.get(url.replace(course.cover_mark, "0" * 16)).status_code == 404
    with scoped(SYSTEM):
        Offering.objects.filter(pk=course.pk).update(state="draft")
    assert client.get(url).status_code == 404


def test_an_event_shows_its_banner_on_its_card() -> None:
    organiser = make.actor(make.unit(make.agency()), Role.ORGANISER)
    make.form()
    with scoped(own(organiser)):
        made = start_draft(
            actor=organiser, now=NOW, changes={"title": "Dasar", "banner": picture()}
        )
    assert made.cover_mark == keep_small(picture())


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_cost_the_catalogue_no_query(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    agency, client = make.agency(), Client()
    for number in range(count):
        training = texts.training(agency, f"Dasar {number}")
        make.course(texts.published(training, {}), cover_mark=f"{number:016d}")
    person = people.person(people.unit(agency))
    people.sign_in(client, person)
    with django_assert_num_queries(PAGE):
        assert _catalogue(client).count("<img class=") == count
