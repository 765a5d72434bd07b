"""The sample's agencies, units, posts, people, accounts and roles."""

from __future__ import annotations

import random
from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from faker import Faker

from config.sample import names
from suluh.base.ids import uuid7
from suluh.identity.actions.accounts import give_totp
from suluh.identity.models import Account, Acquaintance, Employment, Person, RoleGrant
from suluh.organisation.models import Agency, Position, Unit
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES
from suluh.organisation.types import Role

PASSWORD = "obor-terang-2026"  # noqa: S105 the sample's own, printed on its sign-in page
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with a seat to fill: which unit, post, kind of ASN and rank."""

    unit: Unit
    position: Position
    status: str
    rank: str


def make_agency(code: str, name: str, short: str, *, now: datetime) -> Agency:
    """A province of the sample."""
    return Agency.objects.create(
        code=code,
        name=name,
        short_name=short,
        kind=Agency.Kind.PROVINCE,
        certificate_unit="BPSDM",
        created_at=now,
    )


def make_units(agency: Agency, *, since: date) -> dict[str, Unit]:
    """Offices, their bidang and UPT, three levels deep; keyed by code."""
    units: dict[str, Unit] = {}
    root = _unit(agency, None, name=agency.name, code="", kind="instansi", since=since)
    units[""] = root
    for name, code in names.OFFICES:
        office = _unit(agency, root, name=name, code=code, kind="opd", since=since)
        units[code] = office
        for index, part in enumerate(("Sekretariat", "Bidang Program", "Bidang Pelayanan"), 1):
            key = f"{code}-{index}"
            units[key] = _unit(agency, office, name=part, code=key, kind="bidang", since=since)
        for index, branch in enumerate(names.BRANCHES.get(code, ()), 1):
            key = f"{code}-upt{index}"
            units[key] = _unit(agency, office, name=branch, code=key, kind="uptd", since=since)
    return units


def _unit(
    agency: Agency, parent: Unit | None, *, name: str, code: str, kind: str, since: date
) -> Unit:
    unit = Unit.objects.create(
        tenant=agency,
        parent=parent,
        name=name,
        code=code,
        kind=kind,
        valid_from=since,
        depth=parent.depth + 1 if parent else 0,
    )
    unit.path = f"{parent.path if parent else ''}{unit.id}/"
    unit.save(update_fields=["path"])
    return unit


def make_places(
    agency: Agency, units: dict[str, Unit], *, count: int, dice: random.Random
) -> list[Place]:
    """Seats: heads first, then functional and general posts, PPPK about one in five."""
    posts: dict[tuple[str, str, str, str], Position] = {}

    def post(name: str, jenis: str, *, jenjang: str = "", eselon: str = "") -> Position:
        key = (name, jenis, jenjang, eselon)
        if key not in posts:
            posts[key] = Position.objects.create(
                tenant=agency, name=name, jenis=jenis, jenjang=jenjang, eselon=eselon
            )
        return posts[key]

    places = []
    for code, unit in units.items():
        head = _head_of(code, unit)
        if head:
            places.append(
                Place(unit, post(head[0], head[1], jenjang=head[2], eselon=head[3]), "PNS", head[4])
            )
    crew = [unit for code, unit in units.items() if "-" in code]
    weights = [dice.uniform(0.5, 3.0) for _ in crew]
    while len(places) < count:
        unit = dice.choices(crew, weights)[0]
        status = "PPPK" if dice.random() < 0.22 else "PNS"
        if dice.random() < 0.55:
            name, jenjang = dice.choice(names.FUNCTIONAL)
            position = post(name, "2", jenjang=jenjang)
            rank = dice.choice(["III/a", "III/b", "III/c", "III/d", "IV/a"])
        else:
            position = post(dice.choice(names.GENERAL), "4")
            rank = dice.choice(["II/a", "II/c", "II/d", "III/a", "III/b"])
        places.append(
            Place(
                unit, position, status, rank if status == "PNS" else dice.choice(["V", "VII", "IX"])
            )
        )
    return places[:count]


def _head_of(code: str, unit: Unit) -> tuple[str, str, str, str, str] | None:
    if code == "":
        return ("Sekretaris Daerah", "1", "JPT Madya", "I.b", "IV/e")
    if "-" not in code:
        return (f"Kepala {unit.name}", "1", "JPT Pratama", "II.a", "IV/c")
    if unit.kind == "bidang":
        return (f"Kepala {unit.name}", "1", "Administrator", "III.b", "IV/a")
    return (f"Kepala {unit.name}", "1", "Pengawas", "IV.a", "III/d")


def make_people(
    agency: Agency, places: list[Place], *, now: datetime, seed: int
) -> list[Employment]:
    """Persons with valid NIP, their employment and accounts, one for each place."""
    dice, faker = random.Random(seed), Faker("id_ID")
    faker.seed_instance(seed)
    persons = [
        _person(place, dice, faker, serial=index, now=now) for index, place in enumerate(places)
    ]
    Person.objects.bulk_create(persons, batch_size=BATCH)
    Acquaintance.objects.bulk_create(
        [Acquaintance(tenant=agency, person=person) for person in persons], batch_size=BATCH
    )
    heads = {
        place.unit.id: person
        for place, person in zip(places, persons, strict=True)
        if place.position.jenis == "1"
    }
    employments = [
        Employment(
            tenant=agency,
            person=person,
            unit=place.unit,
            position=place.position,
            status=place.status,
            rank=place.rank,
            supervisor=_supervisor(place, person, heads),
            valid_from=date(2024, 1, 2),
        )
        for place, person in zip(places, persons, strict=True)
    ]
    Employment.objects.bulk_create(employments, batch_size=BATCH)
    make_accounts(persons, now=now)
    return employments


def _supervisor(place: Place, person: Person, heads: dict[int, Person]) -> Person | None:
    head = heads.get(place.unit.id)
    if head is None or head is person:
        head = heads.get(place.unit.parent_id or 0)
    return head


def make_accounts(persons: list[Person], *, now: datetime) -> None:
    """Accounts that sign in with PASSWORD; hashed once, for a sample only."""
    password = make_password(PASSWORD)
    Account.objects.bulk_create(
        [
            Account(
                person=person,
                username=person.nip or str(person.uuid),
                email=person.email,
                password=password,
                created_at=now,
            )
            for person in persons
        ],
        batch_size=BATCH,
    )


def _person(
    place: Place, dice: random.Random, faker: Faker, *, serial: int, now: datetime
) -> Person:
    male = dice.random() < 0.47
    first = faker.first_name_male() if male else faker.first_name_female()
    name = f"{first} {faker.last_name()}"
    leads = place.position.jenis == "1"
    first_year, years = (1968, 14) if leads else (1969, 31)
    born = date(first_year, 1, 1) + timedelta(days=dice.randrange(0, 365 * years))
    nip = _nip(born, place.status, male=male, serial=serial, dice=dice)
    mailbox = f"{first}.{nip[-7:]}".lower().replace(" ", "")
    return Person(
        uuid=uuid7(),
        nip=nip,
        name=name,
        title_after=dice.choice(names.LEADER_TITLES if leads else names.TITLES),
        sex="1" if male else "2",
        birth_place=dice.choice(names.regencies()),
        birth_date=born,
        email=f"{mailbox}@contoh.go.id",
        phone=f"0812{dice.randrange(10**7, 10**8)}",
        created_at=now,
    )


def _nip(born: date, status: str, *, male: bool, serial: int, dice: random.Random) -> str:
    """A NIP of the right build (domain: birth, TMT, sex, serial); unique by the serial."""
    start = min(born.year + dice.randrange(22, 33), 2025)
    sex = "1" if male else "2"
    if status == "PPPK":
        return f"{born:%Y%m%d}{max(start, 2021)}2{serial // 1000 % 9 + 1}{sex}{serial % 1000:03d}"
    return f"{born:%Y%m%d}{start}{serial // 1000 % 12 + 1:02d}{sex}{serial % 1000:03d}"


def add_second_factor(person: Person, role: Role) -> None:
    """An authenticator app whose present code stands on the page of sample accounts."""
    if role in SECOND_FACTOR_ROLES:
        secret = b32encode(sha256(f"contoh {person.nip}".encode()).digest()[:20]).decode()
        give_totp(account=person.account, secret=secret)


def grant(
    person: Person, role: Role, *, agency: Agency | None, unit: Unit | None, now: datetime
) -> None:
    """Give a role in the sample."""
    RoleGrant.objects.create(
        tenant=agency, person=person, role=role, unit=unit, reason="Contoh", created_at=now
    )
