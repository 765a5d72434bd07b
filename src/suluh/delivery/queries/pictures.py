"""Pictures of texts before who may see them."""

from __future__ import annotations

from uuid import UUID

from suluh.base.errors import NotFound
from suluh.base.scope import Scope, current_scope, scoped
from suluh.content.models import Picture
from suluh.content.queries.trainings import may_look
from suluh.delivery.models import Enrolment
from suluh.organisation.types import Actor


def get_picture(actor: Actor, uuid: UUID) -> Picture:
    """The picture, for who looks at trainings of its agency or takes part in a course there."""
    if may_look(actor) and (found := Picture.objects.filter(uuid=uuid).first()):
        return found
    places = Enrolment.reachable.filter(person_id=actor.person_id).order_by("tenant_id")
    for tenant_id in places.values_list("tenant_id", flat=True).distinct():
        with scoped(Scope(tenant_id=tenant_id, person_id=current_scope().person_id)):
            if found := Picture.objects.filter(uuid=uuid).first():
                return found
    raise NotFound
