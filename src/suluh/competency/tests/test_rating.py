"""Rating oneself and one's team, an assessor's judgement, results by file: who may, and once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.base import compared
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.competency.actions import results
from suluh.competency.actions.rating import assess
from suluh.competency.models import Assessment, Attainment, ResultRow, ResultRun
from suluh.competency.rules.result_file import HEADER, columns_of, told_by
from suluh.competency.rules.rubric import place, suggested
from suluh.competency.tests import make as book
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Role
from suluh.standards.spreadsheet import write_xlsx
from suluh.standards.tables import MAX_LINE
from tests import make

TODAY = date(2026, 11, 26)
COLUMNS = columns_of(HEADER)


@pytest.mark.parametrize(
    ("observed", "level"),
    [([], 0), (["1.1"], 0), (["1.1", "1.2"], 1), (["1.1", "1.2", "3.1"], 3), (["3.1"], 0)],
)
def test_a_level_asks_for_every_indicator_up_to_it(observed: list[str], level: int) -> None:
    assert suggested({1: 2, 2: 0, 3: 1, 4: 1}, observed) == level
    assert suggested({1: 1}, ["1.1"]) == 1  # to the last there is
    assert place(3, 1) == "3.1"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["198503122010012003", "m.05", "3", "31-08-2026", ""], ""),
        (["198503122010012003", "M.05", "6", "31-08-2026", ""], "1 sampai 5"),
        (["198503122010012003", "M.05", "3", "31-08-2027", ""], "belum lewat"),
        (["198503122010012003", "M.05", "3", "31-08-2026", "1-1-2020"], "mendahului"),
        (["1,97E+17", "M.05", "3", "31-08-2026"], "notasi ilmiah"),
    ],
)
def test_a_line_of_a_file_says_what_is_wrong(cells: list[str], problem: str) -> None:
    told = told_by(2, cells, COLUMNS, today=TODAY)
    assert problem in told.problem if problem else not told.problem
    if not problem:
        assert (told.code, told.level, told.expires_on) == ("M.05", 3, None)


class Team:
    """A clerk whose post asks for two competencies, with a head, an assessor and a keeper."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.agency = make.agency()
        self.unit, self.other_unit = make.unit(self.agency, "Dinas A"), make.unit(self.agency, "B")
        self.clerk = make.person(self.unit, "Siti Pelaksana")
        self.head = make.person(self.unit, "Kepala")
        self.assessor = make.person(self.other_unit, "Asesor Ahli")
        self.keeper = make.person(self.other_unit, "Pengelola")
        make.grant(self.head, Role.SUPERVISOR, self.agency, at=self.unit)
        make.grant(self.assessor, Role.TRAINER, self.agency)
        make.grant(self.keeper, Role.AGENCY_ADMIN, self.agency)
        book.post_of(self.clerk)
        book.standard(self.agency, {"M.01": 2, "M.05": 3}, jenis="4", post="Penata Layanan")
        self.integrity, self.service = book.competency("M.01"), book.competency("M.05")

    def as_(self, who: Person) -> Client:
        make.sign_in(self.client, who)
        return self.client


@pytest.fixture
def team(db: None, client: Client) -> Team:
    return Team(client)


def reached() -> list[tuple[str, int, str]]:
    with scoped(SYSTEM):
        rows = Attainment.objects.order_by("at", "id")
        return [(row.source, row.level, row.assessor) for row in rows]


def test_one_rates_oneself_once_for_each_form(team: Team) -> None:
    client = team.as_(team.clerk)
    page = client.get("/kompetensi/nilai-diri/").content.decode()
    assert "Pelayanan Publik" in page
    given = {"token": str(uuid4()), str(team.service.uuid): "2"}
    for _turn in range(2):
        assert client.post("/kompetensi/nilai-diri/", given).status_code == 302
    assert reached() == [("diri", 2, "Siti Pelaksana")]
    again = {**given, "token": str(uuid4()), str(team.service.uuid): "3"}
    client.post("/kompetensi/nilai-diri/", again)
    assert [level for _source, level, _who in reached()] == [2, 3]
    empty = client.post("/kompetensi/nilai-diri/", {"token": str(uuid4())})
    assert "paling sedikit satu kompetensi" in empty.content.decode()


