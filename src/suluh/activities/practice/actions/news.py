"""Who is told what. Read by others, so always in Indonesian, never in the language of who acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.activities.practice.models import Entry, Guide, Practice
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.learning import lesson_url
from suluh.identity.queries.people import faces
from suluh.messaging.actions import Message, notify


def tell_learner(practice: Practice, entry: Entry, title: str, *, now: datetime) -> None:
    """Tell the learner what a guide did. `title` is an Indonesian msgid."""
    place = Enrolment.objects.select_related("offering").get(pk=practice.enrolment_id)
    link = lesson_url(place.offering.uuid, practice.activity.key)
    with override("id"):
        message = Message(
            person_id=practice.person_id, key=f"praktik:{practice.uuid}:{entry.pk}", kind="course",
            title=_(title), body=f"{practice.title}. {entry.by_name}", link=link, email=place.email,
        )  # fmt: skip
    notify(tenant_id=practice.tenant_id, messages=[message], now=now)


def tell_guides(
    practice: Practice, guides: Iterable[Guide], title: str, *, key: str, now: datetime,
    roles: Collection[str] | None = None,
) -> None:  # fmt: skip
    """Tell those who guide, or those of these roles, once each."""
    ids = {g.person_id for g in guides if roles is None or g.role in roles}
    known = faces(ids)
    with override("id"):
        words = _("%(name)s: %(title)s") % {"name": practice.name, "title": practice.title}
        messages = [
            Message(
                person_id=pk, key=f"praktik:{practice.uuid}:{key}", kind="course", title=_(title),
                body=words, link=f"/bimbingan/{practice.uuid}/",
                email=known[pk].email if pk in known else "",
            )
            for pk in sorted(ids)
        ]  # fmt: skip
    notify(tenant_id=practice.tenant_id, messages=messages, now=now)
