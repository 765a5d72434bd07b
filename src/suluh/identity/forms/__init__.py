"""Forms of people, accounts and roles."""