def test_a_supervisor_rates_the_team_and_nobody_else(team: Team) -> None:
    url = f"/kompetensi/nilai/{team.clerk.uuid}/"
    given = {"token": str(uuid4()), str(team.integrity.uuid): "2"}
    stranger = make.person(make.unit(make.agency("Lain")))
    make.grant(stranger, Role.SUPERVISOR, _home(stranger).tenant)
    other_head = make.person(team.other_unit, "Kepala Lain")
    make.grant(other_head, Role.SUPERVISOR, team.agency, at=team.other_unit)
    for who in (team.clerk, stranger, other_head, team.assessor):
        client = team.as_(who)
        assert client.get(url).status_code == 404
        assert client.post(url, given).status_code == 404
    client = team.as_(team.head)
    assert client.get(f"/kompetensi/nilai/{team.head.uuid}/").status_code == 404
    assert client.post(url, given).status_code == 302
    assert reached() == [("atasan", 2, "Kepala")]


def _home(person: Person) -> Employment:
    with scoped(SYSTEM):
        return Employment.objects.select_related("tenant").get(person=person)


def _rubric(team: Team, **given: Any) -> Any:
    url = f"/kompetensi/asesor/{team.clerk.uuid}/{team.service.uuid}/"
    return team.client.post(url, {"way": "wawancara", "level": "0", **given})


def test_an_assessor_judges_by_the_indicators(team: Team) -> None:
    client = team.as_(team.assessor)
    assert "Siti Pelaksana" in client.get("/kompetensi/asesor/?q=siti").content.decode()
    assert client.get(f"/kompetensi/asesor/{team.clerk.uuid}/").status_code == 200
    url = f"/kompetensi/asesor/{team.clerk.uuid}/{team.service.uuid}/"
    form = client.get(url).context["form"]
    first = [name for name, _text in form.steps[0].indicators]
    assert _rubric(team, level="1", level_1=first).status_code == 302
    with scoped(SYSTEM):
        made = Assessment.objects.get()
    assert (made.level, made.observed, made.assessor) == (1, sorted(first), "Asesor Ahli")
    assert reached() == [("wawancara", 1, "Asesor Ahli")]
    page = client.get(f"/kompetensi/asesor/{team.clerk.uuid}/").content.decode()
    assert "Level 1" in page


def test_another_level_than_the_indicators_say_needs_a_note(team: Team) -> None:
    team.as_(team.assessor)
    refused = _rubric(team, level="3")
    assert "Tulis alasannya" in refused.content.decode()
    assert reached() == []
    assert _rubric(team, level="3", note="Portofolio lengkap dilihat.").status_code == 302
    assert [level for _source, level, _who in reached()] == [3]


def test_no_level_attains_nothing_and_is_still_kept(team: Team) -> None:
    team.as_(team.assessor)
    assert _rubric(team, way="portofolio").status_code == 302
    assert reached() == []
    with scoped(SYSTEM):
        assert Assessment.objects.get().way == "portofolio"


def test_only_assessors_assess_and_never_themselves(team: Team) -> None:
    for who in (team.clerk, team.head):
        team.as_(who)
        assert team.client.get("/kompetensi/asesor/").status_code == 403
        assert _rubric(team, note="x").status_code == 404
    stranger = make.person(make.unit(make.agency("Lain")))
    make.grant(stranger, Role.TRAINER, _home(stranger).tenant)
    team.as_(stranger)
    assert _rubric(team, note="x").status_code == 404
    client = team.as_(team.assessor)
    actor = make.sign_in(client, team.assessor)
    scope = Scope(tenant_id=team.agency.pk, person_id=team.assessor.pk)
    with scoped(scope), pytest.raises(NotFound):  # no such competency
        assess(
            actor=actor, now=book.NOW, person=team.clerk.uuid, competency=uuid4(),
            way="wawancara", observed=(), level=0, note="x",
        )  # fmt: skip
    own = f"/kompetensi/asesor/{team.assessor.uuid}/{team.service.uuid}/"
    assert client.get(own).status_code == 404
    assert reached() == []


def sheet(rows: Sequence[Sequence[str]]) -> SimpleUploadedFile:
    file = BytesIO()
    write_xlsx(file, HEADER, rows)
    return SimpleUploadedFile("hasil.xlsx", file.getvalue())


def send(team: Team, rows: Sequence[Sequence[str]]) -> ResultRun:
    given = {"file": sheet(rows), "source": "asesmen", "assessor": "UPT Penilaian"}
    answer = team.client.post("/kompetensi/hasil/", given)
    assert answer.status_code == 302, answer.content.decode()
    with scoped(SYSTEM):
        return ResultRun.objects.latest("id")


