"""Whether somebody wants discussions by mail."""

from __future__ import annotations

from django.db import models

from suluh.activities.discussion.types import Cadence
from suluh.base.policies import Protection
from suluh.base.scope import ReachableManager
from suluh.identity.models import Person


class MailChoice(models.Model):
    """What a person chose on the page; without a row nothing goes out.

    Nobody but the person sees it: the row policy knows no agency. Posts from before `since` are
    never mailed, so that turning it on brings no flood. `reply_code` stands in the addresses by
    which the person answers; without one nobody may, and a new one ends all earlier addresses.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    cadence = models.CharField(max_length=6, default=Cadence.NEVER.value)
    reply_code = models.CharField(max_length=16, null=True, unique=True)
    since = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ReachableManager()
    protection = Protection(tenant=None, person="person_id", person_writes=True)
