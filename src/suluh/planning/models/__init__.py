"""The order's points, plans of persons with their steps, issues, proposals, the agency's plan."""

from suluh.planning.models.advice import Dismissal, FactorWeight
from suluh.planning.models.agency import AgencyLine, AgencyPlan, Issue, IssueTraining, Proposal
from suluh.planning.models.plans import Goal, Item, Plan, PlanStep

__all__ = [
    "AgencyLine",
    "AgencyPlan",
    "Dismissal",
    "FactorWeight",
    "Goal",
    "Issue",
    "IssueTraining",
    "Item",
    "Plan",
    "PlanStep",
    "Proposal",
]
