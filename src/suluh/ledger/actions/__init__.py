"""Writing the ledger: credits, reversals, rules, the proof log."""

from suluh.ledger.actions.credits import post_credits

__all__ = ["post_credits"]
