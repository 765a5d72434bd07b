"""Writing series, offerings and enrolments; what other apps call is re-exported here."""

from suluh.delivery.actions.learning import (
    evaluate_again,
    record,
    record_progress,
    record_result,
)
from suluh.delivery.actions.results import record_results

__all__ = ["evaluate_again", "record", "record_progress", "record_result", "record_results"]
