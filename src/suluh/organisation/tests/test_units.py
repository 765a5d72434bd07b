"""Units and agencies: allowed, refused, repeated; the tree costs the same for one and three."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.organisation.actions import units as actions
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Grant, Role
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


@pytest.fixture
def agency() -> Agency:
    return make.agency()


def admin(agency: Agency, role: Role = Role.AGENCY_ADMIN) -> Actor:
    return Actor(1, 1, agency_id=agency.pk, grants=(Grant(role, agency.pk),))


def add(agency: Agency, name: str, parent: Unit | None = None) -> Unit:
    with scoped(Scope(tenant_id=agency.pk)):
        return actions.add_unit(
            actor=admin(agency), now=now(), name=name, valid_from=DAY,
            parent=parent.uuid if parent else None,
        )  # fmt: skip


def test_adding_moving_and_closing_keep_the_paths(agency: Agency) -> None:
    dinas, badan = add(agency, "Dinas"), add(agency, "Badan")
    bidang = add(agency, "Bidang", dinas)
    seksi = add(agency, "Seksi", bidang)
    with scoped(Scope(tenant_id=agency.pk)):
        actor = admin(agency)
        actions.move_unit(actor=actor, now=now(), unit=bidang.uuid, parent=badan.uuid)
        seksi.refresh_from_db()
        assert (seksi.path, seksi.depth) == (f"{badan.id}/{bidang.id}/{seksi.id}/", 2)
        actions.move_unit(actor=actor, now=now(), unit=bidang.uuid, parent=badan.uuid)
        with pytest.raises(actions.UnitCircle):
            actions.move_unit(actor=actor, now=now(), unit=badan.uuid, parent=seksi.uuid)
        with pytest.raises(actions.UnitInUse):
            actions.close_unit(actor=actor, now=now(), unit=bidang.uuid, on=DAY)
        actions.close_unit(actor=actor, now=now(), unit=seksi.uuid, on=date(2026, 5, 1))
        with pytest.raises(NotFound):
            actions.close_unit(actor=actor, now=now(), unit=seksi.uuid, on=DAY)
        assert Unit.objects.get(id=seksi.id).valid_to == date(2026, 5, 1)


def test_a_unit_with_people_stays_open(agency: Agency) -> None:
    dinas = add(agency, "Dinas")
    make.person(dinas)
    with scoped(Scope(tenant_id=agency.pk)), pytest.raises(actions.UnitInUse):
        actions.close_unit(actor=admin(agency), now=now(), unit=dinas.uuid, on=DAY)


def test_twins_and_outsiders_are_refused(agency: Agency) -> None:
    dinas = add(agency, "Dinas")
    with pytest.raises(actions.UnitExists):
        add(agency, "DINAS")
    add(agency, "Dinas", dinas)
    with scoped(Scope(tenant_id=agency.pk)):
        for role in (Role.UNIT_ADMIN, Role.ORGANISER, Role.NATIONAL):
            with pytest.raises(NotAllowed):
                actions.rename_unit(
                    actor=admin(agency, role), now=now(), unit=dinas.uuid, name="X", code=""
                )
    other = make.agency("Lain")
    with scoped(Scope(tenant_id=other.pk)), pytest.raises(NotFound):
        actions.rename_unit(actor=admin(other), now=now(), unit=dinas.uuid, name="X", code="")


def visitor(agency: Agency, role: Role) -> Client:
    person = make.person(make.unit(agency, "Sekretariat"), "Si Pengelola")
    make.grant(person, role, None if role is Role.NATIONAL else agency)
    client = Client()
    make.sign_in(client, person)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_the_same_for_one_and_three(
    agency: Agency, count: int, django_assert_num_queries: Any
) -> None:
    client = visitor(agency, Role.AGENCY_ADMIN)
    for number in range(count):
        add(agency, f"Dinas {number}", add(agency, f"Induk {number}"))
    client.get("/unit/")
    with django_assert_num_queries(5):
        text = client.get("/unit/").content.decode()
    assert text.count("Dinas ") == count


def test_pages_of_units_work_without_javascript(agency: Agency) -> None:
    client = visitor(agency, Role.AGENCY_ADMIN)
    form = {"name": "Dinas Baru", "code": "D1", "valid_from": "2026-01-01", "parent": ""}
    made = client.post("/unit/tambah/", form)
    assert made.status_code == 302
    assert "Sudah ada unit" in client.post("/unit/tambah/", form).content.decode()
    home = made["Location"]
    assert client.post(f"{home}nama/", {"name": "Dinas Lama"}).status_code == 302
    assert "Dinas Lama" in client.get("/unit/", {"q": "lama"}).content.decode()
    assert client.post(f"{home}tutup/", {"on": "2026-06-01"}).status_code == 302
    assert "Dinas Lama" in client.get("/unit/ditutup/").content.decode()
    assert client.get("/jabatan/").status_code == 200


def test_settings_take_a_picture_and_refuse_anything_else(agency: Agency) -> None:
    client = visitor(agency, Role.AGENCY_ADMIN)
    form = {"name": "Provinsi Baru", "short_name": "Baru", "zone": "Asia/Makassar",
            "accent": "#0b6e7f", "archive_code": "800.2.4", "target_share": "75"}  # fmt: skip
    script = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>")
    refused = client.post("/instansi/pengaturan/", form | {"logo": script})
    assert "PNG atau JPEG" in refused.content.decode()
    drawn = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(drawn, "PNG")
    picture = SimpleUploadedFile("logo.jpg", drawn.getvalue() + b"<script>kenari()</script>")
    assert client.post("/instansi/pengaturan/", form | {"logo": picture}).status_code == 302
    with scoped(SYSTEM):
        kept = Agency.objects.get(id=agency.pk)
    assert (kept.name, kept.zone, kept.accent) == ("Provinsi Baru", "Asia/Makassar", "#0b6e7f")
    logo = client.get(f"/instansi/{agency.code}/logo/")
    assert (logo.status_code, logo["Content-Type"]) == (200, "image/png")
    assert b"kenari" not in logo.getvalue()
    assert "--accent" in client.get(f"/instansi/{agency.code}/warna.css").content.decode()


def test_only_the_nation_opens_agencies(agency: Agency) -> None:
    form = {"name": "Kota Baru", "short_name": "Baru", "code": "kota-baru", "kind": "pemkot",
            "zone": "Asia/Jayapura", "admin_nip": "198503122010012003", "admin_name": "Rina",
            "admin_email": "rina@baru.go.id", "admin_unit": "BKPSDM"}  # fmt: skip
    for role in (Role.AGENCY_ADMIN, Role.LEADER):
        assert visitor(agency, role).post("/instansi/tambah/", form).status_code == 403
    nation = visitor(agency, Role.NATIONAL)
    assert nation.post("/instansi/tambah/", form).status_code == 302
    assert "Kota Baru" in nation.get("/instansi/", {"q": "kota"}).content.decode()
    again = nation.post("/instansi/tambah/", form).content.decode()
    assert "Kode ini sudah dipakai" in again
    busy = nation.post("/instansi/tambah/", form | {"code": "kota-lain"}).content.decode()
    assert "masih bekerja di instansi lain" in busy
