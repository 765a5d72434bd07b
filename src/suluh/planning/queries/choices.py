"""What forms of planning offer to choose from."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from suluh.base.scope import current_scope
from suluh.competency.models import Competency
from suluh.ledger.models import Form
from suluh.planning.queries.agency import open_issues


def competencies() -> list[tuple[Any, Any]]:
    """Competencies of the nation and of the scope's agency."""
    rows = Competency.objects.filter(
        Q(tenant=None) | Q(tenant_id=current_scope().tenant_id), closed_on=None
    )
    return [(row.pk, f"{row.name} ({row.code})") for row in rows]


def forms() -> list[tuple[Any, Any]]:
    """Forms of learning with their path."""
    rows = Form.objects.order_by("path", "name")
    return [(row.code, f"{row.name} ({row.path})") for row in rows]


def issues() -> list[tuple[Any, Any]]:
    """Open issues and themes."""
    return [(row.pk, row.title) for row in open_issues()]