def test_results_from_outside_are_looked_at_then_recorded_once(team: Team) -> None:
    client = team.as_(team.keeper)
    rows = [[team.clerk.nip or "", "m.05", "3", "31-08-2025", "31-08-2028"]]
    run = send(team, rows)
    assert "1 hasil akan dicatat" in client.get(f"/kompetensi/hasil/{run.uuid}/").content.decode()
    assert reached() == []
    for _turn in range(2):
        client.post(f"/kompetensi/hasil/{run.uuid}/catat/")
    assert reached() == [("asesmen", 3, "UPT Penilaian")]
    with scoped(SYSTEM):
        assert Attainment.objects.get().expires_on == date(2028, 8, 31)
    again = send(team, rows)
    page = client.get(f"/kompetensi/hasil/{again.uuid}/").content.decode()
    assert "Tidak ada yang baru" in page
    corrected = send(team, [[team.clerk.nip or "", "M.05", "2", "31-08-2025", ""]])
    client.post(f"/kompetensi/hasil/{corrected.uuid}/catat/")
    assert [level for _source, level, _who in reached()] == [3, 2]


def test_what_does_not_belong_is_refused_with_a_reason(team: Team) -> None:
    team.as_(team.keeper)
    stranger = make.person(make.unit(make.agency("Lain")), "Orang Lain")
    run = send(team, [
        [stranger.nip or "", "M.05", "3", "31-08-2025", ""],
        [team.clerk.nip or "", "X.99", "3", "31-08-2025", ""],
    ])  # fmt: skip
    with scoped(SYSTEM):
        problems = list(ResultRow.objects.filter(run=run).order_by("line"))
    assert "bukan pegawai aktif" in problems[0].problem
    assert "tidak ada di kamus" in problems[1].problem
    page = team.client.get(f"/kompetensi/hasil/{run.uuid}/?jenis=refused").content.decode()
    assert "Orang Lain" not in page
    team.client.post(f"/kompetensi/hasil/{run.uuid}/buang/")
    team.client.post(f"/kompetensi/hasil/{run.uuid}/catat/")
    assert reached() == []


@pytest.mark.parametrize("content", [b"", b"halo", b"NIP;Level\n1;2\n", b"PK\x03\x04rusak"])
def test_what_is_no_table_of_results_is_refused(team: Team, content: bytes) -> None:
    team.as_(team.keeper)
    given = {
        "file": SimpleUploadedFile("x.csv", content), "source": "luar", "assessor": "Lembaga",
    }  # fmt: skip
    assert team.client.post("/kompetensi/hasil/", given).status_code == 200
    with scoped(SYSTEM):
        assert not ResultRun.objects.exists()


def test_only_the_keeper_reads_files(team: Team) -> None:
    team.as_(team.keeper)
    sample = team.client.get("/kompetensi/hasil/contoh.xlsx")
    assert sample.status_code == 200
    run = send(team, [[team.clerk.nip or "", "M.05", "3", "31-08-2025", ""]])
    team.as_(team.head)
    assert team.client.get("/kompetensi/hasil/").status_code == 403
    assert team.client.get("/kompetensi/hasil/contoh.xlsx").status_code == 403
    assert team.client.post(f"/kompetensi/hasil/{run.uuid}/catat/").status_code == 403
    stranger = make.person(make.unit(make.agency("Lain")))
    make.grant(stranger, Role.AGENCY_ADMIN, _home(stranger).tenant)
    team.as_(stranger)
    assert team.client.get(f"/kompetensi/hasil/{run.uuid}/").status_code == 404
    assert reached() == []


def test_a_file_too_long_or_too_strange_is_refused_by_a_sentence(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = make.sign_in(team.client, team.keeper)
    monkeypatch.setattr(compared, "MOST_LINES", 1)
    good = ",".join(HEADER) + "\n" + f"{team.clerk.nip},M.05,3,31-08-2025,\n" * 2
    strange = "\n".join(f"baris {number}" for number in range(30))
    for text, sentence in (("", "kosong"), (good, "20.000 baris"), (strange, "tidak ditemukan")):
        file = SimpleUploadedFile("x.csv", text.encode())
        scope = Scope(tenant_id=team.agency.pk, person_id=team.keeper.pk)
        with scoped(scope), pytest.raises(results.ResultsRefused) as refused:
            results.compare_results(
                actor=actor, now=book.NOW, file=file, file_name="x.csv", source="luar",
                assessor="Lembaga",
            )  # fmt: skip
        assert sentence in str(refused.value.sentence)


def test_a_line_that_cannot_be_read_is_passed_over(team: Team) -> None:
    team.as_(team.keeper)
    text = ",".join(HEADER) + f"\n{team.clerk.nip},M.05,3,31-08-2025,\n" + "x" * (MAX_LINE + 9)
    given = {
        "file": SimpleUploadedFile("x.csv", text.encode()), "source": "luar", "assessor": "Lembaga",
    }  # fmt: skip
    assert team.client.post("/kompetensi/hasil/", given).status_code == 302
    with scoped(SYSTEM):
        assert ResultRow.objects.count() == 1
