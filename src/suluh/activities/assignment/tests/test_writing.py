"""Writing: nothing is lost, nothing is taken that should not be, one hand-in for all of a team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.activities.assignment.jobs import scan_file
from suluh.activities.assignment.models import File, HandIn, Team, Work
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.tests import make
from suluh.activities.assignment.tests.make import PDF, TASK, Desk, upload
from suluh.activities.assignment.types import Brief, Late, Passing
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
JOURNAL = briefs.as_journal(Brief(text="Tulis.", is_journal=True, least_words=3))
TEAMS = replace(TASK, team_size=2, passing=Passing.HANDED_IN, pass_percent=0)


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(who: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=who.person_id))
    return client


def hand_ins() -> list[tuple[int, str, int]]:
    with scoped(SYSTEM):
        return [(h.number, h.text, len(h.files)) for h in HandIn.objects.order_by("number")]


def test_a_journal_is_done_once_it_has_enough_words_and_then_stays() -> None:
    desk = make.desk(JOURNAL)
    rina = desk.learner()
    short = desk.post(rina, "kirim", isi="dua kata")
    before = (desk.place(rina).state, make.work().text, hand_ins())

    desk.post(rina, "kirim", isi="tiga kata saja")
    desk.post(rina, "kirim", isi="sesuatu yang sama sekali lain")
    desk.post(rina, "ubah")

    assert "2 kata" in short.sentence
    assert before == ("registered", "dua kata", [])
    assert (desk.place(rina).state, hand_ins()) == ("completed", [(1, "tiga kata saja", 0)])


def test_the_draft_saves_itself_and_two_devices_lose_nothing() -> None:
    desk = make.desk()
    rina = desk.learner()
    desk.lesson(rina)
    client, url = client_of(rina), f"/pelatihan/{desk.offering.uuid}/tugas/{desk.key}/simpan/"

    first = client.post(url, {"isi": "satu", "cap": "0"})
    again = client.post(url, {"isi": "satu", "cap": "0"})
    late = client.post(url, {"isi": "dari ponsel", "cap": "0"})
    assert (first.json()["cap"], again.status_code, late.status_code) == (1, 200, 409)
    assert make.work().text == "satu"

    desk.post(rina, "simpan", isi="dari ponsel", cap="0")
    assert make.work().text.startswith("satu\n\n")
    assert make.work().text.endswith("dari ponsel")


def test_what_nobody_marks_yet_may_be_replaced_and_the_first_stays_on_record() -> None:
    desk = make.desk()
    rina = desk.learner()
    desk.post(rina, "kirim", isi="pertama")
    desk.post(rina, "ubah")
    desk.post(rina, "kirim", isi="kedua", cap="1")
    desk.post(rina, "kirim", isi="kedua", cap="2")

    assert hand_ins() == [(1, "pertama", 0), (2, "kedua", 0)]
    with scoped(SYSTEM):
        Work.objects.update(marker_id=rina.person_id)
    assert "mulai dinilai" in desk.post(rina, "ubah").sentence


@pytest.mark.parametrize(
    ("late", "taken", "days"), [(Late.REFUSED, 0, 0), (Late.ALLOWED, 1, 2), (Late.MINUS, 1, 2)]
)
def test_after_the_date_it_depends_on_the_task(late: Late, taken: int, days: int) -> None:
    desk = make.desk(replace(TASK, due_days=1, late=late))
    rina = desk.learner()
    desk.post(rina, "simpan", isi="naskah")
    after = NOW + timedelta(days=3)

    report = desk.post(rina, "kirim", after, isi="naskah lengkap", cap="1")

    assert (make.work().number, make.work().late_days) == (taken, days)
    assert make.work().text == "naskah lengkap"  # kept, though it may not be taken
    assert ("lewat" in report.sentence) is (taken == 0)


def test_files_are_told_by_content_and_named_by_us() -> None:
    desk = make.desk()
    rina = desk.learner()
    wrong = [
        upload("surat.exe", PDF), upload("surat.pdf", b"<html><script>1</script>"),
        upload("../../etc/passwd.pdf", b""), upload("gambar.svg", b"<svg onload=1>"),
    ]  # fmt: skip
    said = desk.post(rina, "unggah", files=wrong, isi="").sentence
    desk.post(rina, "unggah", files=[upload("..\\..\\jahat\u202egnp.pdf")], isi="")
    more = desk.post(rina, "unggah", files=[upload("a.pdf"), upload("b.pdf")], isi="").sentence

    with scoped(SYSTEM):
        kept = list(File.objects.order_by("id"))
    assert said.count("“") == 4
    assert [file.name for file in kept] == ["jahatgnp.pdf", "a.pdf"]
    assert all(str(file.file.name).startswith("tugas/") for file in kept)
    assert all("jahat" not in str(file.file.name) for file in kept)
    assert "2 berkas" in more


def test_a_removed_file_is_not_handed_in_and_a_handed_in_one_stays() -> None:
    desk = make.desk()
    rina = desk.learner()
    desk.post(rina, "unggah", files=[upload("a.pdf"), upload("b.pdf")], isi="teks")
    with scoped(SYSTEM):
        first, second = File.objects.order_by("id")
    desk.post(rina, "", hapus=str(first.uuid), isi="teks")
    desk.post(rina, "kirim", isi="teks")
    desk.post(rina, "", hapus=str(second.uuid), isi="teks")

    with scoped(SYSTEM):
        assert HandIn.objects.get().files == [second.pk]
        assert File.objects.get(pk=second.pk).removed_at is None


def test_a_file_is_an_attachment_for_its_owner_and_absent_for_others() -> None:
    desk = make.desk()
    rina, budi = desk.learner(), desk.learner("Budi")
    desk.post(rina, "unggah", files=[upload("surat.pdf")], isi="")
    desk.lesson(budi)
    with scoped(SYSTEM):
        file = File.objects.get()
    url = f"/pelatihan/{desk.offering.uuid}/tugas/{desk.key}/berkas/{file.uuid}/"

    answer = client_of(rina).get(url)

    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="surat.pdf"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client_of(budi).get(url).status_code == 404
    with scoped(SYSTEM):
        File.objects.update(scan=File.Scan.HARMFUL)
    assert client_of(rina).get(url).status_code == 404


class Scanner:
    """Finds harm where the content says so."""

    def scan(self, chunks: Iterable[bytes]) -> str:
        return "Uji" if b"jahat" in b"".join(chunks) else ""


class Away:
    """Cannot look now."""

    def scan(self, chunks: Iterable[bytes]) -> str:
        raise ConnectionRefusedError


SCANNER, AWAY = Scanner(), Away()


def test_with_a_scanner_nothing_harmful_is_handed_in_or_opened(settings: Any) -> None:
    settings.UPLOAD_SCANNER = f"{__name__}.SCANNER"
    desk = make.desk()
    rina = desk.learner()
    desk.post(rina, "unggah", files=[upload("a.pdf"), upload("b.pdf", PDF + b"jahat")], isi="x")
    with scoped(SYSTEM):
        files = list(File.objects.order_by("id"))
    assert {file.scan for file in files} == {"waiting"}

    settings.UPLOAD_SCANNER = f"{__name__}.AWAY"
    with pytest.raises(OSError):  # noqa: PT011 the job comes again
        scan_file(file=str(files[0].uuid), tenant_id=desk.agency.pk)
    settings.UPLOAD_SCANNER = f"{__name__}.SCANNER"
    for file in (*files, *files):
        scan_file(file=str(file.uuid), tenant_id=desk.agency.pk)

    with scoped(SYSTEM):
        assert [file.scan for file in File.objects.order_by("id")] == ["clean", "harmful"]
        assert DomainEvent.objects.filter(name="assignment.file.refused").count() == 1
    assert "berbahaya" in desk.post(rina, "kirim", isi="x").sentence
    desk.post(rina, "", hapus=str(files[1].uuid), isi="x")
    desk.post(rina, "kirim", isi="x")
    assert hand_ins() == [(1, "x", 1)]


def _team(desk: Desk, *names: str) -> list[Actor]:
    people = [desk.learner(name) for name in names]
    desk.post(people[0], "kelompok-baru", nama="Mawar")
    with scoped(SYSTEM):
        team = str(Team.objects.get().uuid)
    for who in people[1:]:
        desk.post(who, "gabung", kelompok=team)
    return people


def test_one_of_a_team_hands_in_for_all() -> None:
    desk = make.desk(TEAMS)
    rina, budi, cici = _team(desk, "Rina", "Budi", "Cici")

    desk.post(budi, "kirim", isi="bersama")

    assert [desk.place(who).state for who in (rina, budi, cici)] == [
        "completed", "completed", "registered",
    ]  # fmt: skip
    assert "bersama" in client_of(rina).get(desk.lesson(rina).url).content.decode()
    assert "bersama" not in client_of(cici).get(desk.lesson(cici).url).content.decode()
    assert "kelompok" in desk.post(cici, "kirim", isi="sendiri").sentence


def test_a_team_is_left_before_it_hands_in() -> None:
    desk = make.desk(TEAMS)
    rina, budi = _team(desk, "Rina", "Budi")
    desk.post(rina, "simpan", isi="milik bersama")

    assert desk.post(budi, "keluar").sentence == ""
    assert desk.post(rina, "keluar").sentence != ""
    assert "milik bersama" not in client_of(budi).get(desk.lesson(budi).url).content.decode()
