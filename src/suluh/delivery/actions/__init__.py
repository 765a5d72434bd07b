"""Writing series, offerings and enrolments; what other apps call is re-exported here."""

from suluh.delivery.actions.results import record_results

__all__ = ["record_results"]
