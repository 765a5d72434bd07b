"""Writing the ledger: credits, reversals, rules, the proof log."""

from suluh.ledger.actions.credits import post_credits
from suluh.ledger.actions.law import add_conversion_rule, add_target_rule
from suluh.ledger.actions.reversals import ask_reversal, decide_reversal
from suluh.ledger.actions.sequencing import sequence_entries
from suluh.ledger.actions.witnessing import ask_witnesses

__all__ = [
    "add_conversion_rule",
    "add_target_rule",
    "ask_reversal",
    "ask_witnesses",
    "decide_reversal",
    "post_credits",
    "sequence_entries",
]
