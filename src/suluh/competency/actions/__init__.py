"""Writing competency: what is attained, and what is withdrawn."""

from suluh.competency.actions.attaining import attain
from suluh.competency.actions.withdrawing import withdraw

__all__ = ["attain", "withdraw"]
