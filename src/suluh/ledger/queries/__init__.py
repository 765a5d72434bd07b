"""Reading the ledger."""

from suluh.ledger.queries.law import form_rules, planned_award, target_on

__all__ = ["form_rules", "planned_award", "target_on"]
