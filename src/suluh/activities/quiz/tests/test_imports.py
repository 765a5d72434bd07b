"""Files of questions: looked at before anything changes, applied whole, undone, found again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.quiz import jobs
from suluh.activities.quiz.actions.imports import runs
from suluh.activities.quiz.models import BankImport, BankImportRow, Question
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, questions
from suluh.base.models import DomainEvent, LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
BANK, IMPORT = "/kelola/bank-soal/", "/kelola/bank-soal/impor/"
GIFT = """$CATEGORY: Layanan

// [id:L-1] [tag:dasar]
::Sanggah::Berapa hari masa sanggah? {~lima =tujuh ~sepuluh}

Apa ibu kota Jawa Barat? {=Bandung}

::Rusak::Tanpa jawaban { {
"""


@pytest.fixture
def home() -> Any:
    return make.agency()


def client_of(home: Any, role: Role = Role.AUTHOR) -> Client:
    who, client = make.person(make.unit(home)), Client()
    make.grant(who, role, home)
    make.sign_in(client, who)
    return client


def upload(client: Client, text: str = GIFT, **more: str) -> str:
    """Where the file's page is."""
    file = SimpleUploadedFile("soal.txt", text.encode())
    answer = client.post(IMPORT, {"file": file, **more})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def counts() -> dict[str, int]:
    with scoped(SYSTEM):
        found = BankImport.objects.order_by("-id")[0].counts
    return {name: found.get(name, 0) for name in ("new", "changed", "same", "refused")}


def bank() -> dict[str, tuple[int, bool]]:
    with scoped(SYSTEM):
        rows = Question.objects.values_list("text", "number", "archived_at")
    return {text: (number, archived is not None) for text, number, archived in rows}


def test_a_file_is_looked_at_before_the_bank_changes(home: Any) -> None:
    client = client_of(home)
    page = client.get(upload(client)).content.decode()
    assert counts() == {"new": 2, "changed": 0, "same": 0, "refused": 1}
    assert "2 soal akan masuk atau berubah" in page
    assert bank() == {}
    refused = client.get(f"{upload(client)}?jenis=refused").content.decode()
    assert "Rusak" in refused
    assert "kurawal" in refused


def test_applied_once_and_then_the_same(home: Any) -> None:
    client = client_of(home)
    url = upload(client)
    for _twice in range(2):
        client.post(f"{url}terapkan/")
    with scoped(SYSTEM):
        found = Question.objects.get(code="L-1")
        told = DomainEvent.objects.filter(name="quiz.bank_import.applied").count()
    assert (found.category, found.tags, found.name) == ("Layanan", ["dasar"], "Sanggah")
    assert (len(bank()), told) == (2, 1)
    upload(client)
    assert counts() == {"new": 0, "changed": 0, "same": 2, "refused": 1}


def test_a_question_is_known_by_code_words_or_key_and_changed_only_where_it_differs(
    home: Any,
) -> None:
    client = client_of(home)
    questions(home, CAPITAL)
    client.post(f"{upload(client)}terapkan/")
    other = GIFT.replace("masa sanggah?", "masa sanggah itu?").replace("=Bandung", "=Cimahi")
    url = upload(client, other)
    assert counts() == {"new": 1, "changed": 1, "same": 0, "refused": 1}
    page = client.get(f"{url}?jenis=changed").content.decode()
    assert "Berapa hari masa sanggah itu?" in page
    client.post(f"{url}terapkan/")
    assert bank()["Berapa hari masa sanggah itu?"] == (2, False)


def test_undone_new_ones_are_archived_changed_ones_are_as_before(home: Any) -> None:
    client = client_of(home)
    client.post(f"{upload(client)}terapkan/")
    url = upload(client, GIFT.replace("~lima", "~empat") + "\nBaru? {=ya}\n")
    client.post(f"{url}terapkan/")
    assert client.get(f"{url}batalkan/").status_code == 200
    client.post(f"{url}batalkan/")
    client.post(f"{url}batalkan/")
    assert bank() == {
        "Berapa hari masa sanggah?": (3, False), "Apa ibu kota Jawa Barat?": (1, False),
        "Baru?": (1, True),
    }  # fmt: skip
    with scoped(SYSTEM):
        found = Question.objects.get(code="L-1")
        first, last = (found.versions.get(number=n).data for n in (1, 3))
    assert first == last


def test_undoing_leaves_what_somebody_changed_since(home: Any) -> None:
    client = client_of(home)
    url = upload(client)
    client.post(f"{url}terapkan/")
    with scoped(SYSTEM):
        mine = Question.objects.get(code="L-1")
    given = {"text": "Lain sama sekali?", "lines": "*a\nb", "difficulty": "easy", "points": "1"}
    client.post(f"{BANK}{mine.uuid}/", given)
    client.post(f"{url}batalkan/")
    assert bank() == {"Lain sama sekali?": (2, False), "Apa ibu kota Jawa Barat?": (1, True)}
    assert "1 soal tetap seperti sekarang" in client.get(url).content.decode()


def test_only_the_last_import_can_be_undone(home: Any) -> None:
    client = client_of(home)
    first = upload(client)
    client.post(f"{first}terapkan/")
    second = upload(client, "Baru? {=ya}")
    client.post(f"{second}terapkan/")
    answer = client.post(f"{first}batalkan/", follow=True).content.decode()
    assert "Ada impor yang lebih baru" in answer
    assert len(bank()) == 3


def test_a_question_that_changed_since_comparing_is_skipped_and_named(home: Any) -> None:
    client = client_of(home)
    client.post(f"{upload(client)}terapkan/")
    url = upload(client, GIFT.replace("~lima", "~empat"))
    with scoped(SYSTEM):
        mine = Question.objects.get(code="L-1")
    given = {"text": "Lain sama sekali?", "lines": "*a\nb", "difficulty": "easy", "points": "1"}
    client.post(f"{BANK}{mine.uuid}/", given)
    client.post(f"{url}terapkan/")
    assert bank()["Lain sama sekali?"] == (2, False)
    assert "diubah orang lain" in client.get(f"{url}?jenis=refused").content.decode()


def test_the_same_question_twice_in_a_file_counts_once(home: Any) -> None:
    client = client_of(home)
    upload(client, "Baru? {=ya}\n\nBaru? {=ya}\n")
    assert counts() == {"new": 1, "changed": 0, "same": 0, "refused": 1}


def test_discarded_nothing_is_left(home: Any) -> None:
    client = client_of(home)
    url = upload(client)
    client.post(f"{url}buang/")
    with scoped(SYSTEM):
        assert not BankImportRow.objects.exists()
    assert "soal.txt" not in client.get(IMPORT).content.decode()


@pytest.mark.parametrize("text", ["NIP;Nama\n1985;Budi\n", "<quiz><!DOCTYPE x></quiz>", "<quiz>"])
def test_a_file_that_cannot_be_read_says_why(home: Any, text: str) -> None:
    client = client_of(home)
    page = client.get(upload(client, text)).content.decode()
    assert "Berkas ini belum dapat dibaca" in page
    assert "Unggah berkas lain" in page


def test_a_large_file_is_worked_on_by_a_job(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "SMALL_FILE", 10)
    monkeypatch.setattr(runs, "SMALL_BANK", 0)
    client = client_of(home)
    url = upload(client)
    assert "pekerjaan" in client.get(url).content.decode()
    with scoped(SYSTEM):
        run = BankImport.objects.get()
    for work, path in (
        (jobs.compare_questions, ""), (jobs.apply_questions, "terapkan/"),
        (jobs.undo_questions, "batalkan/"),
    ):  # fmt: skip
        if path:
            client.post(f"{url}{path}")
        for _twice in range(2):
            work(run=str(run.uuid), actor_id=run.created_by_id)
    with scoped(SYSTEM):
        assert BankImport.objects.get().state == "undone"
        assert set(LongJob.objects.values_list("state", flat=True)) == {"done"}
        assert not BankImport.objects.get().file
    assert set(bank().values()) == {(1, True)}


def test_a_reviewer_does_not_import_and_strangers_imports_stay_hidden(home: Any) -> None:
    author, reviewer = client_of(home), client_of(home, Role.REVIEWER)
    url = upload(author)
    stranger = client_of(make.agency())
    assert reviewer.get(IMPORT).status_code == 403
    assert [stranger.get(url).status_code, stranger.post(f"{url}terapkan/").status_code] == [
        404
    ] * 2
    assert "soal.txt" not in stranger.get(IMPORT).content.decode()


def test_the_lists_cost_the_same_for_one_and_three(
    home: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(home)
    one, three = upload(client, "A? {=a}"), upload(client, "A? {=a}\n\nB? {=b}\n\nC? {=c}")
    client.get(one)
    for url in (one, three):
        with django_assert_num_queries(6):
            client.get(url)


def test_export_of_all_of_a_search_and_of_a_choice(home: Any) -> None:
    client = client_of(home, Role.REVIEWER)
    first, _second = questions(home, CAPITAL, CHOICE)
    url = f"{BANK}ekspor/"
    everything = client.get(f"{url}?unduh=1&bentuk=gift")
    assert everything["Content-Disposition"].endswith('.gift.txt"')
    assert everything.content.decode().count("[id:") == 2
    for narrowed in ("q=ibu", f"soal={first.uuid}"):
        text = client.get(f"{url}?unduh=1&bentuk=gift&{narrowed}").content.decode()
        assert (text.count("[id:"), "Bandung" in text) == (1, True)
    page = client.get(f"{url}?bentuk=aiken").content.decode()
    assert "Yang tidak muat dalam Aiken" in page


def test_an_exported_bank_comes_back_as_the_same(home: Any) -> None:
    client = client_of(home)
    questions(home, CAPITAL, CHOICE)
    text = client.get(f"{BANK}ekspor/?unduh=1&bentuk=moodle").content.decode()
    upload(client, text)
    assert counts() == {"new": 0, "changed": 0, "same": 2, "refused": 0}


def test_a_strangers_question_is_not_exported(home: Any) -> None:
    (theirs,) = questions(make.agency(), CAPITAL)
    page = client_of(home).get(f"{BANK}ekspor/?unduh=1&soal={theirs.uuid}").content.decode()
    assert "Bandung" not in page
