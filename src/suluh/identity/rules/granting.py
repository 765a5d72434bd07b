"""Which roles an actor may give and take, and what each role means in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor, Role


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as people read it."""

    label: Any
    meaning: Any


WORDS: dict[Role, RoleWords] = {
    Role.PARTICIPANT: RoleWords(_("Peserta"), _("belajar, hadir, dan menerima sertifikat")),
    Role.SUPERVISOR: RoleWords(_("Atasan langsung"), _("melihat capaian JP unitnya")),
    Role.ORGANISER: RoleWords(
        _("Penyelenggara"), _("membuat seri dan acara, kehadiran, sertifikat")
    ),
    Role.AUTHOR: RoleWords(_("Penyusun pelatihan"), _("menulis isi pelatihan")),
    Role.REVIEWER: RoleWords(
        _("Penelaah pelatihan"), _("membaca draf pelatihan dan memberi catatan")
    ),
    Role.PUBLISHER: RoleWords(_("Penerbit pelatihan"), _("menerbitkan versi pelatihan")),
    Role.TRAINER: RoleWords(
        _("Pengajar pelatihan"), _("menilai hasil kerja peserta pelatihan dan memberi umpan balik")
    ),
    Role.UNIT_ADMIN: RoleWords(
        _("Admin unit"), _("mengelola pegawai dan capaian satu unit ke bawah")
    ),
    Role.AGENCY_ADMIN: RoleWords(
        _("Admin instansi"), _("mengelola seluruh instansi: pegawai, unit, peran, acara")
    ),
    Role.LEADER: RoleWords(_("Pimpinan"), _("melihat capaian instansi atau unit")),
    Role.NATIONAL: RoleWords(
        _("Pengelola nasional"), _("aturan JP, instansi baru, capaian nasional")
    ),
}
IN_AGENCY = (
    Role.SUPERVISOR, Role.ORGANISER, Role.AUTHOR, Role.REVIEWER, Role.PUBLISHER, Role.TRAINER,
    Role.UNIT_ADMIN, Role.LEADER, Role.AGENCY_ADMIN,
)  # fmt: skip
UNIT_NEEDED = frozenset({Role.SUPERVISOR, Role.UNIT_ADMIN})


def grantable_roles(actor: Actor, *, agency_id: int, unit_path: str = "") -> tuple[Role, ...]:
    """The roles that the actor may give or take over that unit of that agency.

    Agency administrators: every role of their agency. The national role: administrators of any
    agency, and its own kind.
    """
    if not can(actor, Permission.ROLE_GRANT, agency_id=agency_id, unit_path=unit_path):
        return ()
    own = tuple(
        grant
        for grant in actor.grants
        if grant.role is Role.AGENCY_ADMIN
        and grant.agency_id == agency_id
        and unit_path.startswith(grant.unit_path)
    )
    national = (Role.AGENCY_ADMIN, Role.NATIONAL) if actor.holds(Role.NATIONAL) else ()
    return tuple(dict.fromkeys((*(IN_AGENCY if own else ()), *national)))
