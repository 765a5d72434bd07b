"""Inviting people who are behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.messaging.actions import Message, notify
from suluh.messaging.models import Notice
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor
from suluh.reporting.models import PersonRate
from suluh.reporting.queries.invitations import ASKED, PAUSE, invited_at
from suluh.reporting.queries.people import Chosen, people_of
from suluh.reporting.queries.places import Place
from suluh.standards.jp import figures

KIND = "invitation"
_BATCH = 500


class InvitedLately(DomainError):
    """People are not to be pestered."""

    code = "invited_lately"
    sentence = gettext_lazy(
        "Mereka sudah diajak dalam 7 hari terakhir. Beri waktu dulu, lalu ajak lagi."
    )


class NobodyBehind(DomainError):
    """There is nobody to invite."""

    code = "nobody_behind"
    sentence = gettext_lazy("Semua pegawai di sini sudah mencapai sasaran. Tidak ada yang diajak.")


def invite_behind(*, actor: Actor, now: datetime, place: Place) -> int:
    """Queue invitations to everyone of the place who is behind; gives how many they are."""
    agency = place.agency
    require(actor, Permission.RATE_INVITE, agency_id=agency.pk, unit_path=place.path)
    year = local_date(now, agency.zone).year
    number = people_of(place, year, Chosen(standing="tertinggal")).count()
    if number == 0:
        raise NobodyBehind
    if invited_at(place, now=now) is not None:
        raise InvitedLately
    record_event(
        ASKED, at=now, tenant_id=agency.pk, actor_id=actor.person_id,
        data={"path": place.path, "people": number},
    )  # fmt: skip
    enqueue(
        "reporting.invite", agency=agency.pk, path=place.path, year=year, after=0,
        asked_at=now.isoformat(),
    )  # fmt: skip
    return number


def send_invitations(
    *, agency: int, path: str, year: int, after: int, asked_at: datetime
) -> int | None:
    """Tell the next people who are behind; gives the id to go on from, None at the end."""
    with scoped(SYSTEM):
        rows: Sequence[PersonRate] = list(
            PersonRate.objects.filter(
                tenant_id=agency, year=year, unit_path__startswith=path, pk__gt=after
            ).order_by("pk")[:_BATCH]
        )
        behind = [row for row in rows if row.jp_minor < row.floor_jp_minor]
        ids = [row.person_id for row in behind]
        told = Notice.objects.filter(
            person_id__in=ids, kind=KIND, created_at__gt=asked_at - PAUSE
        ).exclude(created_at=asked_at)
        known = set(told.values_list("person_id", flat=True))
        emails = dict(Person.objects.filter(pk__in=ids).values_list("pk", "email"))
        notify(
            tenant_id=agency,
            messages=[
                _message(row, asked_at, emails.get(row.person_id, ""))
                for row in behind
                if row.person_id not in known
            ],
            now=asked_at,
        )
    return rows[-1].pk if len(rows) == _BATCH else None


def _message(row: PersonRate, asked_at: datetime, email: str) -> Message:
    missing = figures(row.floor_jp_minor - row.jp_minor)
    return Message(
        person_id=row.person_id,
        key=f"ajakan:{asked_at:%Y-%m-%d}",
        kind=KIND,
        email=email,
        title=_("Kurang %(missing)s JP tahun ini") % {"missing": missing},
        body=_(
            "Instansi Anda mengajak Anda belajar. Pilih kegiatan yang cocok di halaman Belajar."
        ),
        link="/belajar/",
    )
