"""Who was present at a session of the timetable: as it stands, and every word that was said of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.policies import Protection
from suluh.delivery.models.batch import Meeting
from suluh.delivery.models.enrolment import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Status(models.TextChoices):
    """Present, or why not."""

    PRESENT = "hadir", _("Hadir")
    LEAVE = "izin", _("Izin")
    SICK = "sakit", _("Sakit")
    ABSENT = "alpa", _("Tanpa keterangan")


class Method(models.TextChoices):
    """How it came to be known."""

    LIST = "list", _("Daftar")
    BADGE = "badge", _("Kartu")
    CLOSING = "closing", _("Penutupan daftar")


class Presence(TenantModel):
    """How a person's presence at a session stands now."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=5, choices=Status)
    method = models.CharField(max_length=7, choices=Method)
    said_at = models.DateTimeField()
    by_id = models.BigIntegerField()

    protection = Protection(person="person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "meeting"], name="presence_once")
        ]


class PresenceMark(TenantModel):
    """One word about a presence, never changed. `key` is the device's: a repeat is the same word."""

    key = models.UUIDField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    before = models.CharField(max_length=5, blank=True, default="")
    status = models.CharField(max_length=5, choices=Status)
    method = models.CharField(max_length=7, choices=Method)
    device = models.CharField(max_length=36, blank=True, default="")
    said_at = models.DateTimeField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="presence_mark_once")]
