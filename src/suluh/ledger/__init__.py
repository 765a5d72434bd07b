"""The JP ledger: rules by effective date, append-only entries, balances, proof."""
