"""Series and rosters, offerings (events, courses), enrolments with seats, corrections and complaints."""

from suluh.delivery.models.assignment import Assignment, PathAssignment
from suluh.delivery.models.batch import Batch, Meeting
from suluh.delivery.models.carrying import EventCompetency
from suluh.delivery.models.enrolment import Enrolment, SeatBucket
from suluh.delivery.models.gate import Gate, Prerequisite, Waiver
from suluh.delivery.models.law import GraduationRule
from suluh.delivery.models.notes import LessonNote
from suluh.delivery.models.offering import (
    Document,
    Offering,
    OfferingAgency,
    OfferingPerson,
)
from suluh.delivery.models.path import LearningPath, PathItem, PathPlace
from suluh.delivery.models.presence import Method, Presence, PresenceMark, Status
from suluh.delivery.models.progress import Progress, Unjudged
from suluh.delivery.models.request import Delegate, JoinRequest, RequestStep
from suluh.delivery.models.review import Complaint, Correction
from suluh.delivery.models.series import RosterSlot, Series
from suluh.delivery.models.standing import Paper, Standing
from suluh.delivery.models.tally import Tally
from suluh.delivery.models.trainer import BatchTrainer

__all__ = [
    "Assignment",
    "Batch",
    "BatchTrainer",
    "Complaint",
    "Correction",
    "Delegate",
    "Document",
    "Enrolment",
    "EventCompetency",
    "Gate",
    "GraduationRule",
    "JoinRequest",
    "LearningPath",
    "LessonNote",
    "Meeting",
    "Method",
    "Offering",
    "OfferingAgency",
    "OfferingPerson",
    "Paper",
    "PathAssignment",
    "PathItem",
    "PathPlace",
    "Prerequisite",
    "Presence",
    "PresenceMark",
    "Progress",
    "RequestStep",
    "RosterSlot",
    "SeatBucket",
    "Series",
    "Standing",
    "Status",
    "Tally",
    "Unjudged",
    "Waiver",
]
