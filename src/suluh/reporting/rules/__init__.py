"""Pure rules: the training rate, and the estimate of the index of professionality (IP ASN)."""

from suluh.reporting.rules.rates import (
    CLASSES,
    DIMENSIONS,
    EVERYBODY,
    PACE_DAYS,
    PASSED_FROM,
    class_of,
    class_range,
    contributions,
    forecast,
    rank_group,
    reckoning_day,
)

__all__ = [
    "CLASSES",
    "DIMENSIONS",
    "EVERYBODY",
    "PACE_DAYS",
    "PASSED_FROM",
    "class_of",
    "class_range",
    "contributions",
    "forecast",
    "rank_group",
    "reckoning_day",
]
