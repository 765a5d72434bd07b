"""Seats of an offering: spread over buckets, taken, given back, handed to those who wait."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.news import tell_promoted
from suluh.delivery.models import Enrolment, Offering, OfferingAgency, SeatBucket
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.rules.seats import common_seats, spread


class TooFewSeats(DomainError):
    """Fewer seats were asked for than are taken already."""

    code = "too_few_seats"


def fit_seats(*, offering: Offering, now: datetime) -> None:
    """Bring the buckets of every pool to the offering's seats and quotas; move the waiting list.

    Runs in the organiser's scope inside the transaction that changed them.
    """
    quotas = quotas_of(offering)
    common = common_seats(offering.seats, list(quotas.values()))
    pools: list[tuple[int | None, int | None]] = [(None, common), *quotas.items()]
    SeatBucket.objects.filter(offering=offering).exclude(
        Q(agency_id__in=quotas) | Q(agency=None)
    ).update(free=0)
    for agency_id, capacity in pools:
        _fit_pool(offering, agency_id, capacity)
        promote_waiting(offering=offering, agency_id=agency_id, now=now)


def quotas_of(offering: Offering) -> dict[int, int]:
    """Seats kept for single agencies."""
    rows = OfferingAgency.objects.filter(offering=offering).exclude(quota=None)
    return {row.agency_id: row.quota for row in rows if row.quota is not None}


def _fit_pool(offering: Offering, agency_id: int | None, capacity: int | None) -> None:
    """Set the free seats of a pool to what its capacity leaves; its buckets are locked."""
    buckets = list(
        SeatBucket.objects.select_for_update()
        .filter(_in_pool(agency_id), offering=offering)
        .order_by("id")
    )
    if capacity is None:
        SeatBucket.objects.filter(pk__in=[bucket.pk for bucket in buckets]).update(free=0)
        return
    free = capacity - _taken(offering, agency_id)
    if free < 0:
        raise TooFewSeats(
            _("Sudah %(taken)d orang terdaftar. Isi kursi sedikitnya sebanyak itu.")
            % {"taken": capacity - free}
        )
    shares = spread(free, buckets=len(buckets))
    for bucket, share in zip(buckets, shares, strict=False):
        bucket.free = share
    SeatBucket.objects.bulk_update(buckets, ["free"])
    SeatBucket.objects.bulk_create(
        SeatBucket(tenant_id=offering.tenant_id, offering=offering, agency_id=agency_id, free=share)
        for share in shares[len(buckets) :]
    )


def _in_pool(agency_id: int | None) -> Q:
    return Q(agency=None) if agency_id is None else Q(agency_id=agency_id)


def _taken(offering: Offering, agency_id: int | None) -> int:
    """Places held in the pool, those taken before there was a limit included."""
    held = Enrolment.objects.filter(offering=offering, state__in=HOLDING)
    return of_pool(held, offering, agency_id=agency_id).count()


def of_pool(
    rows: QuerySet[Enrolment], offering: Offering, *, agency_id: int | None
) -> QuerySet[Enrolment]:
    """Those of `rows` who draw on the pool: of that agency, or of none that has a quota."""
    if agency_id is not None:
        return rows.filter(home_id=agency_id)
    with_quota = list(quotas_of(offering))
    return rows.filter(Q(home=None) | ~Q(home_id__in=with_quota))


def promote_waiting(*, offering: Offering, agency_id: int | None, now: datetime) -> int:
    """Give free seats of a pool to those who wait longest; tells how many moved."""
    waiting = _waiting(offering, agency_id)
    if offering.seats is None and agency_id is None:
        return _give_seats(offering, list(waiting), bucket_id=None, now=now)
    moved = 0
    buckets = SeatBucket.objects.select_for_update().filter(
        _in_pool(agency_id), offering=offering, free__gt=0
    )
    for bucket in buckets.order_by("id"):
        given = _give_seats(offering, list(waiting[: bucket.free]), bucket_id=bucket.pk, now=now)
        if not given:
            break
        bucket.free -= given
        bucket.save(update_fields=["free"])
        moved += given
    return moved


def _waiting(offering: Offering, agency_id: int | None) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.select_for_update(skip_locked=True).filter(
        offering=offering, state=Enrolment.State.WAITING
    )
    return of_pool(rows, offering, agency_id=agency_id).order_by("registered_at", "id")


def _give_seats(
    offering: Offering, chosen: list[Enrolment], *, bucket_id: int | None, now: datetime
) -> int:
    if not chosen:
        return 0
    rows = Enrolment.objects.filter(pk__in=[each.pk for each in chosen])
    # Who was just placed by others was never told to wait: the usual confirmation reaches them.
    waited = [each for each in chosen if each.told_at is not None or each.source != "assigned"]
    rows.update(state=Enrolment.State.REGISTERED, bucket_id=bucket_id, promoted_at=now)
    rows.filter(pk__in=[each.pk for each in waited]).update(told_at=now)
    tell_promoted(offering=offering, places=waited, now=now)
    record_event(
        "delivery.enrolment.promoted",
        at=now,
        tenant_id=offering.tenant_id,
        subject=offering.uuid,
        data={"people": [each.person_id for each in chosen]},
    )
    return len(chosen)


def give_back_seat(*, offering: Offering, bucket_id: int | None, now: datetime) -> None:
    """Give the seat of a bucket to the first who waits for it, else free it.

    Locks this one bucket and no other: two people giving back never wait for each other.
    """
    if bucket_id is None:
        return
    bucket = SeatBucket.objects.select_for_update().get(pk=bucket_id)
    first = list(_waiting(offering, bucket.agency_id)[:1])
    if not _give_seats(offering, first, bucket_id=bucket_id, now=now):
        bucket.free += 1
        bucket.save(update_fields=["free"])


def free_seats(offering: Offering) -> int:
    """Seats nobody holds, over all pools."""
    total = SeatBucket.objects.filter(offering=offering).aggregate(total=Sum("free"))["total"]
    return int(total or 0)
