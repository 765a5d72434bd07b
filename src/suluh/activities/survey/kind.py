"""The kind `survey`: what delivery and the pages of an event know about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from suluh.activities.survey.actions import prepare_survey
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import Tab, Word
from suluh.delivery.types import Condition
from suluh.organisation.types import Actor

_SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)


class SurveyKind:
    """The evaluation form of an event."""

    slug = "survey"
    evaluation_counter = ""  # the form itself is no evidence

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Evaluasi")

    def on_publish(self, offering: Offering, *, now: datetime) -> None:
        """Make the default form."""
        prepare_survey(offering, now=now)

    def evaluation_times(self, offering: Offering) -> tuple[datetime, datetime] | None:
        """The form itself is no evidence."""
        return None

    def attest(self, offering: Offering, *, people: Sequence[int], word: Word) -> int:
        """Nothing: nobody answers for another."""
        return 0

    def conditions_of(
        self, offering: Offering, *, person_id: int, now: datetime
    ) -> Sequence[Condition]:
        """None: answers are kept without names."""
        return ()

    def organiser_tabs(self, offering: Offering, *, actor: Actor) -> Sequence[Tab]:
        """Form and results."""
        if not offering.has_evaluation:
            return []
        url = f"/kelola/acara/{offering.uuid}/evaluasi/"
        return [Tab("evaluasi", _("Evaluasi"), url, order=60)]

    def participant_links(
        self, offering: Offering, *, enrolment: Enrolment | None, now: datetime
    ) -> Sequence[Tab]:
        """The form, from shortly before the end."""
        if not offering.has_evaluation or enrolment is None or enrolment.state not in _SEATED:
            return []
        if not offering.starts_at <= now <= offering.ends_at + timedelta(days=7):
            return []
        url = f"/acara/{offering.uuid}/evaluasi/"
        return [Tab("evaluasi", _("Isi evaluasi"), url, order=40, icon="clipboard-check")]

    def live_url(self, offering: Offering) -> str:
        """None: people follow the event elsewhere."""
        return ""


KIND = SurveyKind()
