"""One suite over every registered kind of activity: what is promised of a folder in activities/.

A kind offers `tests/sample.py` in its folder: `SETTINGS` that are ready to publish, and
`finish(client, url)`, which does what a learner's browser does to finish the lesson.
"""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.utils.datastructures import MultiValueDict

from suluh.base.clock import now
from suluh.base.icons import shapes
from suluh.base.scope import SYSTEM, scoped
from suluh.content.ports import activity_kinds
from suluh.content.tests import make as texts
from suluh.content.types import Lesson
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.tests import make as rows
from suluh.identity.models import Person
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
KINDS = sorted(activity_kinds())
VOID = {"input", "br", "img", "hr", "meta", "link", "source"}


def sample(slug: str) -> Any:
    """What the kind's folder offers for this suite."""
    folder = type(activity_kinds()[slug]).__module__.removesuffix(".kind")
    return importlib.import_module(f"{folder}.tests.sample")


@dataclass(frozen=True)
class Classroom:
    """A course with one activity of the kind, and a learner with a place, signed in."""

    offering: Offering
    url: str
    client: Client
    learner: Person

    def let_time_pass(self) -> None:
        """Two hours go by."""
        before = now() - timedelta(hours=2)
        with scoped(SYSTEM):
            Progress.objects.update(opened_at=before)
            Enrolment.objects.update(seen_at=before)


@pytest.fixture(params=KINDS)
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def room(slug: str) -> Classroom:
    home = make.unit(make.agency())
    learner, client = make.person(home), Client()
    make.sign_in(client, learner)
    training = texts.training(make.agency("Penyelenggara"))
    version = texts.published(training, {"kind": slug, "settings": sample(slug).SETTINGS})
    offering = rows.course(version)
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=offering.tenant, offering=offering, person=learner, home=home.tenant,
            name=learner.name, registered_at=now(),
        )  # fmt: skip
        key = version.activities.get().key
    url = f"/pelatihan/{offering.uuid}/belajar/{key}/"
    return Classroom(offering, url, client, learner)


def preview(slug: str, settings: dict[str, Any]) -> Lesson:
    return Lesson(
        activity_id=0, key=uuid4(), kind=slug, title="Contoh", settings=settings, minutes=5,
        url="/pratinjau/", tenant_id=0, version_id=0, is_preview=True,
    )  # fmt: skip


def test_it_introduces_itself(slug: str) -> None:
    kind = activity_kinds()[slug]

    assert kind.slug == slug
    assert kind.icon in shapes()
    assert kind.label
    assert kind.hint


def test_settings_are_plain_and_survive_export_and_import(slug: str) -> None:
    kind, settings = activity_kinds()[slug], sample(slug).SETTINGS

    carried = json.loads(json.dumps(kind.export(settings)))

    assert json.loads(json.dumps(kind.blank())) == kind.blank()
    assert kind.import_(carried) == settings
    assert [flaw for flaw in kind.flaws(settings) if flaw.stops] == []
    assert kind.minutes(settings) > 0


@pytest.mark.parametrize(
    "wrong",
    [{}, {"text": 5}, {"text": ["x"]}, {"questions": "x"}, {"file": "../../x"}, {"url": []}],
)
def test_what_is_imported_is_trusted_in_nothing(slug: str, wrong: dict[str, Any]) -> None:
    kind = activity_kinds()[slug]
    try:
        made = kind.import_(wrong)
    except ValueError:
        return
    assert [flaw for flaw in kind.flaws(made) if flaw.stops] != []


def test_an_empty_one_says_what_is_missing(slug: str) -> None:
    kind = activity_kinds()[slug]
    with scoped(SYSTEM):
        form = kind.editor(kind.blank(), tenant_id=0)

    assert [flaw for flaw in kind.flaws(kind.blank()) if flaw.stops] != []
    assert form.fields


