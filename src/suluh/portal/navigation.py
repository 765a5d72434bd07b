"""The menu: which entries an actor sees."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.signing import Signer
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suluh.organisation.rules.roles import ROLE_TABLE, Permission
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu; `group` on a staff entry starts a headed group."""

    label: str
    url: str
    icon: str
    current: bool = False
    badge: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    """All menus of a page, and what its head shows."""

    learner: list[Item] = field(default_factory=list)
    staff: list[Item] = field(default_factory=list)
    account: list[Item] = field(default_factory=list)
    home_url: str = "/"
    agency_name: str = ""
    person_name: str = ""
    person_key: str = ""
    unread: int = 0
    notices_url: str = ""


def navigation_for(request: HttpRequest) -> Navigation:
    """The menus of the page's actor; empty where nobody is signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.account_id:
        return Navigation()
    staff = _items(request, _staff_entries(actor))
    return Navigation(
        learner=_items(request, _learner_entries()),
        staff=staff,
        account=_items(request, _account_entries(staff)),
        agency_name=actor.agency_name,
        person_name=actor.name,
        person_key=Signer(salt="device").signature(str(actor.account_id))[:16],
        unread=actor.unread,
        notices_url="/pemberitahuan/",
    )


Entry = tuple[str, str, str]


def _items(request: HttpRequest, entries: list[Entry]) -> list[Item]:
    here = request.path
    best = max((url for _, url, _ in entries if _is_under(here, url)), key=len, default="")
    return [Item(label, url, icon, current=url == best) for label, url, icon in entries]


def _is_under(here: str, url: str) -> bool:
    return here == url or (url != "/" and here.startswith(url))


def _learner_entries() -> list[Entry]:
    return [
        (_("Beranda"), "/", "house"),
        (_("Belajar"), "/belajar/", "book-open"),
        (_("Agenda"), "/agenda/", "calendar"),
        (_("Sertifikat"), "/sertifikat/", "award"),
        (_("Saya"), "/saya/", "user"),
    ]


def _account_entries(staff: list[Item]) -> list[Entry]:
    work = [(_("Ruang kerja"), "/kerja/", "clipboard-list")] if staff else []
    return [
        (_("Buku JP saya"), "/buku-jp/", "medal"),
        (_("Data saya"), "/saya/", "user"),
        *work,
    ]


def _staff_entries(actor: Actor) -> list[Entry]:
    entries = [
        (Permission.EVENT_MANAGE, _("Penyelenggaraan"), "/kelola/acara/", "radio"),
        (Permission.SERIES_MANAGE, _("Seri dan giliran"), "/kelola/seri/", "route"),
        (Permission.COMPLAINT_DECIDE, _("Sanggahan"), "/kelola/sanggahan/", "message-circle"),
        (Permission.TEAM_VIEW, _("Tim saya"), "/tim/", "users"),
        (Permission.RATE_VIEW, _("Capaian"), "/capaian/", "chart-column"),
        (Permission.PEOPLE_VIEW, _("Pegawai"), "/pegawai/", "users"),
        (Permission.PEOPLE_IMPORT, _("Impor pegawai"), "/pegawai/impor/", "upload"),
        (Permission.UNIT_EDIT, _("Unit kerja"), "/unit/", "building-2"),
        (Permission.ROLE_GRANT, _("Peran"), "/peran/", "key-round"),
        (Permission.CERTIFICATE_DESIGN, _("Sertifikat instansi"), "/kelola/sertifikat/", "award"),
        (Permission.LEDGER_REVERSE, _("Pembatalan JP"), "/buku-jp/pembatalan/", "history"),
        (Permission.RULES_EDIT, _("Aturan JP"), "/aturan/", "scale"),
        (Permission.AGENCY_CREATE, _("Instansi"), "/instansi/", "building-2"),
        (Permission.AGENCY_EDIT, _("Pengaturan"), "/instansi/pengaturan/", "settings"),
        (Permission.MESSAGES_SEND, _("Pengiriman pesan"), "/pesan/kiriman/", "send"),
        (Permission.AUDIT_VIEW, _("Jejak audit"), "/audit/", "history"),
    ]
    return [
        (label, url, icon)
        for permission, label, url, icon in entries
        if actor.holds(*ROLE_TABLE[permission])
    ]
