"""A version of the index's rules as the database keeps it, and as the rules read it. Pure."""

from __future__ import annotations

from typing import Any

from suluh.reporting.types import Group, IndexLaw, Part

JENJANG = ("JPT Utama", "JPT Madya", "JPT Pratama", "Administrator", "Pengawas")


def law_of(version: int, data: dict[str, Any]) -> IndexLaw:
    """The law from its stored numbers; KeyError where one is missing is our own fault."""
    return IndexLaw(
        version=version,
        education=_best_first(data["education"]),
        rating=_best_first(data["rating"]),
        discipline=_best_first(data["discipline"]),
        competency={
            group: {
                part: data["competency"][group][part]
                for part in Part
                if part in data["competency"][group]
            }
            for group in Group
        },
        categories=tuple((name, above) for name, above in data["categories"]),
        technical_jp_minor=data["technical_jp_minor"],
        technical_months=data["technical_months"],
        technical_forms=frozenset(data["technical_forms"]),
        seminar_jp_minor=data["seminar_jp_minor"],
        seminar_months=data["seminar_months"],
        seminar_forms=frozenset(data["seminar_forms"]),
        leadership_form=data["leadership_form"],
        leadership={
            jenjang: tuple(data["leadership"][jenjang])
            for jenjang in sorted(data["leadership"], key=_rank)
        },
        functional_form=data["functional_form"],
        without_training=tuple(data["without_training"]),
        discipline_months=data["discipline_months"],
    )


def _best_first(points: dict[str, int]) -> dict[str, int]:
    """In the order of the points: the database keeps none."""
    return dict(sorted(points.items(), key=lambda one: -one[1]))


def _rank(jenjang: str) -> tuple[int, str]:
    place = JENJANG.index(jenjang) if jenjang in JENJANG else len(JENJANG)
    return place, jenjang


def data_of(law: IndexLaw) -> dict[str, Any]:
    """The law as the database keeps it."""
    return {
        "education": dict(law.education),
        "rating": dict(law.rating),
        "discipline": dict(law.discipline),
        "competency": {
            group.value: {part.value: points for part, points in items.items()}
            for group, items in law.competency.items()
        },
        "categories": [[name, above] for name, above in law.categories],
        "technical_jp_minor": law.technical_jp_minor,
        "technical_months": law.technical_months,
        "technical_forms": sorted(law.technical_forms),
        "seminar_jp_minor": law.seminar_jp_minor,
        "seminar_months": law.seminar_months,
        "seminar_forms": sorted(law.seminar_forms),
        "leadership_form": law.leadership_form,
        "leadership": {jenjang: list(words) for jenjang, words in law.leadership.items()},
        "functional_form": law.functional_form,
        "without_training": list(law.without_training),
        "discipline_months": law.discipline_months,
    }
