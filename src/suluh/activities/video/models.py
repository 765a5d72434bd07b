"""The agency's library of videos, and what people's players have played."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.activities.video.rules.mp4 import MP4
from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Clip(TenantModel):
    """A video of the library. The file as it was uploaded never changes; `packed` lists what was made of it."""

    class State(models.TextChoices):
        """From the upload to what plays on a weak line."""

        WAITING = "waiting", _("Menunggu diolah")
        PACKING = "packing", _("Sedang diolah")
        READY = "ready", _("Siap")
        FAILED = "failed", _("Diputar apa adanya")
        HARMFUL = "harmful", _("Ditolak pemindai")
        BROKEN = "broken", _("Tidak dapat diolah; unggah lagi sebagai MP4")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=200)
    file = models.CharField(max_length=200)  # below MEDIA_ROOT
    size = models.BigIntegerField()
    milliseconds = models.IntegerField()
    media = models.CharField(max_length=40, default="video/mp4")
    state = models.CharField(max_length=7, choices=State, default=State.READY)
    packed = models.JSONField(default=list)
    job = models.UUIDField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["tenant", "-created_at"], name="clip_tenant")]

    @property
    def plays(self) -> bool:
        """Whether browsers play it: packed, or as it came."""
        return bool(self.packed) or self.media == MP4


class Upload(TenantModel):
    """A video on its way here in parts; its size is reserved of the agency's space."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=200)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__gte=0, offset__lte=models.F("size")),
                name="upload_inside",
            )
        ]


class Captions(TenantModel):
    """What is said in a video, in one language, as WebVTT that we wrote ourselves."""

    class Language(models.TextChoices):
        """Languages that people in the service read."""

        INDONESIAN = "id", _("Indonesia")
        ENGLISH = "en", _("Inggris")
        JAVANESE = "jv", _("Jawa")
        SUNDANESE = "su", _("Sunda")

    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="captions")
    language = models.CharField(max_length=2, choices=Language, default=Language.INDONESIAN)
    text = models.TextField()
    changed_by_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-language"]
        constraints = [
            models.UniqueConstraint(fields=["clip", "language"], name="captions_language_once")
        ]


class Play(TenantModel):
    """One player before one person: since when, and what it has played by the server's clock.

    `opened_at` is when its page was shown; `started_at` begins its window, which the person's next
    player ends. Where it claimed what no clock allows, `is_refused` says so and nothing of it counts.
    """

    key = models.UUIDField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    spans = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    is_refused = models.BooleanField(default=False)

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="play_key_once"),
            models.CheckConstraint(
                condition=models.Q(heard_at__gte=models.F("started_at")), name="play_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "started_at"], name="play_person"),
            models.Index(fields=["enrolment", "activity"], name="play_place"),
        ]


class Answer(TenantModel):
    """What a person answered to a question inside the video: once, and so it stays.

    `ref` names the wording that was put.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.IntegerField()
    question = models.UUIDField()
    ref = models.BigIntegerField()
    given = ArrayField(models.CharField(max_length=4), default=list)
    is_right = models.BooleanField()
    given_at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "at", "question"], name="video_answer_once"
            )
        ]
