"""Check-in windows and evidence, meeting reports, the live page's talk."""

from suluh.activities.session.models.attendance import Attestation, CheckIn, Window
from suluh.activities.session.models.course import Gathering, Presence
from suluh.activities.session.models.meeting import MeetingReport, MeetingRow
from suluh.activities.session.models.talk import (
    Announcement,
    Poll,
    PollVote,
    Question,
    QuestionVote,
)

__all__ = [
    "Announcement",
    "Attestation",
    "CheckIn",
    "Gathering",
    "MeetingReport",
    "MeetingRow",
    "Poll",
    "PollVote",
    "Presence",
    "Question",
    "QuestionVote",
    "Window",
]
