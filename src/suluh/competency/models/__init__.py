"""Dictionary, standards, attainments (append-only), and the rules that read them."""

from suluh.competency.models.assessing import Assessment, ResultRow, ResultRun
from suluh.competency.models.attainments import Attainment
from suluh.competency.models.dictionary import Competency, CompetencyVersion, LevelText
from suluh.competency.models.imports import SheetImport
from suluh.competency.models.law import BandRule, HoldingRule, SourceRule
from suluh.competency.models.maps import MapCell, MapRefresh, MapRow
from suluh.competency.models.standards import Requirement, Standard

__all__ = [
    "Assessment",
    "Attainment",
    "BandRule",
    "Competency",
    "CompetencyVersion",
    "HoldingRule",
    "LevelText",
    "MapCell",
    "MapRefresh",
    "MapRow",
    "Requirement",
    "ResultRow",
    "ResultRun",
    "SheetImport",
    "SourceRule",
    "Standard",
]
