"""Claims of learning done elsewhere, the files behind them, and what happened to each."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.competency.models import Competency
from suluh.identity.models import Person
from suluh.ledger.models import Form
from suluh.organisation.models import TenantModel, Unit


class Evidence(TenantModel):
    """A file behind a claim: told by its content, drawn as pictures to look at, never shown itself.

    `sha256` is of the file as it came: the same file is known again, whoever hands it in.
    """

    class Sort(models.TextChoices):
        """How it is looked at."""

        PDF = "pdf", _("PDF")
        PICTURE = "gambar", _("Foto")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    sort = models.CharField(max_length=6, choices=Sort)
    file = models.FileField(upload_to="claims/")
    size = models.IntegerField()
    sha256 = models.BinaryField(max_length=32)
    pages = models.SmallIntegerField(default=0)
    is_scanned = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="evidence_sha256")]


class Sharing(TenantModel):
    """A sharing session at the workplace: who held it, when, what was learnt, a photo.

    Those who were there have a claim each, and confirm it themselves.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=250)
    held_on = models.DateField()
    minutes = models.IntegerField()
    lesson = models.TextField()
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    held_by_name = models.CharField(max_length=250)
    photo = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    protection = Protection(person="held_by_id")

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["held_by", "-held_on"], name="sharing_held_by")]


class Claim(TenantModel):
    """One learning done elsewhere, stated by its learner, decided by somebody else.

    `tenant` and `unit`: where the person served when it was filed; their administrators check it.
    `content_key` (title and days) and `number_key` are how the same activity is known again.
    `revision` counts changes, so that what is decided is what was looked at.
    """

    class Route(models.TextChoices):
        """How the learning is evidenced."""

        CERTIFICATE = "sertifikat", _("Sertifikat luar")
        LOG = "catatan", _("Catatan belajar di tempat kerja")
        SHARING = "berbagi", _("Sesi berbagi")
        REPORT = "laporan", _("Belajar mandiri dengan laporan")

    class State(models.TextChoices):
        """Life of a claim."""

        DRAFT = "draft", _("Belum diajukan")
        CONFIRMING = "confirm", _("Menunggu konfirmasi")
        ASKED = "asked", _("Diajukan")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Ditarik")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=10, choices=Route)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    form = models.ForeignKey(Form, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=250, blank=True, default="")
    organiser = models.CharField(max_length=200, blank=True, default="")
    number = models.CharField(max_length=120, blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    jp_minor = models.IntegerField(default=0)
    minutes = models.IntegerField(default=0)
    units = models.SmallIntegerField(default=1)
    is_international = models.BooleanField(default=False)
    story = models.TextField(blank=True, default="")
    partner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    sharing = models.ForeignKey(Sharing, null=True, on_delete=models.PROTECT, related_name="claims")
    evidence = models.ForeignKey(
        Evidence, null=True, on_delete=models.PROTECT, related_name="claims"
    )
    file_sha256 = models.BinaryField(max_length=32, null=True)
    content_key = models.CharField(max_length=64, blank=True, default="")
    number_key = models.CharField(max_length=120, blank=True, default="")
    activity_key = models.CharField(max_length=120, blank=True, default="")
    certificate_code = models.CharField(max_length=32, blank=True, default="")
    source_type = models.CharField(max_length=40, blank=True, default="")
    source_id = models.CharField(max_length=60, blank=True, default="")
    revision = models.SmallIntegerField(default=0)
    reason_code = models.CharField(max_length=20, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(
        person="person_id",
        read="partner_id = {person}",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="claim_person"),
            models.Index(
                fields=["tenant", "filed_at", "id"],
                condition=models.Q(state="asked"),
                name="claim_waiting",
            ),
            models.Index(
                fields=["partner"], condition=models.Q(state="confirm"), name="claim_confirming"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number_key"],
                condition=models.Q(state__in=("confirm", "asked", "approved"))
                & ~models.Q(number_key=""),
                name="claim_number_once",
            ),
            models.UniqueConstraint(
                fields=["person", "content_key"],
                condition=models.Q(state__in=("confirm", "asked", "approved"))
                & ~models.Q(content_key=""),
                name="claim_content_once",
            ),
            models.UniqueConstraint(
                fields=["person", "file_sha256"],
                condition=models.Q(state__in=("confirm", "asked", "approved"))
                & models.Q(route="sertifikat"),
                name="claim_file_once",
            ),
            models.UniqueConstraint(
                fields=["person", "source_type", "source_id"],
                condition=~models.Q(source_id=""),
                name="claim_source_once",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="claim_dates",
            ),
            models.CheckConstraint(
                condition=~models.Q(partner=models.F("person")) | models.Q(partner=None),
                name="claim_partner_is_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by_id=models.F("person")), name="claim_not_by_oneself"
            ),
        ]


class ClaimStep(TenantModel):
    """What happened to a claim, by whom and when. Never changed."""

    class Kind(models.TextChoices):
        """What happened."""

        FILED = "filed", _("Diajukan")
        CHANGED = "changed", _("Diperbaiki dan diajukan lagi")
        CONFIRMED = "confirmed", _("Dikonfirmasi")
        DECLINED = "declined", _("Tidak dikonfirmasi")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Ditarik")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=250, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    revision = models.SmallIntegerField(default=0)
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["id"]


class ClaimBatch(TenantModel):
    """Claims that one verifier holds ready and another approves: many at once need four eyes."""

    class State(models.TextChoices):
        """Life of a batch."""

        ASKED = "asked", _("Menunggu rekan")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Dikembalikan")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=250)
    asked_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=250, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    approved = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by_id=models.F("asked_by_id")), name="batch_four_eyes"
            )
        ]


