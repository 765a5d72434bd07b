"""The kind `session`: what delivery and the pages of an event know about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from suluh.activities.session.actions.evidence import attest
from suluh.activities.session.actions.windows import plan_windows
from suluh.activities.session.queries.results import conditions_now
from suluh.activities.session.queries.windows import evaluation_window
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import Tab, Word
from suluh.delivery.types import Condition
from suluh.organisation.types import Actor

_SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)


class SessionKind:
    """A live session with check-in windows."""

    slug = "session"
    evaluation_counter = "session_count_evaluation"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Acara langsung")

    def on_publish(self, offering: Offering, *, now: datetime) -> None:
        """Make or move the default windows."""
        plan_windows(offering, now=now)

    def evaluation_times(self, offering: Offering) -> tuple[datetime, datetime] | None:
        """When the window that asks for the evaluation is open."""
        return evaluation_window(offering)

    def attest(self, offering: Offering, *, people: Sequence[int], word: Word) -> int:
        """The organiser's word counts as attendance."""
        return attest(offering, people=people, word=word)

    def conditions_of(
        self, offering: Offering, *, person_id: int, now: datetime
    ) -> Sequence[Condition]:
        """The attendance rule, judged by the evidence there is."""
        return conditions_now(offering, person_id=person_id, now=now)

    def organiser_tabs(self, offering: Offering, *, actor: Actor) -> Sequence[Tab]:
        """Attendance and meeting report."""
        base = f"/kelola/acara/{offering.uuid}"
        return [
            Tab("kehadiran", _("Kehadiran"), f"{base}/kehadiran/", order=30),
            Tab("panggung", _("Siaran langsung"), f"{base}/panggung/", order=35),
            Tab("rapat", _("Laporan rapat"), f"{base}/rapat/", order=40),
        ]

    def participant_links(
        self, offering: Offering, *, enrolment: Enrolment | None, now: datetime
    ) -> Sequence[Tab]:
        """The live page while the event runs; the reasons once it is over."""
        if enrolment is None or enrolment.state not in _SEATED:
            return []
        links = []
        if (
            offering.starts_at - timedelta(minutes=45)
            <= now
            <= offering.ends_at + timedelta(hours=1)
        ):
            links.append(
                Tab(
                    "langsung",
                    _("Ikuti acara dan catat kehadiran"),
                    self.live_url(offering),
                    order=10,
                    icon="radio",
                    is_torch=True,
                )
            )
        if now >= offering.starts_at and enrolment.state != Enrolment.State.COMPLETED:
            links.append(
                Tab(
                    "hasil",
                    _("Mengapa sertifikat saya belum terbit?"),
                    f"/acara/{offering.uuid}/hasil/",
                    order=60,
                    icon="circle-question-mark",
                )
            )
        return links

    def live_url(self, offering: Offering) -> str:
        """Where participants go while the event runs."""
        return f"/acara/{offering.uuid}/langsung/"


KIND = SessionKind()
