"""The sample's series and events: 46 past ones with attendance, one live now, one open."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from config.sample import names
from suluh.activities.session.models import CheckIn, Window
from suluh.activities.survey.actions import prepare_survey
from suluh.credentials.models import CertificateTemplate
from suluh.delivery.models import Enrolment, Offering, OfferingPerson, RosterSlot, Series
from suluh.identity.models import Acquaintance, Employment, Person
from suluh.ledger.queries import planned_award
from suluh.ledger.types import Schedule
from suluh.organisation.models import Agency, Unit

SEMINAR = 9
ZONE = "Asia/Jakarta"
PAST = 46
BATCH = 2000
RULE = {"all": [{"window": "masuk"}, {"window": "pulang"}]}
LIVE_THEME = "Menulis kebijakan yang dipahami warga"
OPEN_THEME = "Pelayanan publik yang ramah disabilitas: dari loket sampai aplikasi"


@dataclass(frozen=True, slots=True)
class Stage:
    """What every event of the sample shares."""

    agency: Agency
    organiser: Person
    unit: Unit
    series: Series
    speakers: list[Person]
    now: datetime


def make_template(agency: Agency, *, now: datetime) -> None:
    """The agency's certificate: letterhead and two who sign."""
    CertificateTemplate.objects.create(
        tenant=agency,
        name="Sertifikat webinar",
        settings={
            "letterhead": [
                f"PEMERINTAH {agency.name.upper()}",
                "BADAN PENGEMBANGAN SUMBER DAYA MANUSIA",
            ],
            "issued_at": "Kota Contoh",
            "accent": "#0f4c5c",
            "border": True,
            "reverse": True,
            "signers": [
                {
                    "name": "Dr. Hendra Kusuma, M.Si.",
                    "post": "Kepala BPSDM",
                    "rank": "Pembina Utama Muda",
                    "nip": "197003121995031002",
                }
            ],
        },
        created_at=now,
    )


def make_series(agency: Agency, *, now: datetime) -> tuple[Series, Series]:
    """ASN Belajar (numbered webinars) and Smart Class (officials in rotation)."""
    learning = Series.objects.create(
        tenant=agency,
        name="ASN Belajar",
        description="Webinar mingguan untuk ASN seluruh Indonesia.",
        next_number=PAST + 3,
        created_at=now,
    )
    smart = Series.objects.create(
        tenant=agency,
        name="Smart Class ASN",
        description="Pejabat berbagi pengetahuan bergiliran, dua kali sebulan.",
        rotates=True,
        created_at=now,
    )
    return learning, smart


def make_speakers(agency: Agency, *, now: datetime) -> list[Person]:
    """Guests without NIP."""
    guests = [
        Person(
            name=name.split(",")[0]
            .removeprefix("Dr. ")
            .removeprefix("Ir. ")
            .removeprefix("Prof. "),
            title_after=", ".join(part.strip() for part in name.split(",")[1:]),
            organisation_name=home,
            email=f"narasumber{index}@contoh.ac.id",
            created_at=now,
        )
        for index, (name, home) in enumerate(names.SPEAKERS)
    ]
    Person.objects.bulk_create(guests)
    Acquaintance.objects.bulk_create(Acquaintance(tenant=agency, person=guest) for guest in guests)
    return guests


def make_offering(
    stage: Stage,
    *,
    title: str,
    number: int,
    starts_at: datetime,
    minutes: int,
    state: str,
    seats: int | None = None,
) -> Offering:
    """One webinar with its windows, speaker and moderator."""
    ends_at = starts_at + timedelta(minutes=minutes)
    award = planned_award(Schedule(SEMINAR, starts_at, ends_at, ZONE))
    offering = Offering.objects.create(
        tenant=stage.agency,
        series=stage.series,
        number=number,
        unit=stage.unit,
        title=title,
        theme=title.split(":", maxsplit=1)[0],
        description=f"Webinar terbuka untuk ASN seluruh Indonesia: {title.lower()}.",
        form_id=SEMINAR,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=ZONE,
        jp_minor=award.jp_minor,
        jp_reason=award.explanation,
        audience=Offering.Audience.NATIONAL,
        seats=seats,
        registration_opens_at=starts_at - timedelta(days=21),
        registration_closes_at=ends_at,
        join_link="https://zoom.us/j/81234567890",
        attendance_rule=RULE,
        state=state,
        created_by_id=stage.organiser.id,
        created_at=starts_at - timedelta(days=21),
    )
    _people(stage, offering, number)
    make_windows(offering)
    prepare_survey(offering, now=stage.now)
    return offering


def _people(stage: Stage, offering: Offering, number: int) -> None:
    speaker = stage.speakers[number % len(stage.speakers)]
    moderator = stage.organiser
    for order, (person, role, topic) in enumerate(
        ((speaker, "narasumber", offering.title), (moderator, "moderator", ""))
    ):
        OfferingPerson.objects.create(
            tenant=stage.agency,
            offering=offering,
            person=person,
            name=person.full_name,
            role=role,
            topic=topic,
            minutes=90 if topic else 0,
            order=order,
        )


def make_windows(offering: Offering) -> list[Window]:
    """Masuk, tengah and pulang; sending the evaluation is the last."""
    return Window.objects.bulk_create(
        Window(
            tenant_id=offering.tenant_id,
            offering=offering,
            kind=kind,
            opens_at=opens,
            closes_at=closes,
            secret=secrets.token_bytes(32),
            needs_evaluation=kind == "pulang",
        )
        for kind, opens, closes in _spans(offering)
    )


