"""Writing check-in windows, evidence, talk and meeting reports."""

from suluh.activities.session.actions.checkin import check_in

__all__ = ["check_in"]
