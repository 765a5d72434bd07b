"""Series and rosters, offerings (events), enrolments with seats, corrections and complaints."""

from suluh.delivery.models.enrolment import Enrolment, SeatBucket
from suluh.delivery.models.offering import (
    Document,
    Offering,
    OfferingAgency,
    OfferingPerson,
)
from suluh.delivery.models.review import Complaint, Correction
from suluh.delivery.models.series import RosterSlot, Series

__all__ = [
    "Complaint",
    "Correction",
    "Document",
    "Enrolment",
    "Offering",
    "OfferingAgency",
    "OfferingPerson",
    "RosterSlot",
    "SeatBucket",
    "Series",
]
