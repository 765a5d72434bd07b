"""The menu: which entries an actor sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from suluh.organisation.rules.roles import ROLE_TABLE, Permission
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    label: str
    url: str
    icon: str
    current: bool = False
    badge: int = 0


@dataclass(frozen=True, slots=True)
class Navigation:
    """Entries for the learner (bottom bar on phones) and for staff (side rail)."""

    learner: list[Item]
    staff: list[Item]


def navigation_for(request: HttpRequest) -> Navigation:
    """The menu of the page's actor; empty where nobody is signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.account_id:
        return Navigation([], [])
    path = request.path

    def item(label: str, url: str, icon: str) -> Item:
        return Item(label, url, icon, current=path == url or (url != "/" and path.startswith(url)))

    learner = [
        item(_("Beranda"), "/", "home"),
        item(_("Belajar"), "/belajar/", "book-open"),
        item(_("Agenda"), "/agenda/", "calendar"),
        item(_("Sertifikat"), "/sertifikat/", "award"),
        item(_("Saya"), "/saya/", "user"),
    ]
    staff = [
        item(label, url, icon)
        for permission, label, url, icon in _staff_entries()
        if actor.holds(*ROLE_TABLE[permission])
    ]
    return Navigation(learner, staff)


def _staff_entries() -> list[tuple[Permission, str, str, str]]:
    return [
        (Permission.EVENT_MANAGE, _("Penyelenggaraan"), "/kelola/acara/", "presentation"),
        (Permission.SERIES_MANAGE, _("Seri dan giliran"), "/kelola/seri/", "list-ordered"),
        (Permission.COMPLAINT_DECIDE, _("Sanggahan"), "/kelola/sanggahan/", "message-circle"),
        (Permission.TEAM_VIEW, _("Tim saya"), "/tim/", "users"),
        (Permission.RATE_VIEW, _("Capaian"), "/capaian/", "chart-column"),
        (Permission.PEOPLE_VIEW, _("Pegawai"), "/pegawai/", "contact"),
        (Permission.PEOPLE_IMPORT, _("Impor pegawai"), "/pegawai/impor/", "upload"),
        (Permission.UNIT_EDIT, _("Unit kerja"), "/unit/", "network"),
        (Permission.ROLE_GRANT, _("Peran"), "/peran/", "key-round"),
        (Permission.CERTIFICATE_DESIGN, _("Sertifikat instansi"), "/kelola/sertifikat/", "stamp"),
        (Permission.LEDGER_REVERSE, _("Pembatalan JP"), "/buku-jp/pembatalan/", "undo-2"),
        (Permission.RULES_EDIT, _("Aturan JP"), "/aturan/", "scale"),
        (Permission.AGENCY_CREATE, _("Instansi"), "/instansi/", "landmark"),
        (Permission.MESSAGES_SEND, _("Pengiriman pesan"), "/pesan/kiriman/", "send"),
        (Permission.AUDIT_VIEW, _("Jejak audit"), "/audit/", "history"),
    ]


