"""Background work of documents: thin functions that call one action."""

from __future__ import annotations

from uuid import UUID

from suluh.activities.document.actions import draw_pages
from suluh.base.jobs import job
from suluh.base.scope import Scope, scoped


@job("document.draw_pages")
def draw(*, document: str, tenant_id: int) -> None:
    """Draw all pages of a PDF; a page asked for earlier is drawn on the way."""
    with scoped(Scope(tenant_id=tenant_id)):
        draw_pages(document=UUID(document))
