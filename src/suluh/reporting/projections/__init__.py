"""Keeping the read models: small steps after each event, or all of an agency anew."""

from suluh.reporting.projections.index import rebuild_index, refresh_index
from suluh.reporting.projections.rebuild import rebuild_agency
from suluh.reporting.projections.refresh import refresh_people, refresh_rates

__all__ = [
    "rebuild_agency",
    "rebuild_index",
    "refresh_index",
    "refresh_people",
    "refresh_rates",
]
