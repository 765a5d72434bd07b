"""Pages of people, accounts and roles."""
