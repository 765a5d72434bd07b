"""Reading people, employment, accounts and who acts."""

from suluh.identity.queries.actors import get_actor

__all__ = ["get_actor"]
