"""The sample's finished angkatan: work marked, the meeting held, STTP and JP by the product itself."""

from __future__ import annotations

import random
from datetime import timedelta

from config.sample.events import Stage
from suluh.base.clock import local_date
from suluh.content.models import Activity
from suluh.delivery.actions.closing import Record, close_batch
from suluh.delivery.models import Enrolment, Offering, Progress, Standing
from suluh.delivery.queries.closing import get_closing
from suluh.delivery.rules.standing import State
from suluh.organisation.types import Actor, Grant, Role


def mark_work(
    stage: Stage, offering: Offering, places: list[Enrolment], *, dice: random.Random, share: float
) -> None:
    """The guide is read and the plan handed in by that share of the people; plans have a mark."""
    guide, plan = Activity.objects.filter(version=offering.version).order_by("order")
    done = places[: int(len(places) * share)]
    steps = []
    for place in done:
        at = offering.starts_at + timedelta(hours=dice.randint(20, 40))
        place.version, place.started_at, place.progress = offering.version, at, 100
        for activity, score in ((guide, None), (plan, dice.randint(72, 96) * 100)):
            steps.append(
                Progress(
                    tenant_id=place.tenant_id, enrolment=place, person_id=place.person_id,
                    activity=activity, state=Progress.State.DONE, score=score, opened_at=at,
                    done_at=at, changed_at=at, seconds=activity.minutes * 60,
                    days={local_date(at, offering.zone).isoformat(): activity.minutes * 60},
                )
            )  # fmt: skip
    Progress.objects.bulk_create(steps)
    Enrolment.objects.bulk_update(done, ["version", "started_at", "progress"])
    Standing.objects.bulk_create(
        Standing(
            tenant_id=place.tenant_id, enrolment=place, offering=offering,
            person_id=place.person_id, state=State.RUNNING, at=stage.now,
            by_id=stage.organiser.id,
        )
        for place in places
    )  # fmt: skip


def close(stage: Stage, offering: Offering) -> None:
    """The meeting follows the conditions, in the afternoon of the last day."""
    at = offering.ends_at - timedelta(hours=8)
    organiser = Actor(
        account_id=0, person_id=stage.organiser.id, name=stage.organiser.full_name,
        agency_id=stage.agency.id, grants=(Grant(Role.ORGANISER, stage.agency.id),),
    )  # fmt: skip
    record = Record(
        number=f"800.2.4/118/BPSDM/{at.year}", dated=local_date(at, offering.zone),
        place="Ruang Rapat BPSDM Provinsi Contoh", chair="Dr. Hendra Kusuma, M.Si.",
        chair_post="Kepala BPSDM", chair_nip="197003121995031002",
    )  # fmt: skip
    verdicts = {each.place.uuid: each.proposed for each in get_closing(offering).undecided}
    close_batch(actor=organiser, uuid=offering.uuid, verdicts=verdicts, record=record, now=at)
