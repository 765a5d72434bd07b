"""What a draft still lacks before it can be published, what could be better, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from suluh.content.models import Activity, Version
from suluh.content.ports import activity_kinds
from suluh.content.rules.changes import Changes, Stated, compare
from suluh.content.rules.completion import flaws_of


@dataclass(frozen=True, slots=True)
class Remark:
    """Something wrong (`stops`) or to be improved, and the activity that it is about."""

    sentence: str
    title: str = ""
    key: UUID | None = None
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Readiness:
    """All remarks, and what differs from the version learners have now."""

    stops: list[Remark] = field(default_factory=list)
    hints: list[Remark] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def readiness_of(draft: Version, *, published: Version | None) -> Readiness:
    """Look at every activity of the draft; two queries."""
    activities = _present(draft)
    remarks = [
        Remark(flaw.sentence, activity.title, activity.key, flaw.stops)
        for activity in activities
        for flaw in _flaws(activity)
    ]
    remarks += [Remark(sentence) for sentence in _outline_flaws(draft, activities)]
    before = {str(each.key): _stated(each) for each in _present(published)} if published else {}
    after = {str(each.key): _stated(each) for each in activities}
    return Readiness(
        [remark for remark in remarks if remark.stops],
        [remark for remark in remarks if not remark.stops],
        replace(compare(before, after), **_measures(draft, activities, published)),
    )


def _measures(
    draft: Version, activities: list[Activity], published: Version | None
) -> dict[str, Any]:
    """Length and rule of completion, where they differ from the published version's."""
    if published is None:
        return {}
    minutes = sum(each.minutes for each in activities if each.is_required)
    found: dict[str, Any] = {}
    if minutes != published.minutes:
        found["minutes"] = (published.minutes, minutes)
    if draft.completion != published.completion:
        found["rule"] = (published.completion, draft.completion)
    return found


def _present(version: Version) -> list[Activity]:
    rows = Activity.objects.filter(version=version, removed_at=None, section__removed_at=None)
    return list(rows.order_by("section__order", "section_id", "order", "id"))


def _flaws(activity: Activity) -> Any:
    kind = activity_kinds().get(activity.kind)
    return kind.flaws(activity.settings) if kind else ()


def _outline_flaws(draft: Version, activities: list[Activity]) -> list[str]:
    required = sum(each.is_required for each in activities)
    return list(flaws_of(draft.completion, required=required, total=len(activities)))


def _stated(activity: Activity) -> Stated:
    return Stated(activity.title, activity.settings, activity.minutes, activity.is_required)
