"""Jobs that keep the unit maps fresh."""

from __future__ import annotations

from suluh.base.clock import local_date, now
from suluh.base.jobs import Turn, enqueue, every, job
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import MapRefresh
from suluh.competency.projections import ZONE, rebuild_map, refresh_maps
from suluh.organisation.models import Agency


@every("* * * * * */20", name="competency.refresh")
def refresh(timestamp: int) -> None:
    """Follow results, standards and people; make the maps that today has none of.

    Results expire and standards begin at midnight: the first run of a day makes each map anew.
    """
    while refresh_maps(now=now()) == 2_000:
        pass
    with scoped(SYSTEM):
        made = MapRefresh.objects.filter(made_on__gte=local_date(now(), ZONE))
        waiting = list(
            Agency.objects.exclude(pk__in=made.values("pk")).values_list("pk", flat=True)
        )
        for agency in waiting:
            enqueue("competency.rebuild_map", key=f"competency.map.{agency}", agency=agency)


@job("competency.rebuild_map", turn=Turn.UPKEEP)
def rebuild(agency: int) -> None:
    """One agency's map anew."""
    rebuild_map(agency=Agency.objects.get(pk=agency), now=now())
