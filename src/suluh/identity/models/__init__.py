"""Person, dated employment and facts, account, role grants, sessions, people import."""

from suluh.identity.models.account import Account, RoleGrant, Session
from suluh.identity.models.facts import FactRow, FactRun, PersonFact
from suluh.identity.models.imports import ColumnMapping, ImportRow, ImportRun
from suluh.identity.models.person import Acquaintance, Employment, Person

__all__ = [
    "Account",
    "Acquaintance",
    "ColumnMapping",
    "Employment",
    "FactRow",
    "FactRun",
    "ImportRow",
    "ImportRun",
    "Person",
    "PersonFact",
    "RoleGrant",
    "Session",
]
