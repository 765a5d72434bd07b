"""R48: what people typed stays text in whatever office program opens an export; a NIP stays a NIP."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from suluh.base.clock import now
from suluh.base.policies import protected_models
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Section, Version
from suluh.content.queries.outline import outline_of
from suluh.delivery.models import Enrolment, Offering
from suluh.ledger.models import JpEntry
from tests.security import town as towns
from tests.security.conftest import Ground
from tests.security.crawl import Crawl
from tests.security.texts import fill
from tests.security.town import NIP, SEEN, Town

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Route, query, and who takes it home.
EXPORTS = {
    ("agency_plan_sheet", ""): "agency_admin",
    ("competency_result_sample", ""): "agency_admin",
    ("fact_sample", ""): "agency_admin",
    ("competency_export", "?isi=kamus"): "agency_admin",
    ("course_manage", "?xlsx"): "organiser",
    ("import_refused", ""): "agency_admin",
    ("ledger_export", "?tahun=2026"): "self",
    ("manage_people", "?xlsx"): "organiser",
    ("rates_sheet", ""): "agency_admin",
    ("rates_sheet", "?isi=pegawai"): "agency_admin",
    ("series_fairness", "?xlsx"): "organiser",
    ("survey_download", ""): "organiser",
}
# What a published training holds changes no more: it is written as a draft and published (`_publish`).
FROZEN = {"content_section", "content_activity"}
DRAFTS = "SELECT id FROM content_version WHERE state = 'draft'"
PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "{=1+1}",
    "=cmd|' /C calc'!A0", '=HYPERLINK("https://jahat.example","klik")', "\uff1d1+1", "\u200b=1+1",
    "%0A-3+3", "https://jahat.example", "mailto:a@jahat.example", "internal:A1",
    "external:\\\\jahat.example\\a.xlsx", "'=1+1", "1e5", "00123", "TRUE", "2026-01-01",
]  # fmt: skip


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(ground: Ground) -> Iterator[Town]:
    with ground():
        yield towns.build()


def test_every_export_is_listed(seen: Crawl) -> None:
    found = {
        (answer.route, f"?{query}" if query else "")
        for answer in seen.answers
        for _path, _mark, query in [answer.address.partition("?")]
        if answer.headers.get("Content-Type") == XLSX
    }
    assert found == set(EXPORTS)


def test_nothing_in_an_export_runs(town: Town) -> None:
    for payload in PAYLOADS:
        with scoped(SYSTEM):
            assert fill(run_as_application, payload) > 60
        for (route, query), role in EXPORTS.items():
            data = _export(town, route, query, role)
            assert _alive(data) == [], (payload, route)


def test_the_look_into_a_workbook_can_fail() -> None:
    """Negative control: the workbook that a careless export would make."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_column(0, 0, PAYLOADS)
    assert len(_alive(made.getvalue())) == 8  # formulas and addresses


def test_a_nip_stays_text(town: Town) -> None:
    for route, query in (("manage_people", "?xlsx"), ("import_refused", "")):
        data = _export(town, route, query, EXPORTS[route, query])
        assert NIP in _texts(data)
        assert NIP not in "".join(re.findall(r"<v>[^<]*</v>", _sheets(data)))


def test_lines_of_the_book_are_text(town: Town) -> None:
    """The ledger takes no change, so its titles come with the entry."""
    with scoped(SYSTEM):
        titles = set(JpEntry.objects.values_list("title", flat=True))
    assert SEEN["jp_line"] in titles
    towns.credit(town, title="{=1+1}", key="rumus")
    data = _export(town, "ledger_export", "?tahun=2026", "self")
    assert "{=1+1}" in _texts(data)
    assert _alive(data) == []


def test_published_text_is_as_hostile_as_the_draft_was(town: Town) -> None:
    """The look at exports rests on it: what learners have before them holds the payload."""
    with scoped(SYSTEM):
        course = _publish(town, PAYLOADS[0])
        assert course.version is not None
        outline = outline_of(course.version)
    assert [chapter.title for chapter in outline.chapters] == [PAYLOADS[0]]
    (only,) = outline.activities.values()
    assert (only.title, only.settings, course.version.state) == (
        PAYLOADS[0], {"text": PAYLOADS[0]}, "published",
    )  # fmt: skip


def _publish(town: Town, payload: str) -> Offering:
    """The next version of the course's training, hostile in every word, and all learners on it."""
    uuid = town.pages["course_manage"]["uuid"]
    course = Offering.objects.select_related("version__training").get(uuid=uuid)
    assert course.version is not None
    training = course.version.training
    number = Version.objects.filter(training=training).count() + 1
    Version.objects.filter(training=training, state=Version.State.DRAFT).delete()
    made = Version.objects.create(
        tenant_id=course.tenant_id, training=training, number=number, created_at=now()
    )
    section = Section.objects.create(tenant_id=course.tenant_id, version=made, title=payload)
    Activity.objects.create(
        tenant_id=course.tenant_id, version=made, section=section, kind="page", title=payload,
        settings={"text": payload}, minutes=45, changed_at=now(),
    )  # fmt: skip
    made.state, made.published_at, made.minutes = Version.State.PUBLISHED, now(), 45
    made.save(update_fields=["state", "published_at", "minutes"])
    course.version = made
    course.save(update_fields=["version"])
    Enrolment.objects.filter(offering=course).update(version=made)
    return course


def _export(town: Town, route: str, query: str, role: str) -> bytes:
    client: Client = town.visitors[role]
    answer: Any = client.get(reverse(route, kwargs=dict(town.pages[route])) + query)
    assert answer.status_code == 200, (route, answer.status_code)
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def _alive(data: bytes) -> list[str]:
    """Formulas and links of a workbook."""
    return re.findall(r"<(?:f[ >]|hyperlink )[^>]*>", _sheets(data))


def _sheets(data: bytes) -> str:
    return _files(data, "xl/worksheets/")


def _texts(data: bytes) -> str:
    return _files(data, "xl/sharedStrings") + _sheets(data)


def _files(data: bytes, start: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith(start)]
        return "".join(archive.read(name).decode() for name in names if name.endswith(".xml"))


def run_as_application(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """As the application may: what is append-only stays as it is."""
    table = sql.split()[1]
    kept = {model._meta.db_table for model, each in protected_models() if each.append_only}
    if sql.startswith("UPDATE") and table in kept:
        return []
    if sql.startswith("UPDATE") and table in FROZEN:
        sql += f" {'AND' if 'WHERE' in sql else 'WHERE'} version_id IN ({DRAFTS})"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []
