"""The page of a long job: what it says goes together with the row on which the job works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from suluh.base.clock import now
from suluh.base.models import LongJob
from suluh.base.progress import finish_long_job, report_progress, start_long_job
from suluh.base.queries import job_behind, time_left, time_spent
from suluh.base.scope import SYSTEM, scoped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_rows")]


@pytest.fixture
def all_rows() -> Iterator[None]:
    """The system's own sight: whose a job is does not matter here."""
    with scoped(SYSTEM):
        yield


@dataclass
class Work:
    """A row as it was read, and as it stands in the database."""

    job: UUID | None
    state: str
    stored: tuple[UUID | None, str]

    def refresh_from_db(self) -> None:
        """Read what is stored."""
        self.job, self.state = self.stored


def _job(*, over: bool = False) -> UUID:
    job = start_long_job(name="base.test", title="", tenant_id=None, person_id=None, now=now())
    if over:
        finish_long_job(job.uuid, now=now())
    return job.uuid


def test_a_job_that_ended_meanwhile_shows_what_it_did() -> None:
    over = _job(over=True)
    row = Work(over, "comparing", stored=(over, "compared"))

    job = job_behind(row)

    assert (job and job.state, row.state) == (LongJob.State.DONE, "compared")


def test_a_job_that_began_meanwhile_is_the_one_to_wait_for() -> None:
    newer = _job()
    row = Work(_job(over=True), "compared", stored=(newer, "applying"))

    job = job_behind(row)

    assert (job and job.uuid, row.state) == (newer, "applying")


def test_no_job_is_none() -> None:
    assert job_behind(Work(None, "new", stored=(None, "new"))) is None


def test_a_job_that_cannot_tell_how_far_it_is_says_how_long_it_runs() -> None:
    began = now()
    drawn, counted, waiting = _job(), _job(), _job()
    report_progress(drawn, done=0, total=0, now=began)
    report_progress(counted, done=1, total=4, now=began)

    told = {
        job.uuid: (time_spent(job, began + timedelta(minutes=2)), time_left(job, began))
        for job in LongJob.objects.all()
    }

    assert told[drawn] == (timedelta(minutes=2), None)
    assert (told[counted][0], told[waiting][0]) == (None, None)