def _spans(offering: Offering) -> tuple[tuple[str, datetime, datetime], ...]:
    """Kind of window, opening and closing around the event's own times."""
    start, end = offering.starts_at, offering.ends_at
    middle = start + (end - start) / 2
    return (
        ("masuk", start - timedelta(minutes=30), start + timedelta(minutes=45)),
        ("tengah", middle, middle + timedelta(minutes=15)),
        ("pulang", end - timedelta(minutes=15), end + timedelta(minutes=60)),
    )


def enrol(offering: Offering, staff: list[Employment], *, at: datetime) -> None:
    """Register people of the sample."""
    Enrolment.objects.bulk_create(
        [
            Enrolment(
                tenant_id=offering.tenant_id,
                offering=offering,
                person_id=job.person_id,
                home_id=job.tenant_id,
                unit_id=job.unit_id,
                name=job.person.full_name,
                unit_name=job.unit.name,
                email=job.person.email,
                registered_at=at,
            )
            for job in staff
        ],
        batch_size=BATCH,
    )


def past_date(index: int, now: datetime) -> datetime:
    """Thursday 09.00 WIB, every second week, the last one a few days ago."""
    local = now.astimezone(ZoneInfo(ZONE)) - timedelta(days=4 + (PAST - index) * 14)
    local -= timedelta(days=(local.weekday() - 3) % 7)
    return local.replace(hour=9, minute=0, second=0, microsecond=0).astimezone(ZoneInfo("UTC"))


def make_past(
    stage: Stage, staff: list[Employment], *, zeal: dict[int, float], dice: random.Random, past: int
) -> list[tuple[Offering, list[Employment]]]:
    """The last `past` finished webinars; each with those who came, and the evidence of it."""
    held = []
    for number in range(PAST - past + 1, PAST + 1):
        title = names.THEMES[(number - 1) % len(names.THEMES)]
        starts_at = past_date(number, stage.now)
        offering = make_offering(
            stage, title=title, number=number, starts_at=starts_at,
            minutes=dice.choice((135, 150, 180)), state=Offering.State.FINISHED,
        )  # fmt: skip
        crowd = 0.85 if starts_at.year == stage.now.year else 0.15
        present = [job for job in staff if dice.random() < zeal[job.person_id] * crowd]
        enrol(offering, present, at=starts_at - timedelta(days=3))
        _check_in(offering, present, dice)
        held.append((offering, present))
    return held


def _check_in(offering: Offering, present: list[Employment], dice: random.Random) -> None:
    windows = {window.kind: window for window in offering.windows.all()}
    moments = {
        "masuk": (windows["masuk"], offering.starts_at),
        "pulang": (windows["pulang"], offering.ends_at - timedelta(minutes=10)),
    }
    CheckIn.objects.bulk_create(
        [
            CheckIn(
                tenant_id=offering.tenant_id,
                offering=offering,
                window=window,
                person_id=job.person_id,
                method=CheckIn.Method.LINK,
                at=moment + timedelta(seconds=dice.randrange(0, 600)),
            )
            for window, moment in moments.values()
            for job in present
        ],
        batch_size=BATCH,
    )


def make_live(
    stage: Stage, staff: list[Employment], *, absent: Person, dice: random.Random
) -> Offering:
    """Event 47: began half an hour ago, two in three checked in, one certainly not yet."""
    starts_at = stage.now - timedelta(minutes=30)
    offering = make_offering(
        stage, title=LIVE_THEME, number=PAST + 1, starts_at=starts_at, minutes=150,
        state=Offering.State.PUBLISHED,
    )  # fmt: skip
    enrol(offering, staff, at=stage.now - timedelta(days=2))
    window = offering.windows.get(kind="masuk")
    present = [job for job in staff if job.person_id != absent.id and dice.random() < 0.66]
    CheckIn.objects.bulk_create(
        [
            CheckIn(
                tenant_id=offering.tenant_id,
                offering=offering,
                window=window,
                person_id=job.person_id,
                method=CheckIn.Method.LINK,
                at=starts_at + timedelta(minutes=dice.triangular(-20, 28, 2)),
            )
            for job in present
        ],
        batch_size=BATCH,
    )
    return offering


def make_open(stage: Stage) -> Offering:
    """Event 48: registration is open, seats are limited."""
    return make_offering(
        stage, title=OPEN_THEME, number=PAST + 2, starts_at=_next_week(stage.now), minutes=150,
        state=Offering.State.PUBLISHED, seats=1000,
    )  # fmt: skip


def _next_week(now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(ZONE)) + timedelta(days=11)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)


def make_roster(series: Series, units: list[Unit], *, now: datetime) -> None:
    """Smart Class: three turns held, five planned, from different offices."""
    today = now.date()
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7)
    RosterSlot.objects.bulk_create(
        RosterSlot(
            tenant_id=series.tenant_id,
            series=series,
            unit=unit,
            date=wednesday + timedelta(days=14 * (index - 3)),
            theme=names.THEMES[-index - 1],
            state="held" if index < 3 else "planned",
            created_at=now,
        )
        for index, unit in enumerate(units[:8])
    )


def freshen(offering: Offering, *, now: datetime) -> None:
    """Move the live event to now again: the sample is loaded once but run on many days."""
    starts_at = now - timedelta(minutes=30)
    if offering.ends_at > now:
        return
    offering.starts_at, offering.ends_at = starts_at, starts_at + timedelta(minutes=150)
    offering.registration_closes_at = offering.ends_at
    offering.state = Offering.State.PUBLISHED
    offering.save(update_fields=["starts_at", "ends_at", "registration_closes_at", "state"])
    for kind, opens, closes in _spans(offering):
        offering.windows.filter(kind=kind).update(opens_at=opens, closes_at=closes)
