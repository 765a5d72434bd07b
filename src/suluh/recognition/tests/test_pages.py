"""The pages: upload, confirm, list, check by one's own hand, many at once by four."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import PersonYear
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Role
from suluh.recognition.actions import batches
from suluh.recognition.models import BatchItem, Claim, ClaimBatch
from suluh.recognition.tests import make
from suluh.recognition.tests.test_claims import held_in_suluh
from tests import make as house

pytestmark = pytest.mark.django_db
FIELDS = {
    "form_code": "9", "title": "Seminar Nasional Arsip Digital", "organiser": "Universitas Contoh",
    "number": "045/UC/IX/2026", "starts_on": "2026-02-16", "ends_on": "2026-02-16", "jp": "4",
}  # fmt: skip


class Town:
    """A learner and two administrators of the whole agency, each with a browser."""

    def __init__(self) -> None:
        agency, self.unit = make.home()
        self.learner = house.person(self.unit, "Rina Wulandari")
        self.admins = [house.person(self.unit, name) for name in ("Budi", "Sari")]
        for admin in self.admins:
            house.grant(admin, Role.AGENCY_ADMIN, agency)
        self.browser, self.desks = Client(), [Client(), Client()]
        house.sign_in(self.browser, self.learner)
        self.actors = [house.sign_in(*pair) for pair in zip(self.desks, self.admins, strict=True)]

    @property
    def who(self) -> Actor:
        return make.actor_for(self.learner, self.unit)

    def jp(self) -> int:
        with scoped(SYSTEM):
            found = PersonYear.objects.filter(person=self.learner).first()
        return found.jp_minor if found else 0


@pytest.fixture
def town() -> Town:
    return Town()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def state_of(claim: Claim) -> str:
    with scoped(SYSTEM):
        return Claim.objects.get(pk=claim.pk).state


def test_from_the_file_to_the_queue_in_two_steps(town: Town) -> None:
    file = SimpleUploadedFile("s.pdf", make.pdf(*make.LINES))
    sent = town.browser.post("/pembelajaran-luar/sertifikat/", {"file": file})
    page = town.browser.get(sent["Location"]).content.decode()
    assert 'value="Seminar Nasional Arsip Digital"' in page
    assert "Benarkah isian ini?" in page
    done = town.browser.post(sent["Location"], FIELDS, follow=True)
    assert "Menunggu pemeriksa" in done.content.decode()


def test_a_wrong_file_and_wrong_fields_keep_what_was_typed(town: Town) -> None:
    bad = SimpleUploadedFile("s.pdf", b"bukan pdf")
    assert town.browser.post("/pembelajaran-luar/sertifikat/", {"file": bad}).status_code == 422
    good = SimpleUploadedFile("s.png", make.photo())
    place = town.browser.post("/pembelajaran-luar/sertifikat/", {"file": good})["Location"]
    again = town.browser.post(place, FIELDS | {"ends_on": "2026-02-01"})
    assert (again.status_code, "Universitas Contoh" in again.content.decode()) == (422, True)


def test_lists_cost_the_same_with_one_and_with_three(town: Town) -> None:
    make.filed(town.who)
    paths = ((town.browser, "/pembelajaran-luar/"), (town.desks[0], "/kelola/pengajuan/"))
    before = [queries(*each) for each in paths]
    make.filed(town.who)
    make.filed(make.actor(town.unit))
    assert [queries(*each) for each in paths] == before


def test_lists_are_searched_and_say_what_to_do_when_empty(town: Town) -> None:
    empty = town.browser.get("/pembelajaran-luar/").content.decode()
    assert "Foto sertifikatnya" in empty
    make.filed(town.who, title="Bimtek Arsip")
    make.filed(town.who, title="Kursus Bahasa")
    found = town.browser.get("/pembelajaran-luar/?q=arsip").content.decode()
    assert ("Bimtek Arsip" in found, "Kursus Bahasa" in found) == (True, False)
    by_name = town.desks[0].get("/kelola/pengajuan/?q=Wulandari").content.decode()
    assert "Kursus Bahasa" in by_name
    by_nip = town.desks[0].get(f"/kelola/pengajuan/?q={town.admins[0].nip}").content.decode()
    assert "Kursus Bahasa" not in by_nip


def test_checking_leads_on_to_the_next(town: Town) -> None:
    claims = [make.filed(town.who) for _each in range(3)]
    desk = town.desks[0]
    data = {"putusan": "setuju", "revisi": claims[0].revision}
    sent = desk.post(f"/kelola/pengajuan/{claims[0].uuid}/", data)
    assert sent["Location"] == f"/kelola/pengajuan/{claims[1].uuid}/"
    refuse = {"putusan": "tolak", "revisi": 1, "reason_code": "tidak_terbaca"}
    sent = desk.post(sent["Location"], refuse)
    assert sent["Location"] == f"/kelola/pengajuan/{claims[2].uuid}/"
    assert [state_of(claim) for claim in claims] == ["approved", "refused", "asked"]
    assert "Berkas tidak terbaca" in town.browser.get("/pembelajaran-luar/").content.decode()


def test_a_refusal_without_reason_stays_on_the_page(town: Town) -> None:
    claim = make.filed(town.who)
    sent = town.desks[0].post(
        f"/kelola/pengajuan/{claim.uuid}/", {"putusan": "tolak", "revisi": claim.revision}
    )
    assert (sent.status_code, state_of(claim)) == (422, "asked")
    assert "Pilih alasan penolakan" in sent.content.decode()


def test_the_same_file_of_others_is_told_without_their_names(town: Town) -> None:
    data = make.photo()
    stranger = make.actor(make.home()[1], name="Orang Asing")
    make.filed(stranger, data=data)
    claim = make.filed(town.who, data=data)
    page = town.desks[0].get(f"/kelola/pengajuan/{claim.uuid}/").content.decode()
    assert "1 pegawai instansi lain" in page
    assert "Orang Asing" not in page


def test_pictures_and_files_are_inert(town: Town) -> None:
    claim = make.filed(town.who)
    picture = town.desks[0].get(f"/pembelajaran-luar/{claim.uuid}/lembar/1/")
    file = town.desks[0].get(f"/pembelajaran-luar/{claim.uuid}/berkas/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert file["Content-Type"] == "application/octet-stream"
    assert "attachment" in file["Content-Disposition"]
    assert town.desks[0].get(f"/pembelajaran-luar/{claim.uuid}/lembar/2/").status_code == 404


def test_a_colleague_without_the_role_sees_no_queue(town: Town) -> None:
    claim = make.filed(make.actor(town.unit))
    assert town.browser.get("/kelola/pengajuan/").status_code == 403
    assert town.browser.get(f"/kelola/pengajuan/{claim.uuid}/").status_code == 404
    assert town.browser.get(f"/pembelajaran-luar/{claim.uuid}/lembar/1/").status_code == 404


def ask(town: Town, *claims: Claim) -> str:
    sent = town.desks[0].post(
        "/kelola/pengajuan/usul/", {"pengajuan": [str(claim.uuid) for claim in claims]}
    )
    assert sent.status_code == 302
    return str(sent["Location"])


def test_many_at_once_need_another_person(town: Town) -> None:
    claims = [make.filed(town.who, jp_minor=100) for _each in range(3)]
    place = ask(town, *claims)
    assert town.desks[0].post(place, {"putusan": "setuju"}).status_code == 403
    assert (town.jp(), state_of(claims[0])) == (0, "asked")
    done = town.desks[1].post(place, {"putusan": "setuju"}, follow=True).content.decode()
    assert "3 dari 3 disetujui" in done
    assert town.jp() == 300
    assert town.desks[1].post(place, {"putusan": "setuju"}).status_code == 409
    assert town.jp() == 300


def test_what_changed_after_it_was_held_ready_stays_out(town: Town) -> None:
    kept, changed = make.filed(town.who), make.filed(town.who)
    place = ask(town, kept, changed)
    town.browser.post(f"/pembelajaran-luar/{changed.uuid}/isi/", FIELDS | {"jp": "99"})
    town.desks[1].post(place, {"putusan": "setuju"})
    assert (state_of(kept), state_of(changed)) == ("approved", "asked")


def test_the_approvers_own_claim_stays_out(town: Town) -> None:
    own = make.filed(make.actor_for(town.admins[1], town.unit))
    other = make.filed(town.who)
    place = ask(town, own, other)
    town.desks[1].post(place, {"putusan": "setuju"})
    assert (state_of(own), state_of(other)) == ("asked", "approved")


def test_a_unit_administrator_does_not_approve_beyond_the_unit(town: Town) -> None:
    with scoped(SYSTEM):
        unit = Unit.objects.select_related("tenant").get(pk=town.unit.pk)
    beside = house.unit(unit.tenant, "Dinas Sebelah")
    client, admin = Client(), house.person(beside, "Admin Sebelah")
    house.grant(admin, Role.UNIT_ADMIN, unit.tenant, at=beside)
    house.sign_in(client, admin)
    claim = make.filed(town.who)
    place = ask(town, claim)
    assert client.post(place, {"putusan": "setuju"}).status_code == 404
    assert (state_of(claim), town.jp()) == ("asked", 0)


def test_given_back_they_wait_one_by_one(town: Town) -> None:
    claim = make.filed(town.who)
    place = ask(town, claim)
    again = town.desks[0].post("/kelola/pengajuan/usul/", {"pengajuan": [str(claim.uuid)]})
    assert again.status_code == 409  # held ready already
    town.desks[1].post(place, {"putusan": "kembali"})
    with scoped(SYSTEM):
        assert ClaimBatch.objects.get().state == "refused"
    assert ask(town, claim)


def test_nothing_chosen_is_said(town: Town) -> None:
    for chosen in ([], [str(uuid4())], ["x"]):
        sent = town.desks[0].post("/kelola/pengajuan/usul/", {"pengajuan": chosen})
        assert sent.status_code == 409


def test_what_was_decided_or_booked_meanwhile_stays_out_with_a_note(town: Town) -> None:
    decided, booked, kept = (make.filed(town.who, title=f"Seminar {n}") for n in "ABC")
    place = ask(town, decided, booked, kept)
    town.browser.post(f"/pembelajaran-luar/{decided.uuid}/tarik/")
    held_in_suluh(town.who, "Seminar B", make.DAY)
    town.desks[1].post(place, {"putusan": "setuju"})
    with scoped(SYSTEM):
        notes = dict(BatchItem.objects.values_list("claim_id", "note"))
    assert notes == {decided.pk: "decided", booked.pk: "in_the_book", kept.pk: ""}
    assert [state_of(claim) for claim in (decided, booked, kept)] == [
        "withdrawn", "asked", "approved",
    ]  # fmt: skip


def test_an_approver_who_lost_the_reach_approves_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make.filed(town.who)
    place = ask(town, claim)
    monkeypatch.setattr(batches, "may_check", lambda *_given: False)
    assert town.desks[1].post(place, {"putusan": "setuju"}).status_code == 403
    assert (state_of(claim), town.jp()) == ("asked", 0)
