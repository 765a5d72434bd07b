"""The menu: which entries an actor sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from django.core.signing import Signer
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from suluh.organisation.rules.roles import ROLE_TABLE, Permission
from suluh.organisation.types import Actor, Role


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
    """All menus of a page, and what its head shows.

    Everything that a page asks for stands here: looking in vain takes a template longest.
    """

    learner: list[Item] = field(default_factory=list)
    staff: list[Item] = field(default_factory=list)
    account: list[Item] = field(default_factory=list)
    footer: tuple[Item, ...] = ()
    agency_style: str = ""
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
    roles = frozenset(grant.role for grant in actor.grants)
    learner, staff, account = _menus(request.path, roles, actor.doors)
    return Navigation(
        learner=list(learner),
        staff=list(staff),
        account=list(account),
        agency_name=actor.agency_name,
        person_name=actor.name,
        person_key=_person_key(actor.account_id),
        unread=actor.unread,
        notices_url="/pemberitahuan/",
    )


@lru_cache(maxsize=4096)
def _person_key(account_id: int) -> str:
    return Signer(salt="device").signature(str(account_id))[:16]


Entry = tuple[str, str, str]  # label, address, icon
Headed = tuple[Entry, str]  # and the head it stands under
Menu = tuple[Item, ...]


def _menus(here: str, roles: frozenset[Role], doors: tuple[str, ...]) -> tuple[Menu, Menu, Menu]:
    """Menus of learner, staff and account; each entry is drawn once for a language and a place."""
    language = get_language() or ""
    opened = tuple(_DOORS[door] for door in doors if door in _DOORS)
    staff = _staff_entries(roles)
    if staff:
        known = {entry for entry, _head in staff}
        added = tuple(entry for entry in opened if entry not in known)
        opened, staff = (*opened, _DESK), (*_plain(added), *staff)
    learner, rest, own = (
        _items(language, entries, _best(here, entries))
        for entries in (_plain(_LEARNER), staff, _plain((*_ACCOUNT, *opened)))
    )
    return learner, rest, own


def _plain(entries: tuple[Entry, ...]) -> tuple[Headed, ...]:
    return tuple((entry, "") for entry in entries)


@lru_cache(maxsize=1024)
def _items(language: str, entries: tuple[Headed, ...], best: str) -> Menu:
    heads = [head for _entry, head in entries]
    with override(language):
        return tuple(
            Item(_(label), url, icon, url == best, group=_(head) if head != before else "")
            for ((label, url, icon), head), before in zip(entries, ["", *heads], strict=False)
        )


def _best(here: str, entries: tuple[Headed, ...]) -> str:
    urls = (url for (_label, url, _icon), _head in entries if _is_under(here, url))
    return max(urls, key=len, default="")


def _is_under(here: str, url: str) -> bool:
    return here == url or (url != "/" and here.startswith(url))


_LEARNER: tuple[Entry, ...] = (
    (gettext_noop("Beranda"), "/", "house"),
    (gettext_noop("Belajar"), "/belajar/", "book-open"),
    (gettext_noop("Agenda"), "/agenda/", "calendar"),
    (gettext_noop("Sertifikat"), "/sertifikat/", "award"),
    (gettext_noop("Saya"), "/pengembangan/", "user"),
)
_ACCOUNT: tuple[Entry, ...] = (
    (gettext_noop("Pengembangan saya"), "/pengembangan/", "target"),
    (gettext_noop("Buku JP saya"), "/buku-jp/", "medal"),
    (gettext_noop("Permintaan saya"), "/permintaan/", "inbox"),
    (gettext_noop("Pustaka"), "/pustaka/", "library"),
    (gettext_noop("Komunitas praktik"), "/komunitas/", "users"),
    (gettext_noop("Diskusi saya"), "/diskusi/", "message-circle"),
    (gettext_noop("Data saya"), "/saya/", "user"),
)
_DESK: Entry = (gettext_noop("Ruang kerja"), "/kerja/", "clipboard-list")
# Pages for people who were given something to do, whatever their role (`identity.actions.doors`).
_DOORS: dict[str, Entry] = {
    "bimbingan": (gettext_noop("Bimbingan saya"), "/bimbingan/", "route"),
    "mengajar": (gettext_noop("Mengajar"), "/mengajar/", "graduation-cap"),
}
_APPROVALS: Entry = (gettext_noop("Persetujuan"), "/persetujuan/", "inbox")
_STANDARDS: Entry = (gettext_noop("Standar kompetensi"), "/kelola/kompetensi/", "target")
_TEACHING, _RUNNING = gettext_noop("Bahan belajar"), gettext_noop("Acara dan kelas")
_GROWTH, _PEOPLE = gettext_noop("Kompetensi dan rencana"), gettext_noop("Pegawai dan capaian")
_AGENCY = gettext_noop("Instansi dan aturan")
_P = Permission
_STAFF: tuple[tuple[str, tuple[tuple[Permission, Entry], ...]], ...] = (
    (
        _RUNNING,
        (
            (_P.EVENT_MANAGE, (gettext_noop("Penyelenggaraan"), "/kelola/acara/", "radio")),
            (_P.SERIES_MANAGE, (gettext_noop("Seri dan giliran"), "/kelola/seri/", "route")),
            (_P.TRAINING_MARK, (gettext_noop("Mengajar"), "/mengajar/", "graduation-cap")),
            (_P.TRAINING_MARK, (gettext_noop("Hasil tes"), "/kelola/tes/", "clipboard-check")),
            (_P.TRAINING_MARK, (gettext_noop("Penilaian"), "/kelola/penilaian/", "notebook-pen")),
            (_P.TEAM_VIEW, _APPROVALS),
            (_P.TRAINING_PUBLISH, _APPROVALS),
            (
                _P.COMPLAINT_DECIDE,
                (gettext_noop("Sanggahan"), "/kelola/sanggahan/", "message-circle"),
            ),
            (_P.MESSAGES_SEND, (gettext_noop("Pengiriman pesan"), "/pesan/kiriman/", "send")),
        ),
    ),
    (
        _TEACHING,
        (
            (_P.TRAINING_VIEW, (gettext_noop("Pelatihan"), "/kelola/pelatihan/", "graduation-cap")),
            (_P.TRAINING_PUBLISH, (gettext_noop("Jalur belajar"), "/kelola/jalur/", "route")),
            (
                _P.TRAINING_VIEW,
                (gettext_noop("Bank soal"), "/kelola/bank-soal/", "clipboard-list"),
            ),
            (_P.TRAINING_VIEW, (gettext_noop("Video"), "/kelola/video/", "monitor-play")),
            (_P.LIBRARY_MANAGE, (gettext_noop("Rak pustaka"), "/kelola/pustaka/", "library")),
        ),
    ),
    (
        _GROWTH,
        (
            (_P.TEAM_VIEW, (gettext_noop("Peta kompetensi unit"), "/kompetensi/unit/", "target")),
            (
                _P.COMPETENCY_ASSESS,
                (gettext_noop("Asesor kompetensi"), "/kompetensi/asesor/", "clipboard-check"),
            ),
            (_P.COMPETENCY_MANAGE, (gettext_noop("Hasil asesmen"), "/kompetensi/hasil/", "upload")),
            (_P.COMPETENCY_MANAGE, _STANDARDS),
            (_P.COMPETENCY_MANAGE_NATION, _STANDARDS),
            (
                _P.CLAIM_CHECK,
                (gettext_noop("Pembelajaran luar"), "/kelola/pengajuan/", "file-check"),
            ),
            (
                _P.PLAN_VIEW,
                (gettext_noop("Rencana instansi"), "/rencana/instansi/", "clipboard-list"),
            ),
        ),
    ),
    (
        _PEOPLE,
        (
            (_P.TEAM_VIEW, (gettext_noop("Tim saya"), "/tim/", "users")),
            (_P.RATE_VIEW, (gettext_noop("Capaian"), "/capaian/", "chart-column")),
            (_P.PEOPLE_VIEW, (gettext_noop("Pegawai"), "/pegawai/", "users")),
            (_P.PEOPLE_IMPORT, (gettext_noop("Impor pegawai"), "/pegawai/impor/", "upload")),
            (_P.ROLE_GRANT, (gettext_noop("Peran"), "/peran/", "key-round")),
        ),
    ),
    (
        _AGENCY,
        (
            (_P.UNIT_EDIT, (gettext_noop("Unit kerja"), "/unit/", "building-2")),
            (
                _P.CERTIFICATE_DESIGN,
                (gettext_noop("Sertifikat instansi"), "/kelola/sertifikat/", "award"),
            ),
            (
                _P.LEDGER_REVERSE,
                (gettext_noop("Pembatalan JP"), "/buku-jp/pembatalan/", "history"),
            ),
            (_P.RULES_EDIT, (gettext_noop("Aturan JP"), "/aturan/", "scale")),
            (_P.RULES_EDIT, (gettext_noop("Aturan kelulusan"), "/aturan/kelulusan/", "gavel")),
            (_P.AGENCY_CREATE, (gettext_noop("Instansi"), "/instansi/", "building-2")),
            (_P.AGENCY_EDIT, (gettext_noop("Pengaturan"), "/instansi/pengaturan/", "settings")),
            (_P.AUDIT_VIEW, (gettext_noop("Jejak audit"), "/audit/", "history")),
        ),
    ),
)


@lru_cache(maxsize=256)
def _staff_entries(roles: frozenset[Role]) -> tuple[Headed, ...]:
    allowed = (
        (entry, head)
        for head, entries in _STAFF
        for permission, entry in entries
        if roles & frozenset(ROLE_TABLE[permission])
    )
    return tuple(dict.fromkeys(allowed))
