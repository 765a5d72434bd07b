"""Pages of discussions through the browser's eyes: what is typed stays, lists cost the same."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.discussion.models import Post, Thread
from suluh.activities.discussion.rules import pace
from suluh.activities.discussion.tests import make as talk
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment, Progress
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account, Person
from suluh.organisation.types import Actor, Role
from tests import make

pytestmark = pytest.mark.django_db


def client_of(actor: Actor) -> Client:
    """A browser in which the person is signed in, with the roles that tests gave them."""
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


@pytest.fixture
def hall() -> talk.Hall:
    made = talk.hall()
    with scoped(SYSTEM):
        organiser = Person.objects.get(pk=made.organiser.person_id)
    make.grant(organiser, Role.ORGANISER, made.agency)
    return made


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return str(answer.content.decode())


def test_a_course_without_threads_says_what_to_do(hall: talk.Hall) -> None:
    url = f"/pelatihan/{hall.offering.uuid}/diskusi/"
    text = text_of(client_of(hall.asker), url)

    assert "Belum ada topik" in text
    assert f'href="{url}baru/"' in text
    assert f'href="{url}"' in text_of(client_of(hall.asker), f"/pelatihan/{hall.offering.uuid}/")


def test_a_thread_is_begun_answered_and_found(hall: talk.Hall) -> None:
    url = f"/pelatihan/{hall.offering.uuid}/diskusi/"
    asker, helper = client_of(hall.asker), client_of(hall.helper)
    given = {"title": "Salam <b>", "text": "Apa **salam** yang baik?", "token": str(uuid4())}

    made = asker.post(f"{url}baru/", given | {"is_question": "on"})
    thread = str(made["Location"])
    assert "Salam &lt;b&gt;" in text_of(helper, url)
    assert "<strong>salam</strong>" in text_of(helper, thread)
    answer = helper.post(f"{thread}balas/", {"text": "Dengan hormat", "token": str(uuid4())})
    assert answer["Location"] == f"{thread}?dari=2"

    assert "1 baru" in text_of(asker, url)
    assert 'aria-label="Tulisan 2 oleh Beni Penjawab"' in text_of(asker, thread)
    assert "1 baru" not in text_of(asker, url)
    assert "Salam" in text_of(asker, f"{url}?q=hormat")
    assert "Tidak ada topik yang cocok" in text_of(asker, f"{url}?q=kwitansi")
    assert "Salam" in text_of(asker, f"{url}?hanya=pertanyaan")
    assert "Dengan hormat" in text_of(asker, f"{thread}?q=hormat")


def test_what_was_typed_stays_where_it_is_refused(
    hall: talk.Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = talk.thread(hall, hall.asker, now=NOW)
    client = client_of(hall.helper)
    monkeypatch.setattr(pace, "POSTS_A_DAY", 0)

    reply = client.post(f"/diskusi/{thread.uuid}/balas/", {"text": "Kata yang berharga"})
    new = client.post(
        f"/pelatihan/{hall.offering.uuid}/diskusi/baru/", {"title": "J", "text": "Kata mahal"}
    )

    assert (reply.status_code, new.status_code) == (422, 422)
    assert "Kata yang berharga" in reply.content.decode()
    assert "Kata mahal" in new.content.decode()
    assert "belum terkirim" in reply.content.decode()


def test_looking_for_somebody_to_mention_keeps_the_words_and_sends_nothing(
    hall: talk.Hall,
) -> None:
    thread = talk.thread(hall, hall.asker)
    client, url = client_of(hall.asker), f"/diskusi/{thread.uuid}/balas/"

    found = client.post(url, {"aksi": "cari", "cari": "penj", "text": "Terima kasih"})

    text = found.content.decode()
    assert found.status_code == 200
    assert "Terima kasih" in text
    assert "Beni Penjawab" in text
    assert talk.fresh(thread).post_count == 1
    with scoped(SYSTEM):
        seat = Enrolment.objects.get(person_id=hall.helper.person_id).uuid
    client.post(url, {"aksi": "kirim", "text": "Terima kasih", "sebut": str(seat)})
    assert "Menyebut Beni Penjawab" in text_of(client, f"/diskusi/{thread.uuid}/")


def test_writing_in_a_topic_is_judged_by_its_rule(hall: talk.Hall) -> None:
    client = client_of(hall.helper)
    lesson = f"/pelatihan/{hall.offering.uuid}/belajar/{hall.key}/"
    assert "Tulis 1 tulisan lagi" in text_of(client, lesson)
    thread = talk.thread(hall, hall.asker, topic=True)

    client.post(f"/diskusi/{thread.uuid}/balas/", {"text": "Ya."})
    with scoped(SYSTEM):
        before = Progress.objects.get(person_id=hall.helper.person_id).state
    client.post(f"/diskusi/{thread.uuid}/balas/", {"text": "Surat dari banyak unit."})

    with scoped(SYSTEM):
        now = Progress.objects.get(person_id=hall.helper.person_id).state
        place = Enrolment.objects.get(person_id=hall.helper.person_id).state
    assert (before, now, place) == ("started", "done", "completed")
    assert "Surat yang sulit" in text_of(
        client, f"/pelatihan/{hall.offering.uuid}/diskusi/?bagian={hall.key}"
    )


def test_a_topic_that_is_none_is_absent(hall: talk.Hall) -> None:
    client = client_of(hall.asker)
    for wrong in (uuid4(), "x"):
        text_of(client, f"/pelatihan/{hall.offering.uuid}/diskusi/?bagian={wrong}", 404)


def test_moderation_by_its_pages(hall: talk.Hall) -> None:
    thread = talk.thread(hall, hall.asker)
    talk.post(thread, hall.helper, "Kata kasar")
    asker, organiser = client_of(hall.asker), client_of(hall.organiser)
    base = f"/diskusi/{thread.uuid}/"

    assert asker.get(f"{base}2/sembunyikan/").status_code == 403
    assert asker.post(f"{base}tindakan/", {"aksi": "kunci"}).status_code == 403
    assert asker.post(f"{base}2/lapor/", {"reason": "Kasar"}).status_code == 302
    assert "Kasar" in text_of(organiser, "/diskusi/laporan/")
    assert organiser.post(f"{base}2/sembunyikan/", {"reason": "Tidak santun"}).status_code == 302
    text = text_of(asker, base)
    assert "Tulisan ini disembunyikan moderator." in text
    assert "Kata kasar" not in text
    assert "Tidak santun" in text_of(client_of(hall.helper), base)
    organiser.post(f"{base}2/putuskan/", {"aksi": "tampilkan"})
    assert "Kata kasar" in text_of(asker, base)
    organiser.post(f"{base}tindakan/", {"aksi": "kunci"})
    assert "Topik ini sudah dikunci" in text_of(asker, base)


def test_history_is_for_author_and_moderators(hall: talk.Hall) -> None:
    thread = talk.thread(hall, hall.asker)
    url = f"/diskusi/{thread.uuid}/1/"
    client_of(hall.asker).post(f"{url}ubah/", {"text": "Kata baru"})

    assert talk.WORDS in text_of(client_of(hall.asker), f"{url}riwayat/")
    assert talk.WORDS in text_of(client_of(hall.organiser), f"{url}riwayat/")
    text_of(client_of(hall.helper), f"{url}riwayat/", 403)
    text_of(client_of(hall.helper), f"{url}ubah/", 403)


def test_lists_cost_the_same_however_long(
    hall: talk.Hall, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, moment = client_of(hall.asker), NOW
    url = f"/pelatihan/{hall.offering.uuid}/diskusi/"
    thread = talk.thread(hall, hall.asker)
    for more in (0, 2):
        for _each in range(more):
            moment += timedelta(minutes=10)
            talk.thread(hall, hall.helper, now=moment)
            talk.post(thread, hall.helper, now=moment, reply_to=1)
        client.get(f"/diskusi/{thread.uuid}/")  # what a first look writes is written
        with django_assert_num_queries(LIST):
            client.get(url)
        with django_assert_num_queries(THREAD + bool(more)):
            client.get(f"/diskusi/{thread.uuid}/")


LIST, THREAD = 21, 19  # answers to posts on the page are one query more


def test_old_threads_are_paged_by_key(hall: talk.Hall) -> None:
    with scoped(SYSTEM):
        Thread.objects.bulk_create(
            Thread(tenant=hall.agency, offering=hall.offering, title=f"Topik {n:02d}", name="B",
                   person_id=hall.helper.person_id, last_at=NOW + timedelta(minutes=n // 2),
                   created_at=NOW)
            for n in range(30)
        )  # fmt: skip
        last = Thread.objects.get(title="Topik 05").uuid
    client, url = client_of(hall.asker), f"/pelatihan/{hall.offering.uuid}/diskusi/"

    first = text_of(client, url)
    assert [n for n in range(30) if f"Topik {n:02d}" in first] == list(range(5, 30))
    assert f"sesudah={last}" in first
    second = text_of(client, f"{url}?halaman=2&sesudah={last}")
    assert [n for n in range(30) if f"Topik {n:02d}" in second] == list(range(5))
    third = text_of(client, f"{url}?halaman=1&sebelum={uuid_of('Topik 04')}")
    assert [n for n in range(30) if f"Topik {n:02d}" in third] == list(range(5, 30))


def uuid_of(title: str) -> str:
    with scoped(SYSTEM):
        return str(Thread.objects.get(title=title).uuid)


def test_a_post_of_another_thread_is_not_this_ones(hall: talk.Hall) -> None:
    thread = talk.thread(hall, hall.asker)

    text_of(client_of(hall.asker), f"/diskusi/{thread.uuid}/9/riwayat/", 404)
    with scoped(SYSTEM):
        assert Post.objects.count() == 1
