"""What the forms of events and turns offer to choose from."""

from __future__ import annotations

from django.db.models import QuerySet

from suluh.credentials.models import CertificateTemplate
from suluh.delivery.models import RosterSlot, Series
from suluh.ledger.models import Form


def running_series() -> QuerySet[Series]:
    """Series of the agency that go on."""
    return Series.objects.filter(is_active=True)


def all_forms() -> QuerySet[Form]:
    """Every form of development, by SIASN's code."""
    return Form.objects.all()


def current_templates() -> QuerySet[CertificateTemplate]:
    """The agency's certificate templates in force."""
    return CertificateTemplate.objects.filter(is_current=True)


def swappable_slots(slot: RosterSlot) -> QuerySet[RosterSlot]:
    """Turns of the same series that may still change places with this one."""
    return (
        RosterSlot.objects.filter(series=slot.series)
        .exclude(pk=slot.pk)
        .exclude(state__in=("held", "cancelled"))
        .select_related("unit")
    )
