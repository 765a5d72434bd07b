"""Participant reports of meeting providers (Zoom, Google Meet, Teams, YouTube and their kin)."""

from suluh.standards.participants.names import DisplayName, split_name
from suluh.standards.participants.reader import read_report
from suluh.standards.participants.shapes import Participant, Report, ReportError, RowProblem

__all__ = [
    "DisplayName",
    "Participant",
    "Report",
    "ReportError",
    "RowProblem",
    "read_report",
    "split_name",
]
