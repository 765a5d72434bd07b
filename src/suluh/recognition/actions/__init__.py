"""Writing claims. Other apps file by `file_report`."""

from suluh.recognition.actions.claims import (
    begin_certificate,
    file_claim,
    replace_file,
    withdraw_claim,
)
from suluh.recognition.actions.deciding import decide_claim
from suluh.recognition.actions.logs import confirm_claim, file_log
from suluh.recognition.actions.reports import file_report

__all__ = [
    "begin_certificate",
    "confirm_claim",
    "decide_claim",
    "file_claim",
    "file_log",
    "file_report",
    "replace_file",
    "withdraw_claim",
]
