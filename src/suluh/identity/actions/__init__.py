"""What changes people, accounts, roles and sessions."""
