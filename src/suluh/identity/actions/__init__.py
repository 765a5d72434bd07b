"""Writing people, employment, accounts and roles."""
