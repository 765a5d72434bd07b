"""Jobs of people, accounts and roles; each module is imported here, so that the worker finds it."""