def test_it_is_written_and_previewed_in_the_workshop(slug: str) -> None:
    agency = make.agency()
    author, client = make.person(make.unit(agency)), Client()
    make.grant(author, Role.AUTHOR, agency)
    make.sign_in(client, author)
    version = texts.version(texts.training(agency), {"kind": slug})
    with scoped(SYSTEM):
        activity = version.activities.get()
        activity.settings = activity_kinds()[slug].blank()
        activity.save()
    base = f"/kelola/pelatihan/{version.training.uuid}/kegiatan/{activity.key}/"

    assert client.get(base).status_code == 200
    with scoped(SYSTEM):
        activity.settings = sample(slug).SETTINGS
        activity.save()
    assert client.get(base).status_code == 200
    assert client.get(f"{base}pratinjau/").status_code == 200
    assert client.post(f"{base}pratinjau/", {"end": "1"}).status_code == 200


def test_a_preview_keeps_nothing(slug: str) -> None:
    kind = activity_kinds()[slug]
    lesson = preview(slug, sample(slug).SETTINGS)

    with scoped(SYSTEM):
        play = kind.player(lesson, now=now())
        kind.receive(lesson, data=QueryDict(""), files=MultiValueDict(), now=now())
        assert Progress.objects.count() == 0
    assert render_to_string(play.template, {"lesson": lesson, **play.context})


def test_a_learner_opens_it_finishes_it_and_comes_back(slug: str, room: Classroom) -> None:
    assert room.client.get(room.url).status_code == 200
    room.let_time_pass()
    sample(slug).finish(room.client, room.url)

    with scoped(SYSTEM):
        step, place = Progress.objects.get(), Enrolment.objects.get()
    assert (step.state, place.state) == ("done", "completed")
    assert room.client.get(room.url).status_code == 200
    sample(slug).finish(room.client, room.url)
    with scoped(SYSTEM):
        again = Progress.objects.get()
        assert (again.done_at, again.score) == (step.done_at, step.score)


def test_looking_at_it_finishes_nothing(room: Classroom) -> None:
    room.client.get(room.url)
    room.let_time_pass()
    room.client.get(room.url)

    with scoped(SYSTEM):
        assert Progress.objects.get().state == "started"


def test_another_persons_and_another_agencys_lesson_stay_closed(slug: str, room: Classroom) -> None:
    room.client.get(room.url)
    room.let_time_pass()
    stranger, client = make.person(make.unit(make.agency("Lain"))), Client()
    make.sign_in(client, stranger)

    assert client.get(room.url).status_code == 404
    sample(slug).finish(client, room.url)

    with scoped(SYSTEM):
        assert Progress.objects.get().state == "started"
        assert Progress.objects.filter(person=stranger).count() == 0


class Controls(HTMLParser):
    """Finds controls that a keyboard or a screen reader would miss, and inline code."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.inside_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.faults += [
            f"{tag} {name}" for name in given if name.startswith("on") or name == "style"
        ]
        if tag in {"script", "style"}:
            self.faults.append(f"inline {tag}")
        if tag == "label":
            self.inside_label += 1
            self.labels.add(str(given.get("for")))
        if tag in {"input", "select", "textarea"} and given.get("type") not in {"hidden", "submit"}:
            named = given.get("aria-label") or given.get("aria-labelledby") or self.inside_label
            self.fields += [] if named else [given]
        if tag == "a" and "href" not in given:
            self.faults.append("a link without address")
        if tag in {"div", "span"} and given.get("role") == "button" and "tabindex" not in given:
            self.faults.append("a button that no key reaches")

    def handle_endtag(self, tag: str) -> None:
        self.inside_label -= tag == "label"

    def nameless(self) -> list[str]:
        """Fields without a label."""
        return [str(each) for each in self.fields if each.get("id") not in self.labels]


def test_its_page_works_without_script_by_keyboard_and_has_names(
    slug: str, room: Classroom
) -> None:
    kind = activity_kinds()[slug]
    with scoped(SYSTEM):
        settings = sample(slug).SETTINGS
        lesson = preview(slug, settings)
        play = kind.player(lesson, now=now())
    html = render_to_string(play.template, {"lesson": lesson, **play.context})
    controls = Controls()
    controls.feed(html)

    assert controls.faults == []
    assert controls.nameless() == []
    assert '<main id="isi"' in room.client.get(room.url).content.decode()
