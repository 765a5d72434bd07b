"""Who fits the rule of an assignment today, and what a rule may choose from."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet

from suluh.delivery.models.assignment import ActOfAssigning
from suluh.delivery.rules.criteria import Criteria, in_words
from suluh.identity.models import Employment
from suluh.organisation.models import Position, Unit

Choice = tuple[str, str]


def staff_fitting(
    criteria: Criteria, *, unit: Unit | None, tenant_id: int | None = None
) -> QuerySet[Employment]:
    """Who serves in the unit or below (without one: in the agency) and fits."""
    rows = Employment.objects.filter(valid_to=None)
    if tenant_id is not None:
        rows = rows.filter(tenant_id=tenant_id)
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    if criteria.jenis:
        rows = rows.filter(position__jenis=criteria.jenis)
    if criteria.jenjang:
        rows = rows.filter(position__jenjang__iexact=criteria.jenjang)
    if criteria.post:
        rows = rows.filter(position__name__icontains=criteria.post)
    if criteria.rank:
        rows = rows.filter(Q(rank=criteria.rank) | Q(rank__startswith=f"{criteria.rank}/"))
    if criteria.status:
        rows = rows.filter(status=criteria.status)
    return rows


def serving(person: OuterRef, *, at: OuterRef) -> QuerySet[Employment]:
    """Whether somebody serves at an agency today, for use in another query."""
    return Employment.objects.filter(person_id=person, tenant_id=at, valid_to=None)


def staff_of_assignment(assignment: ActOfAssigning) -> QuerySet[Employment]:
    """Whom an assignment by unit or by rule means today."""
    criteria = Criteria.of(assignment.rule)
    return staff_fitting(criteria, unit=assignment.unit, tenant_id=assignment.tenant_id)


def words_of(criteria: Criteria, unit: Unit | None) -> str:
    """The rule as a sentence."""
    jenis = str(Position.Jenis(criteria.jenis).label) if criteria.jenis else ""
    return in_words(criteria, where=unit.name if unit else "", jenis_label=jenis)


def rungs() -> list[Choice]:
    """Jenjang that posts of the agency have."""
    rows = Position.objects.exclude(jenjang="").order_by("jenjang")
    return [(each, each) for each in rows.values_list("jenjang", flat=True).distinct()]


def ranks() -> list[Choice]:
    """Golongan in use at the agency: each group, then its ranks."""
    rows = Employment.objects.filter(valid_to=None).exclude(rank="").order_by("rank")
    single = list(rows.values_list("rank", flat=True).distinct())
    groups = sorted({rank.partition("/")[0] for rank in single})
    found: list[Choice] = []
    for group in groups:
        found.append((group, group))
        found += [(rank, rank) for rank in single if rank.startswith(f"{group}/")]
    return found


def post_names() -> list[str]:
    """Names of the agency's posts, as suggestions."""
    rows = Position.objects.order_by("name").values_list("name", flat=True)
    return list(rows.distinct()[:300])
