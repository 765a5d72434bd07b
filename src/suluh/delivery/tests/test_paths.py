"""Learning paths: rules, earlier completions, joining and assigning as a whole, certificate."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.credentials.models import Certificate
from suluh.delivery.actions.paths import (
    CannotLeave,
    PathEmpty,
    PathOutOfReach,
    Plan,
    close_path,
    join_path,
    leave_path,
    publish_path,
    save_path,
)
from suluh.delivery.actions.registration import register
from suluh.delivery.actions.results import record_results
from suluh.delivery.models import Enrolment, LearningPath, Offering, PathPlace
from suluh.delivery.rules.paths import PathRule, Stride
from suluh.delivery.tests import gated, make
from suluh.delivery.tests.make import NOW, own
from suluh.delivery.tests.paths import Town
from suluh.delivery.types import PersonResult
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mode", "needed", "done", "share"),
    [
        ("all", 0, (1, 1, 0), 66),
        ("all", 0, (1, 1, 1), 100),
        ("count", 2, (1, 0, 0), 50),
        ("count", 2, (1, 0, 1), 100),
        ("jp", 5, (1, 0, 0), 40),
        ("jp", 5, (1, 1, 1), 100),
        ("jp", 7, (1, 1, 1), 85),
    ],
)
def test_the_three_rules(mode: str, needed: int, done: tuple[int, ...], share: int) -> None:
    strides = [Stride(bool(each), 200) for each in done]
    rule = PathRule(mode, needed)
    assert (rule.share(strides), rule.is_met(strides)) == (share, share == 100)
    assert rule.is_met([]) is False


def _complete(who: Actor, course: Offering, *, at: datetime = NOW) -> None:
    with scoped(own(who)):
        register(actor=who, offering_uuid=course.uuid, now=NOW)
    result = PersonResult(who.person_id, is_complete=True, conditions=(), minutes=90)
    record_results(offering_id=course.pk, results=[result], actor_id=None, now=at)


def _place(who: Actor) -> PathPlace:
    with scoped(SYSTEM):
        return PathPlace.objects.get(person_id=who.person_id)


def _papers(who: Actor) -> list[str]:
    with scoped(SYSTEM):
        rows = Certificate.objects.filter(person_id=who.person_id, source_type="jalur")
        return [str(each.face["title"]) for each in rows]


def test_joining_takes_the_open_classes_and_the_last_completes_with_a_certificate_once() -> None:
    town = Town()
    rina = make.actor(town.unit)
    town.join(rina)
    town.join(rina)
    with scoped(SYSTEM):
        held = Enrolment.objects.filter(person_id=rina.person_id).count()
    _complete(rina, town.courses[0])
    half = _place(rina)
    _complete(rina, town.courses[1])
    _complete(rina, town.courses[1])
    whole = _place(rina)
    assert (held, half.state, half.progress) == (2, "joined", 50)
    assert (whole.state, whole.progress, _papers(rina)) == ("completed", 100, ["Pengelola data"])


def test_a_path_asks_for_no_more_jp_than_it_has() -> None:
    town = Town()
    with pytest.raises(PathOutOfReach):
        town.write(town.path.uuid, mode="jp", needed=5)
    assert town.write(town.path.uuid, mode="jp", needed=4).needed == 4


def test_what_has_a_gate_is_asked_for_by_oneself() -> None:
    town = Town()
    closed = gated.course(town.agency)
    assert closed.version is not None
    trainings = [closed.version.training.uuid]
    town.write(town.path.uuid, trainings=trainings)
    rina = make.actor(town.unit)
    town.join(rina)
    with scoped(SYSTEM):
        assert not Enrolment.objects.filter(person_id=rina.person_id).exists()


def test_earlier_completions_count_by_the_rule() -> None:
    town = Town(mode="count", needed=1)
    early, late = make.actor(town.unit), make.actor(town.unit)
    _complete(early, town.courses[0], at=NOW - timedelta(days=1))
    town.join(early)
    town.write(town.path.uuid, mode="count", needed=1, counts_since=date(2026, 9, 16))
    _complete(late, town.courses[1], at=NOW - timedelta(days=1))
    town.join(late)
    assert (_place(early).state, _place(late).state) == ("completed", "joined")


def test_no_certificate_where_the_agency_wants_none() -> None:
    town = Town(mode="jp", needed=2, has_certificate=False)
    rina = make.actor(town.unit)
    town.join(rina)
    _complete(rina, town.courses[0])
    assert (_place(rina).state, _papers(rina)) == ("completed", [])


def test_assigned_as_a_whole_with_a_date_and_no_way_out() -> None:
    town = Town()
    rina, other = make.actor(town.unit), make.actor(make.unit(make.agency()))
    counts = [town.assign(due_on=date(2026, 12, 1)).people for _turn in range(2)]
    with scoped(own(rina)), pytest.raises(CannotLeave):
        leave_path(actor=rina, uuid=town.path.uuid, now=NOW)
    with scoped(SYSTEM):
        held = Enrolment.objects.filter(person_id=rina.person_id, source="assigned").count()
        people = set(PathPlace.objects.values_list("person_id", flat=True))
    assert (counts, held, _place(rina).due_on) == ([2, 0], 2, date(2026, 12, 1))
    assert people == {rina.person_id, town.author.person_id}
    with scoped(own(other)), pytest.raises(NotFound):
        join_path(actor=other, uuid=town.path.uuid, now=NOW)


def test_left_and_joined_again() -> None:
    town = Town()
    rina = make.actor(town.unit)
    town.join(rina)
    with scoped(own(rina)):
        leave_path(actor=rina, uuid=town.path.uuid, now=NOW)
        leave_path(actor=rina, uuid=town.path.uuid, now=NOW)
    left = _place(rina).state
    town.join(rina)
    assert (left, _place(rina).state) == ("left", "joined")


def test_an_empty_path_is_not_published_and_a_closed_one_takes_nobody() -> None:
    town = Town()
    rina, learner = make.actor(town.unit), make.actor(town.unit)
    empty = town.write(trainings=[])
    greedy = town.write(mode="count", needed=3)
    with scoped(own(town.author)):
        for path in (empty, greedy):
            with pytest.raises(PathEmpty):
                publish_path(actor=town.author, uuid=path.uuid, now=NOW)
        close_path(actor=town.author, uuid=town.path.uuid, now=NOW)
    with scoped(own(rina)):
        with pytest.raises(NotFound):
            join_path(actor=rina, uuid=town.path.uuid, now=NOW)
        with pytest.raises(NotAllowed):
            save_path(actor=learner, uuid=None, plan=Plan(
                "X", "", "all", 0, None, "agency", has_certificate=False, trainings=[]
            ), now=NOW)  # fmt: skip


def test_the_pages_from_writing_to_progress(client: Client) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    organiser, rina = people.person(unit), people.person(unit)
    people.grant(organiser, Role.ORGANISER, agency)
    course = make.course(texts.published(texts.training(agency), {}), starts_at=now())
    assert course.version is not None
    people.sign_in(client, organiser)
    form = {
        "title": "Jalur data", "mode": "count", "audience": "agency",
        "trainings": str(course.version.training.uuid),
    }  # fmt: skip
    assert "Isi jumlahnya" in client.post("/kelola/jalur/baru/", form).content.decode()
    made = client.post("/kelola/jalur/baru/", form | {"needed": "1"})
    page = made["Location"]
    told = client.post(f"{page}keadaan/", {"keadaan": "terbit"}, follow=True).content.decode()
    assert "Jalur terbit" in told
    seen = client.post(f"{page}tugaskan/", {"jenis": "2"}).content.decode()
    with scoped(SYSTEM):
        before = PathPlace.objects.count()
    data = {"jenis": "2", "ya": "1"}
    assigned = client.post(f"{page}tugaskan/", data, follow=True).content.decode()
    assert ("2 orang akan ditugaskan" in seen, before) == (True, 0)
    assert "2 orang ditugaskan" in assigned
    people.sign_in(client, rina)
    with scoped(SYSTEM):
        path = LearningPath.objects.get()
    assert "Jalur data" in client.get("/jalur/").content.decode()
    assert "0 dari 1 pelatihan selesai" in client.get(f"/jalur/{path.uuid}/").content.decode()
    assert client.get(f"{page}ubah/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(client: Client, count: int) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    organiser = people.person(unit)
    people.grant(organiser, Role.ORGANISER, agency)
    people.sign_in(client, organiser)
    with scoped(SYSTEM):
        paths = [
            LearningPath.objects.create(
                tenant=agency, title=f"Jalur {n}", state="published", created_by_id=1,
                created_at=now(),
            )
            for n in range(count)
        ]  # fmt: skip
        for _turn in range(count):
            who = people.person(unit)
            PathPlace.objects.create(
                tenant=agency, path=paths[0], person=who, home=agency, name=who.name,
                joined_at=now(),
            )  # fmt: skip
    urls = {"/jalur/": 6, "/kelola/jalur/": 5, f"/kelola/jalur/{paths[0].uuid}/": 7}
    asked = {}
    for url in urls:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        asked[url] = len(caught)
    assert asked == urls
