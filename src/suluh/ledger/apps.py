"""Django's handle on ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The JP ledger: rules by effective date, append-only entries, balances, proof."""

    name = "suluh.ledger"
    label = "ledger"
