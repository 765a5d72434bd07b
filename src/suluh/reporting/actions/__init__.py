"""Writing in reporting: invitations of those behind, rules of the index of professionality."""

from suluh.reporting.actions.index_rules import (
    FormsOverlap,
    IndexRuleInThePast,
    add_index_rule,
    choose_index_forms,
)
from suluh.reporting.actions.invitations import (
    InvitedLately,
    NobodyBehind,
    invite_behind,
    send_invitations,
)

__all__ = [
    "FormsOverlap",
    "IndexRuleInThePast",
    "InvitedLately",
    "NobodyBehind",
    "add_index_rule",
    "choose_index_forms",
    "invite_behind",
    "send_invitations",
]
