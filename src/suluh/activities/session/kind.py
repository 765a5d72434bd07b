"""The kind `session`: what delivery and the pages of an event know about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.session.actions.course import attend
from suluh.activities.session.actions.evidence import attest
from suluh.activities.session.actions.windows import plan_windows
from suluh.activities.session.forms import MeetingForm
from suluh.activities.session.queries.course import held_sessions, outcome_of, play_session
from suluh.activities.session.queries.results import conditions_now
from suluh.activities.session.queries.windows import evaluation_window
from suluh.activities.session.rules import course as rules
from suluh.activities.session.types import Meeting
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import Tab, Word
from suluh.delivery.queries.offerings import is_course_manager
from suluh.delivery.types import Condition, Held
from suluh.organisation.types import Actor

_SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)


class SessionKind:
    """A live session with check-in windows: an event of its own, or an activity of a training."""

    slug = "session"
    icon = "presentation"
    evaluation_counter = "session_count_evaluation"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Sesi langsung")

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

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _(
            "Pertemuan langsung sebagai bagian isi; tiap kelas menetapkan tanggalnya. Selesai bila"
            " hadir. Sesi tatap muka angkatan dengan ruang dan daftar hadir disusun di Jadwal."
        )

    def blank(self) -> dict[str, Any]:
        """Nothing said yet."""
        return rules.to_data(Meeting())

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """What is done there, and whether one checks out; dates belong to the class."""
        meeting = rules.read(settings)
        return MeetingForm(data, initial={"text": meeting.text, "checks_out": meeting.checks_out})

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """Nothing said."""
        return list(rules.flaws(rules.read(settings)))

    def minutes(self, settings: dict[str, Any]) -> int:
        """As long as sessions usually are."""
        return rules.USUAL_MINUTES

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The date, the way in, the one button."""
        return play_session(lesson, now=now)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """A check-in, or the wish to be judged again."""
        return attend(lesson, moment=data.get("hadir", ""), now=now)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """From the evidence that the person was there."""
        return outcome_of(lesson)

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """What is done there; no dates, no links."""
        return rules.to_data(rules.read(settings))

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The same, if it fits."""
        return rules.to_data(rules.read(data))

    def held_sessions(self, offering: Offering) -> Sequence[Held]:
        """Sessions of the outline, so that a timetable does not count them again."""
        return held_sessions(offering)

    def course_links(
        self, offering: Offering, *, enrolment: Enrolment | None, actor: Actor
    ) -> Sequence[Tab]:
        """Dates and attendance, for who runs the course."""
        if not is_course_manager(actor, offering):
            return []
        url = f"/kelola/kelas/{offering.uuid}/sesi/"
        return [Tab("sesi", _("Jadwal dan kehadiran sesi"), url, order=70, icon="presentation")]


KIND = SessionKind()
