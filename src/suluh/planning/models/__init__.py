"""Points of the order, what was waved away, plans of persons with their steps."""

from suluh.planning.models.advice import Dismissal, FactorWeight
from suluh.planning.models.plans import Goal, Item, Plan, PlanStep

__all__ = ["Dismissal", "FactorWeight", "Goal", "Item", "Plan", "PlanStep"]
