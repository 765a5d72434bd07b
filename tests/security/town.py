"""An agency with one of everything in it, all about one person, and somebody of each role who looks.

What the probe makes for a foreign agency is made here at home: every page opens for somebody. The
person's data are canaries: strings that stand nowhere else, so that a page that shows one is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from suluh.activities.session.models import Window
from suluh.activities.survey.models import Survey, SurveyAnswer
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions.seal import seal_certificates
from suluh.credentials.models import Certificate
from suluh.delivery.models import Complaint, Enrolment, Offering
from suluh.identity.actions.accounts import give_totp
from suluh.identity.models import Account, Acquaintance, Employment, ImportRow, Person, Session
from suluh.identity.sessions import SessionStore
from suluh.ledger.actions import post_credits
from suluh.ledger.types import Credit
from suluh.messaging.models import Delivery, Notice
from suluh.organisation.models import Unit
from suluh.organisation.types import Role
from tests import make
from tests.security.routes import Case, Foreign, Own, Public, cases
from tests.security.world import World

NIP = "198703192010121003"
SEEN = {
    "nip": NIP,
    "email": "kenari.surel@contoh.go.id",
    "phone": "081299988877",
    "birth_place": "Kenaripura",
    "birth_date": "19 Maret 1987",
    "suggestion": "Saran-kenari-tentang-konsumsi",
    "complaint": "Keluhan-kenari-layar-hitam",
    "notice": "Kabar-kenari-untuk-satu-orang",
    "jp_line": "Baris-kenari-buku-JP",
    "device": "Peramban-kenari",
}
# What no page shows to anybody.
SECRET = {
    "password": "argon2$kenari-sandi",
    "session": "kenarisesi0000000000000000000000",
    "window": "6b656e6172692d7261686173696100000000000000000000000000000000abcd",
    "second_factor": "KENARI2FACTORQQQ",
}
CANARIES = SEEN | SECRET
# A person who is given a role must be another one than the subject, who holds none.
ABOUT_SOMEBODY_ELSE = {"roles", "role_revoke"}
Arguments = Mapping[str, Any]


@dataclass
class Town:
    """`visitors` look by role; `pages` are the routes with arguments, at home and at the host's."""

    world: World
    subject: Person
    host: Unit
    visitors: dict[str, Client] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    pages: dict[str, Arguments] = field(default_factory=dict)
    hosted: dict[str, Arguments] = field(default_factory=dict)

    def addresses(self) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Every page: its route, its address with query, and who looks at it."""
        known, everybody = cases(), frozenset(self.visitors)
        for pages, who in ((self.pages, everybody), (self.hosted, frozenset({"host"}))):
            for route, arguments in pages.items():
                case, path = known[route], reverse(route, kwargs=dict(arguments))
                query = case.query if isinstance(case, Own) else ""
                for more in ("", *VARIANTS.get(route, ())):
                    yield route, path + (more or query), who


LINK = "account_reset_password_from_key"
# Further faces of a page, by its query.
VARIANTS = {
    "agenda": ("?lampau",),
    "deliveries": ("?q=kenari",),
    "import_run": ("?jenis=refused", f"?q={NIP[:12]}"),
    "live": ("?bagian=kini", "?bagian=pertanyaan", "?bagian=jajak", "?bagian=pengumuman"),
    "manage_people": ("?xlsx", f"?q={NIP[:12]}"),
    "meeting_reports": ("?lihat=cocok",),
    "monitor": ("?bagian=pantau",),
    "complaints": ("?lihat=selesai",),
    "course_manage": ("?xlsx", f"?q={NIP[:12]}"),
    "event_lineup": (f"?cari={NIP[:12]}", "?cari=Sri"),
    "ledger_reversals": (f"?q={NIP[:12]}",),
    "people": (f"?q={NIP[:12]}",),
    "manage_series": ("?lampau",),
    "rates_sheet": ("?isi=pegawai",),
    "series_fairness": ("?xlsx",),
    "roles": ("?q=Sri", f"?q={NIP[:12]}"),
}


def build(words: str = "Acara Kota") -> Town:
    """The town, with `words` in the names of what is made in it; takes a second or two."""
    home = make.agency("Provinsi Kenari")
    root = make.unit(home, "Sekretariat")
    unit = make.unit(home, "Dinas Kenari", parent=root)
    subject = _subject(unit)
    world = World(home, unit, home, unit, subject, canary=words)
    host = make.unit(make.agency("Kota Tuan Rumah"))
    town = Town(world, subject, host, {"stranger": Client(raise_request_exception=False)})
    _settle(town, root)
    town.pages = dict(_made(world, make.person(unit, "Sari Lain")))
    abroad = World(host.tenant, host, host.tenant, host, subject)
    town.hosted = dict(_made(abroad, town.people["host"], only=cases_of_events()))
    _fill(town)
    town.pages[LINK] = _link(town)  # a sign-in since the first one was made has ended it
    return town


def _subject(unit: Unit) -> Person:
    person = make.person(
        unit, "Sri Kenari", nip=NIP, email=SEEN["email"], phone=SEEN["phone"],
        birth_place=SEEN["birth_place"], birth_date=date(1987, 3, 19),
    )  # fmt: skip
    account = Account.objects.get(person=person)
    Account.objects.filter(pk=account.pk).update(password=SECRET["password"], last_login=now())
    give_totp(account=account, secret=SECRET["second_factor"])
    return person


def _settle(town: Town, root: Unit) -> None:
    """Somebody of each role; the supervisor is the subject's own, the host's agency is another."""
    home, unit = town.world.home, town.world.home_unit
    sibling, afar = make.unit(home, "Dinas Tetangga", parent=root), make.unit(make.agency("Jauh"))
    who = {
        "colleague": make.person(unit, "Budi Kolega"),
        "supervisor": make.person(unit, "Ani Atasan"),
        "organiser": make.person(root, "Oki Penyelenggara"),
        "unit_organiser": make.person(sibling, "Umi Penyelenggara"),
        "unit_admin": make.person(unit, "Uci Pengelola"),
        "sibling_admin": make.person(sibling, "Titi Tetangga"),
        "agency_admin": make.person(root, "Adi Pengelola"),
        "leader": make.person(root, "Pimpinan Satu"),
        "national": make.person(afar, "Nana Nasional"),
        "host": make.person(town.host, "Hadi Tuan Rumah"),
    }
    make.grant(who["supervisor"], Role.SUPERVISOR, home, at=unit)
    make.grant(who["organiser"], Role.ORGANISER, home)
    make.grant(who["unit_organiser"], Role.ORGANISER, home, at=sibling)
    make.grant(who["unit_admin"], Role.UNIT_ADMIN, home, at=unit)
    make.grant(who["sibling_admin"], Role.UNIT_ADMIN, home, at=sibling)
    make.grant(who["agency_admin"], Role.AGENCY_ADMIN, home)
    make.grant(who["leader"], Role.LEADER, home)
    make.grant(who["national"], Role.NATIONAL)
    for role in (Role.ORGANISER, Role.AGENCY_ADMIN):
        make.grant(who["host"], role, town.host.tenant)
    town.people = who | {"self": town.subject}
    for name, person in town.people.items():
        town.visitors[name] = Client(raise_request_exception=False)
        make.sign_in(town.visitors[name], person)
    with scoped(SYSTEM):
        Employment.objects.filter(person=town.subject).update(supervisor=who["supervisor"])


def _made(
    world: World, somebody: Person, only: Mapping[str, Case] | None = None
) -> Iterator[tuple[str, Arguments]]:
    """Routes with the arguments of something that exists; each thing is made once."""
    another = World(world.home, world.home_unit, world.other, world.other_unit, somebody)
    results: dict[Callable[[World], Any], Any] = {}
    for route, case in (cases() if only is None else only).items():
        maker = case.make
        if maker is None:
            yield route, {}
            continue
        if maker not in results:
            with transaction.atomic():
                results[maker] = maker(another if route in ABOUT_SOMEBODY_ELSE else world)
        yield route, {} if isinstance(case, Own) else results[maker]


def cases_of_events() -> dict[str, Case]:
    """Cases about an event, and what an organiser sees of all: where a host meets a guest's data."""
    return {
        route: case
        for route, case in cases().items()
        if isinstance(case, Foreign | Own)
        and case.make is not None
        and case.make.__module__.split(".")[1] in {"delivery", "activities"}
    }


