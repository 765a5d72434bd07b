"""Carrying out what the meeting decided: states, JP, STTP and news, from its frozen berita acara.

Of very many people a job does it in parts. Each part is a transaction of its own that also moves the
job's count on: a job that was killed goes on after the last whole part, and two runs of one job wait
for one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.models import LongJob
from suluh.base.progress import finish_long_job, report_progress, start_long_job
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.standings import Step, standings_of, write_standings
from suluh.delivery.actions.verdict_news import tell_verdicts
from suluh.delivery.actions.verdicts import results_for
from suluh.delivery.models import Batch, Enrolment, Offering, Paper, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import closing_job
from suluh.delivery.queries.rollcall import expected_in
from suluh.delivery.rules.standing import Act, State, move_between
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

AT_ONCE = 500  # more get their results by a job, so many in one transaction


@dataclass(frozen=True, slots=True)
class Ruled:
    """One person as the berita acara has it."""

    place: int
    state: str
    score: int | None
    predicate: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A closing as the job carries it: what was decided stands in the paper."""

    job: str
    tenant_id: int
    offering_id: int
    paper_id: int

    def as_data(self) -> dict[str, Any]:
        """The job's arguments."""
        return asdict(self)


def people_of(paper: Paper) -> list[Ruled]:
    """Everybody of a berita acara, in the order of their places."""
    people = [
        Ruled(each["at"], each["state"], each["score"], each["predicate"], each["differs"])
        for each in paper.content["people"]
    ]
    return sorted(people, key=lambda each: each.place)


def conclude(offering: Offering, paper: Paper, people: Sequence[Ruled]) -> None:
    """Set the states of these people, and give those who passed what they earned. Repeating is harmless.

    Dated by the meeting's own moment, whenever it is done.
    """
    by, at = paper.made_by_id, paper.made_at
    rows = expected_in(offering).filter(pk__in=[each.place for each in people])
    places = list(Enrolment.objects.select_for_update().filter(pk__in=_ids(rows)).order_by("id"))
    standings = standings_of(places)
    _set_states(standings, people, paper)
    results = results_for(offering, places, standings)
    record_results(offering_id=offering.pk, results=results, actor_id=by, now=at)
    tell_verdicts(offering, places, standings=standings, results=results, now=at)


def _set_states(standings: dict[int, Standing], people: Sequence[Ruled], paper: Paper) -> None:
    steps = []
    for each in people:
        standing = standings.get(each.place)
        if standing is None or move_between(standing.state, each.state, Act.CLOSING) is None:
            continue  # set by an earlier run, or withdrawn before the meeting
        standing.score, standing.predicate = each.score, each.predicate
        reason = paper.content["note"] if each.differs else ""
        steps.append(Step(standing, State(each.state), reason))
    write_standings(steps, actor_id=paper.made_by_id, now=paper.made_at)


def ask_conclusion(offering: Offering, paper: Paper, *, total: int, now: datetime) -> LongJob:
    """Queue the results of a large angkatan."""
    job = start_long_job(
        name="delivery.conclude_batch", title=_("Menutup angkatan"), tenant_id=offering.tenant_id,
        person_id=paper.made_by_id, now=now, total=total,
        link=f"/kelola/kelas/{offering.uuid}/penutupan/",
    )  # fmt: skip
    _enqueue(offering, paper.pk, job)
    return job


def conclude_next(asked: Asked, *, now: datetime) -> bool:
    """Conclude the next part; whether there is more. One transaction."""
    job = LongJob.objects.select_for_update().get(uuid=asked.job)
    paper = Paper.objects.get(pk=asked.paper_id)
    people = people_of(paper)
    part = people[job.done : job.done + AT_ONCE]
    if not part:
        Batch.objects.filter(offering=asked.offering_id, closing=job.uuid).update(closing=None)
        words = _("Angkatan ditutup. STTP dan JP sudah terbit bagi yang lulus.")
        finish_long_job(job.uuid, now=now, message=words)
        return False
    conclude(Offering.objects.get(pk=asked.offering_id), paper, part)
    report_progress(job.uuid, done=job.done + len(part), total=len(people), now=now)
    return True


def go_on_closing(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Queue a closing that broke down once more; it goes on where it stood. Else nothing.

    Records `delivery.closing.continued`.
    """
    offering = get_managed_batch(actor, uuid, Permission.CERTIFICATE_ISSUE)
    job = closing_job(offering.batch)
    if job is None or job.state != LongJob.State.FAILED:
        return
    paper = Paper.objects.filter(offering=offering, kind=Paper.Kind.RECORD).values("pk").get()
    LongJob.objects.filter(pk=job.pk).update(state=LongJob.State.WAITING, message="")
    record_event(
        "delivery.closing.continued", at=now, tenant_id=offering.tenant_id,
        actor_id=actor.person_id, subject=offering.uuid,
    )  # fmt: skip
    _enqueue(offering, paper["pk"], job)


def _enqueue(offering: Offering, paper_id: int, job: LongJob) -> None:
    asked = Asked(str(job.uuid), offering.tenant_id, offering.pk, paper_id)
    enqueue("delivery.conclude_batch", **asked.as_data())


def _ids(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))
