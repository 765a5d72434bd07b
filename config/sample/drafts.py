"""The sample's draft that waits for a reviewer."""

from __future__ import annotations

from datetime import datetime, timedelta

from suluh.base.scope import Scope, scoped
from suluh.content.actions.copies import copy_training
from suluh.content.actions.review import submit_version
from suluh.content.actions.trainings import change_training
from suluh.content.models import Training
from suluh.identity.models import Person
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Grant, Role

SOURCE, TITLE = "Menulis surat dinas yang jelas dan benar", "Menulis surat dinas: untuk CPNS"
NOTE = "Mohon diperiksa contoh suratnya: apakah cukup dekat dengan pekerjaan CPNS?"


def make_draft(agency: Agency, *, author: Person, now: datetime) -> None:
    """A course written on from another one, yesterday sent to the reviewer."""
    actor = Actor(
        account_id=author.account.pk, person_id=author.pk, name=author.full_name,
        agency_id=agency.pk, grants=(Grant(Role.AUTHOR, agency.pk),),
    )  # fmt: skip
    moment = now - timedelta(days=1)
    with scoped(Scope(tenant_id=agency.pk, person_id=author.pk)):
        source = Training.objects.get(title=SOURCE)
        made = copy_training(actor=actor, uuid=source.uuid, now=moment)
        change_training(
            actor=actor, uuid=made.uuid, values={"title": TITLE}, trainers=None, now=moment
        )
        submit_version(actor=actor, training=made.uuid, note=NOTE, now=moment)