def _fill(town: Town) -> None:
    """The subject's canaries in every table that keeps something about a person."""
    subject = town.subject
    with scoped(SYSTEM):
        Enrolment.objects.filter(person=subject).update(
            name=subject.full_name, email=subject.email, phone=subject.phone, unit_name="Dinas"
        )
        Complaint.objects.filter(person=subject).update(text=SEEN["complaint"])
        Notice.objects.filter(person=subject).update(title=SEEN["notice"], body=SEEN["notice"])
        Delivery.objects.filter(person=subject).update(address=SEEN["email"])
        Window.objects.update(secret=bytes.fromhex(SECRET["window"]))
        ImportRow.objects.update(
            nip=NIP, name=subject.name, change="refused",
            values={"nip": NIP, "email": SEEN["email"], "phone": SEEN["phone"]},
            problems=[{"field": "nip", "value": NIP, "code": "twice", "bad": True}],
        )  # fmt: skip
        Acquaintance.objects.create(tenant=town.host.tenant, person=subject)
        for offering in Offering.objects.all():
            _answer(offering)
        _name_session(town.visitors["self"])
        waiting = Certificate.objects.filter(sealed_at=None).values_list("id", flat=True)
        ids = list(waiting)
    credit(town, title=SEEN["jp_line"], key="1")
    seal_certificates(ids=ids, now=now())


def _name_session(own: Client) -> None:
    """The subject's session gets a key and a device that can be looked for."""
    held = SessionStore(own.cookies["sessionid"].value)
    held["device"], held["address"] = SEEN["device"], "203.0.113.77"
    held.save()
    Session.objects.filter(pk=held.session_key).update(session_key=SECRET["session"])
    own.cookies["sessionid"] = SECRET["session"]


def _link(town: Town) -> Arguments:
    case = cases()[LINK]
    assert isinstance(case, Public)
    assert case.make
    return case.make(town.world)


def _answer(offering: Offering) -> None:
    survey = Survey.objects.create(
        tenant_id=offering.tenant_id, offering=offering, created_at=now(), title="Evaluasi",
        questions=[{"key": "saran", "text": "Saran", "kind": "text", "required": False}],
    )  # fmt: skip
    SurveyAnswer.objects.create(
        tenant_id=survey.tenant_id, uuid=offering.uuid, survey=survey, date=date(2026, 9, 1),
        answers={"saran": SEEN["suggestion"]},
    )  # fmt: skip


def credit(town: Town, *, title: str, key: str) -> None:
    """A line in the subject's book of JP."""
    given = Credit(
        person_id=town.subject.pk, home_id=town.world.home.pk, unit_id=town.world.home_unit.pk,
        organiser_id=town.world.home.pk, form_code=3, title=title, minutes=150,
        credit_date=date(2026, 3, 3), activity_key=f"kenari:{key}", source_type="uji", source_id="k",
    )  # fmt: skip
    post_credits(credits=[given], actor_id=None, now=now())
