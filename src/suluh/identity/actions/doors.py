"""Doors: entries of one person's menu that no role opens, because something was given to them to do.

A part of the house above this one calls it with a word of its own; the portal knows which page the
word means. The actor's one query brings the words along, so a menu costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, Value

from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person


def open_door(*, person_ids: Collection[int], door: str) -> None:
    """Put the page into the menu of these people; repeating changes nothing."""
    words = ArrayField(CharField(max_length=20))
    with scoped(SYSTEM):
        Person.objects.filter(pk__in=person_ids).exclude(doors__contains=[door]).update(
            doors=Func(F("doors"), Value(door), function="array_append", output_field=words)
        )
