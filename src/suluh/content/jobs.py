"""Background work of content: thin functions that call one action."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.jobs import Lane, Turn, job
from suluh.base.progress import conclude, teller
from suluh.base.scope import Scope, scoped
from suluh.content.actions import parcels
from suluh.content.queries.parcels import job_of


@job("content.open_parcel", lane=Lane.LONG, turn=Turn.PERSON_WAITS, attempts=3)
def open_parcel(*, parcel: str, tenant_id: int) -> None:
    """Open a large ZIP; goes on where it stopped."""
    uuid = UUID(parcel)
    with scoped(Scope(tenant_id=tenant_id)):
        told = job_of(uuid)
    parcels.open_parcel(parcel=uuid, tenant_id=tenant_id, now=now(), tell=teller(told))
    conclude(told, _("Selesai. Lihat apa yang menjadi kegiatan dan apa yang tidak."))
