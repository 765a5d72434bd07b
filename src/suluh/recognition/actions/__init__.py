"""Writing claims. Other apps file by `file_report`."""

from suluh.recognition.actions.claims import (
    begin_certificate,
    file_claim,
    replace_file,
    withdraw_claim,
)
from suluh.recognition.actions.deciding import decide_claim
from suluh.recognition.actions.reports import file_report

__all__ = [
    "begin_certificate",
    "decide_claim",
    "file_claim",
    "file_report",
    "replace_file",
    "withdraw_claim",
]
