"""Background work of the library: thin functions that call one action."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.jobs import Lane, Turn, every, job
from suluh.base.progress import conclude, teller
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.library.actions.documents import draw_pages
from suluh.library.actions.intake import finish_intake, take_in_file, waiting_files
from suluh.library.actions.lending import offer_returned


@job("library.draw_pages", lane=Lane.LONG)
def draw(*, document: str, tenant_id: int) -> None:
    """Draw all pages of a PDF; a page asked for earlier is drawn on the way."""
    with scoped(Scope(tenant_id=tenant_id)):
        draw_pages(document=UUID(document))


@job("library.take_in", lane=Lane.LONG, turn=Turn.PERSON_WAITS, attempts=3)
def take_in(*, intake: str, tenant_id: int) -> None:
    """Take files onto the shelf one by one, each in a transaction of its own; goes on where it stopped."""
    place, uuid, done = Scope(tenant_id=tenant_id), UUID(intake), 0
    with scoped(place):
        row = finish_intake(intake=uuid, now=now())
        left = waiting_files(uuid)
    told = teller(row.job)
    while left:  # a ZIP adds files while it is looked at
        with scoped(place):
            take_in_file(file=left[0], now=now())
        done += 1
        with scoped(place):
            left = waiting_files(uuid)
        told(100 * done // (done + len(left)))
    with scoped(place):
        row = finish_intake(intake=uuid, now=now())
    conclude(row.job, _("Selesai. Lihat apa yang masuk dan apa yang tidak."))


@every("23 * * * *", name="library.offer_returned")
def offer(timestamp: int) -> None:
    """Each hour: tell who waits for a copy that came back by itself."""
    with scoped(SYSTEM):
        offer_returned(now=now())