class BatchItem(TenantModel):
    """A claim in a batch as it was looked at; one that changes afterwards is not approved with it."""

    batch = models.ForeignKey(ClaimBatch, on_delete=models.CASCADE, related_name="items")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="batch_items")
    revision = models.SmallIntegerField()
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["batch", "claim"], name="batch_item_once")]


class Mentor(TenantModel):
    """Somebody who offers to mentor: about what, how many hours a month, to whom it is shown.

    `tenant`, `name`, `post` are those of the day it was written: the list then reads this table
    alone, and the row policy needs no other. Paused (`is_open` false) it is the person's own affair.
    `taken` hours are promised in the month that begins with `taken_in`: asks are no one else's to count.
    """

    class Visibility(models.TextChoices):
        """Who finds the mentor."""

        AGENCY = "instansi", _("Instansi saya")
        NATIONAL = "nasional", _("Seluruh Indonesia")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    post = models.CharField(max_length=200, blank=True, default="")
    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.AGENCY
    )  # fmt: skip
    about = models.TextField()
    topics = models.CharField(max_length=200)
    hours = models.SmallIntegerField()
    taken = models.SmallIntegerField(default=0, db_default=0)
    taken_in = models.DateField(null=True)
    is_open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    protection = Protection(person="person_id", read="visibility = 'nasional' AND is_open")

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(
                fields=["name", "id"],
                condition=models.Q(visibility="nasional", is_open=True),
                name="mentor_national",
            ),
            models.Index(fields=["tenant", "name"], name="mentor_tenant"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__range=(1, 40)), name="mentor_hours")
        ]

    def left_in(self, month: date) -> int:
        """Hours of the month that begins on that day which nobody was promised yet."""
        return max(self.hours - (self.taken if self.taken_in == month else 0), 0)


class MentorCompetency(TenantModel):
    """A competency in which a mentor can take others up to `level`: the one held when it was offered."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="offers")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()

    # The inner table has its own policy: whoever sees the mentor sees what is offered.
    protection = Protection(
        read="EXISTS (SELECT 1 FROM recognition_mentor m WHERE m.id = mentor_id)"
    )

    class Meta:
        ordering = ["competency__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "competency"], name="mentor_offer_once"),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, 5)), name="mentor_offer_level"
            ),
        ]


class MentorAsk(TenantModel):
    """Somebody asks a mentor for a session. `tenant`: where the asker served; only the two read it."""

    class State(models.TextChoices):
        """Life of an ask."""

        ASKED = "asked", _("Menunggu jawaban")
        ACCEPTED = "accepted", _("Diterima")
        DECLINED = "declined", _("Belum dapat")
        WITHDRAWN = "withdrawn", _("Ditarik")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=250)
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="asks")
    mentor_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mentor_name = models.CharField(max_length=250)
    wish = models.TextField()
    days = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    answer = models.CharField(max_length=500, blank=True, default="")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id", read="mentor_person_id = {person}")

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="mentor_ask_person"),
            models.Index(fields=["mentor_person", "-asked_at"], name="mentor_ask_mentor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "mentor"],
                condition=models.Q(state="asked"),
                name="mentor_ask_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(mentor_person=models.F("person")),
                name="mentor_ask_another",
            ),
        ]
