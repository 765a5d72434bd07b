"""Jobs of people, accounts and roles; each module is imported here, so that the worker finds it."""

from suluh.identity.jobs import accounts, imports

__all__ = ["accounts", "imports"]
