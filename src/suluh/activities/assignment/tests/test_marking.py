"""Marking: whose turn it is, what settles, what is told, and that nobody marks what is theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.assignment.actions.bundles import ask_bundle, forget_bundles
from suluh.activities.assignment.actions.marking import (
    NothingToMark,
    OwnWork,
    ReasonMissing,
    TakenByOther,
    assign,
    give_mark,
    send_back,
)
from suluh.activities.assignment.jobs import fill_bundle
from suluh.activities.assignment.models import Bundle, File, Mark, Work
from suluh.activities.assignment.queries import marking as queries
from suluh.activities.assignment.tests import make
from suluh.activities.assignment.tests.make import TASK, Desk, upload
from suluh.activities.assignment.types import Late
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent, LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.content.rules.judging import Judgement
from suluh.delivery.models import Progress
from suluh.delivery.queries.marking_scope import Reach, reach_by_role
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account, Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Role
from tests.make import second_factor

pytestmark = pytest.mark.django_db
GOOD, FAIR, POOR = Judgement([0, 0], comment="Bagus."), Judgement([1, 0]), Judgement([2, 1])
TWO = replace(TASK, needs_second=True, difference=10)


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def mark(who: Actor, judgement: Judgement = GOOD, of: Work | None = None) -> Work:
    with scoped(rows.own(who)):
        return give_mark(actor=who, work=(of or make.work()).uuid, judgement=judgement, now=NOW)


def handed_in(desk: Desk, name: str = "Rina", **more: Any) -> Actor:
    who = desk.learner(name)
    desk.post(who, "kirim", isi="Dengan hormat.", **more)
    return who


def client_of(who: Actor) -> Client:
    client = Client()
    with scoped(SYSTEM):
        second_factor(Person.objects.get(pk=who.person_id))
    client.force_login(Account.objects.get(person_id=who.person_id))
    return client


def reach_of(who: Actor) -> Reach:
    found = reach_by_role(who)
    assert found is not None
    return found


def test_a_mark_completes_the_course_and_the_learner_is_told() -> None:
    desk = make.desk()
    rina, widya = handed_in(desk), desk.marker()

    mark(widya)

    with scoped(SYSTEM):
        step, notice = Progress.objects.get(), Notice.objects.get(kind="course")
        events = DomainEvent.objects.filter(name="assignment.work.judged").count()
    assert (step.state, step.score, desk.place(rina).state) == ("done", 100_00, "completed")
    assert (notice.person_id, notice.link, events) == (rina.person_id, desk.lesson(rina).url, 1)
    with scoped(rows.own(rina)):
        page = client_of(rina).get(desk.lesson(rina).url).content.decode()
    assert "Bagus." in page


def test_below_the_pass_mark_the_course_waits_and_a_changed_mark_needs_a_reason() -> None:
    desk = make.desk()
    rina, widya = handed_in(desk), desk.marker()
    mark(widya, POOR)
    assert (make.work().score, desk.place(rina).state) == (0, "registered")

    with pytest.raises(ReasonMissing):
        mark(widya, GOOD)
    mark(widya, replace(GOOD, reason="Salah baca"))

    with scoped(SYSTEM):
        changed = DomainEvent.objects.get(name="assignment.work.mark_changed")
        assert Mark.objects.count() == 2
    assert (changed.reason, changed.data["before"], changed.data["after"]) == (
        "Salah baca", "0", "100",
    )  # fmt: skip
    assert desk.place(rina).state == "completed"
    mark(widya, replace(POOR, reason="Ternyata menyalin"))
    assert (make.work().score, desk.place(rina).state) == (0, "completed")


def test_two_markers_agree_or_a_third_decides_and_the_second_sees_nothing_before() -> None:
    desk = make.desk(TWO)
    rina = handed_in(desk)
    one, two, three = (desk.marker(name=name) for name in ("Satu", "Dua", "Tiga"))
    mark(one, replace(GOOD, comment="Rahasia dulu"))
    assert (make.work().state, make.work().needs) == ("handed_in", "second")
    url = f"/kelola/penilaian/{make.work().uuid}/"
    assert "Rahasia dulu" not in client_of(two).get(url).content.decode()
    assert "Rahasia dulu" not in client_of(rina).get(desk.lesson(rina).url).content.decode()

    mark(two, POOR)
    assert (make.work().needs, make.work().score) == ("decision", None)
    assert "Rahasia dulu" in client_of(two).get(url).content.decode()
    mark(three, FAIR)

    assert (make.work().state, make.work().score) == ("marked", 70_00)


def test_two_who_agree_give_their_mean() -> None:
    desk = make.desk(replace(TWO, difference=30))
    handed_in(desk)
    mark(desk.marker(name="Satu"), GOOD)
    mark(desk.marker(name="Dua"), FAIR)

    assert make.work().score == 85_00


def test_what_somebody_took_is_theirs_until_it_is_taken_over() -> None:
    desk = make.desk()
    handed_in(desk)
    one, two = desk.marker(name="Satu"), desk.marker(name="Dua")

    def give(who: Actor, to: Actor | None) -> None:
        with scoped(SYSTEM):
            uuid = str(Person.objects.get(pk=to.person_id).uuid) if to else ""
        with scoped(rows.own(who)):
            assign(actor=who, work=make.work().uuid, to=uuid, now=NOW)

    give(one, one)
    with pytest.raises(TakenByOther):
        mark(two)
    with scoped(rows.own(two)):
        assert queries.next_for(reach_of(two)) is None
    give(two, two)
    mark(two)
    assert make.work().state == "marked"
    with pytest.raises(NothingToMark):
        give(one, one)


def test_sent_back_it_is_mended_and_marked_again_and_the_date_is_not_missed_twice() -> None:
    desk = make.desk(replace(TASK, due_days=1, late=Late.REFUSED))
    rina, widya = handed_in(desk), desk.marker()
    with scoped(rows.own(widya)):
        send_back(actor=widya, work=make.work().uuid, comment="Beri tanggal.", now=NOW)
    with pytest.raises(NothingToMark):
        mark(widya)
    assert "Beri tanggal." in client_of(rina).get(desk.lesson(rina).url).content.decode()

    later = NOW.replace(day=28)
    desk.post(rina, "kirim", later, isi="Dengan hormat. 28 September", cap="1")
    mark(widya)

    work = make.work()
    assert (work.number, work.late_days, work.state) == (2, 0, "marked")


def test_each_day_late_is_taken_off() -> None:
    desk = make.desk(replace(TASK, due_days=1, late=Late.MINUS, late_percent=10))
    rina, widya = desk.learner(), desk.marker()
    desk.lesson(rina)
    desk.post(rina, "kirim", NOW.replace(day=19), isi="Terlambat sekali.")

    mark(widya)

    assert (make.work().late_days, make.work().score) == (2, 80_00)


def test_nobody_marks_their_own_and_strangers_find_nothing() -> None:
    desk = make.desk(audience="national")
    widya = desk.marker()
    desk_learner = replace(widya)
    with scoped(rows.own(widya)):
        from suluh.delivery.actions.registration import register

        register(actor=desk_learner, offering_uuid=desk.offering.uuid, now=NOW)
    desk.post(widya, "kirim", isi="Karya saya.")
    work = make.work()
    elsewhere = rows.actor(rows.unit(rows.agency("Lain")), Role.TRAINER, Role.ORGANISER)
    author = rows.actor(rows.unit(desk.agency), Role.AUTHOR)

    with pytest.raises(OwnWork):
        mark(widya)
    for stranger in (elsewhere, author):
        with scoped(rows.own(stranger)), pytest.raises(NotFound):
            queries.at_work(stranger, work.uuid, now=NOW).__enter__()
    assert client_of(author).get("/kelola/penilaian/").status_code == 403
    with scoped(rows.own(elsewhere)):
        assert list(queries.queue(reach_of(elsewhere))) == []
    with scoped(rows.own(widya)):
        assert list(queries.queue(reach_of(widya))) == []


def test_a_marker_opens_what_was_handed_in_and_no_draft() -> None:
    desk = make.desk()
    rina, widya = desk.learner(), desk.marker()
    desk.post(rina, "unggah", files=[upload()], isi="naskah")
    with scoped(SYSTEM):
        file = File.objects.get()
    client, url = client_of(widya), f"/kelola/penilaian/berkas/{file.uuid}/"

    assert client.get(url).status_code == 404
    desk.post(rina, "kirim", isi="naskah", cap="1")
    assert client.get(url).headers["Content-Disposition"].startswith("attachment")
    with scoped(SYSTEM):
        File.objects.update(scan=File.Scan.WAITING)
    assert client.get(url).status_code == 404


def test_the_queue_is_searched_and_asks_the_same_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = make.desk()
    client = client_of(desk.marker())
    assert "Kosong" in client.get("/kelola/penilaian/").content.decode()
    handed_in(desk, "Rina")
    with django_assert_num_queries(9):
        client.get("/kelola/penilaian/")
    handed_in(desk, "Budi")
    handed_in(desk, "Cici")
    with django_assert_num_queries(9):
        page = client.get("/kelola/penilaian/").content.decode()

    found = client.get("/kelola/penilaian/?q=budi").content.decode()
    assert page.index("Rina") < page.index("Budi") < page.index("Cici")
    assert "Budi" in found
    assert "Cici" not in found


def test_marking_goes_on_to_the_next() -> None:
    desk = make.desk()
    rina, budi = handed_in(desk, "Rina"), handed_in(desk, "Budi")
    client = client_of(desk.marker())
    given = {"kriteria_0": "0", "kriteria_1": "1", "comment": "Baik.", "lanjut": "1"}
    first, second = make.work(rina), make.work(budi)

    page = client.get(f"/kelola/penilaian/{first.uuid}/")
    unfinished = client.post(f"/kelola/penilaian/{first.uuid}/", {"kriteria_0": "0"})
    onwards = client.post(f"/kelola/penilaian/{first.uuid}/", given)
    last = client.post(f"/kelola/penilaian/{second.uuid}/", given)

    assert (page.status_code, unfinished.status_code) == (200, 422)
    assert onwards.headers["Location"].startswith(f"/kelola/penilaian/{second.uuid}/")
    assert last.headers["Location"].startswith("/kelola/penilaian/?")
    assert make.work(rina).score == 60_00


def test_everything_comes_as_one_archive_with_harmless_names() -> None:
    desk = make.desk()
    widya = desk.marker()
    handed_in(desk, "../=Rina", files=[upload("a.pdf"), upload("b.pdf")])
    with scoped(SYSTEM):
        File.objects.filter(name="b.pdf").update(scan=File.Scan.HARMFUL)
    with scoped(rows.own(widya)):
        job = ask_bundle(actor=widya, offering=desk.offering.uuid, key=desk.key, now=NOW)
    with scoped(SYSTEM):
        bundle = Bundle.objects.get()

    for _twice in range(2):
        fill_bundle(bundle=str(bundle.uuid), tenant_id=desk.agency.pk)

    client, other = client_of(widya), client_of(desk.marker(name="Lain"))
    url = f"/kelola/penilaian/unduhan/{bundle.uuid}/"
    with scoped(SYSTEM):
        bundle.refresh_from_db()
        assert LongJob.objects.get(uuid=job.uuid).state == "done"
        with ZipFile(bundle.file.open("rb")) as archive:
            names = archive.namelist()
            table = archive.read("daftar.csv").decode("utf-8-sig")
    assert names == ["0001 =Rina/jawaban.txt", "0001 =Rina/01 a.pdf", "daftar.csv"]
    assert "tidak disertakan: b.pdf" in table
    assert client.get(url).status_code == 200
    assert other.get(url).status_code == 404
    with scoped(SYSTEM):
        assert forget_bundles(now=NOW.replace(day=20)) == 1
