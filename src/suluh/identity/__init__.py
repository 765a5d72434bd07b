"""People, their dated employment, accounts, sign-in, role grants, people import."""
