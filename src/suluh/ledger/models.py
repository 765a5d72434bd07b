"""Forms of development, rules by effective date, JP entries (append-only), balances, proof."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.base.scope import ReachableManager
from suluh.identity.models import Person
from suluh.ledger.types import Unit
from suluh.organisation.models import TenantModel

_REFERENCE = Protection(open="national reference data, public law")
_LAW = Protection(open="national reference data, public law", append_only=True)


class Form(models.Model):
    """Bentuk bangkom: one of the 25 forms, with SIASN's jenisDiklatId as `code`."""

    class Path(models.TextChoices):
        """Jalur."""

        CLASSICAL = "klasikal"
        NON_CLASSICAL = "nonklasikal"

    code = models.SmallIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=12, choices=Path)
    share = models.CharField(max_length=14, default="formal")  # of 70-20-10

    protection = _REFERENCE

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class ConversionRule(models.Model):
    """How minutes of a form become JP, from one day to another, with its legal basis."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="rules")
    version = models.IntegerField()
    unit = models.CharField(max_length=10, choices=[(unit.value, unit.value) for unit in Unit])
    jp_minor_per_unit = models.IntegerField(null=True, blank=True)
    international_percent = models.SmallIntegerField(default=0)
    max_jp_minor_per_day = models.IntegerField(null=True, blank=True)
    max_units_per_month = models.SmallIntegerField(null=True, blank=True)
    max_jp_minor_per_year = models.IntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10)  # read | high | medium | low
    changed_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    protection = _LAW

    class Meta:
        ordering = ["form_id", "-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="conversion_version_once")
        ]


class TargetRule(models.Model):
    """JP a kind of ASN must reach (floor) and may have planned (ceiling) in a year."""

    status = models.CharField(max_length=4)  # PNS | PPPK
    version = models.IntegerField()
    floor_jp_minor = models.IntegerField(null=True, blank=True)
    ceiling_jp_minor = models.IntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10)
    changed_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    protection = _LAW

    class Meta:
        ordering = ["status", "-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["status", "version"], name="target_version_once")
        ]


class PersonYear(models.Model):
    """Balance of a person's year: the row that crediting locks; always equals the entries' sum."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="years")
    year = models.SmallIntegerField()
    jp_minor = models.IntegerField(default=0)
    entries = models.IntegerField(default=0)

    objects = ReachableManager()
    protection = Protection(
        tenant=None,
        person="person_id",
        read="EXISTS (SELECT 1 FROM identity_acquaintance a"
        " WHERE a.person_id = ledger_personyear.person_id AND a.tenant_id = {tenant})",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="person_year_once"),
            models.CheckConstraint(condition=models.Q(jp_minor__gte=0), name="balance_positive"),
        ]


class JpEntry(TenantModel):
    """One line of the JP ledger: a credit or the reversal of one. Never changed, never deleted.

    `tenant` is the person's home agency when credited; `organiser` the agency that held the
    activity. JP are hundredths (`_minor`). The permanent natural key is (person, activity_key,
    rule) of credits: no route credits the same activity twice.
    """

    class Kind(models.TextChoices):
        """Credit, or the one reversal of a credit."""

        CREDIT = "credit"
        REVERSAL = "reversal"

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jp_entries")
    organiser_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind)
    year = models.SmallIntegerField()
    line = models.IntegerField()  # 1, 2, 3 … within the person's year: gaps are deletions
    credit_date = models.DateField()
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=250)
    minutes = models.IntegerField()
    units = models.SmallIntegerField(default=1)
    curriculum_jp_minor = models.IntegerField(null=True)
    is_international = models.BooleanField(default=False)
    jp_minor_before = models.IntegerField()
    jp_minor = models.IntegerField()
    cut_reason = models.CharField(max_length=200, blank=True, default="")
    activity_key = models.CharField(max_length=120)
    rule = models.CharField(max_length=40)
    rule_version = models.IntegerField()
    source_type = models.CharField(max_length=40)
    source_id = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    evidence_sha256 = models.BinaryField(null=True)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    actor_id = models.BigIntegerField(null=True)
    approver_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(db_default=Now())
    opening = models.BinaryField(max_length=32)
    leaf_index = models.BigIntegerField(null=True, unique=True)

    protection = Protection(
        person="person_id",
        read="organiser_id = {tenant}",
        append_only=True,
        may_set=("leaf_index",),
    )

    class Meta:
        ordering = ["-credit_date", "-id"]
        indexes = [
            models.Index(fields=["tenant", "year", "person"], name="entry_tenant_year"),
            models.Index(
                fields=["id"], condition=models.Q(leaf_index=None), name="entry_unsequenced"
            ),
            models.Index(fields=["source_type", "source_id"], name="entry_source"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "line"], name="entry_line_once"),
            models.UniqueConstraint(
                fields=["person", "activity_key", "rule"],
                condition=models.Q(kind="credit"),
                name="one_credit",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="credit", reverses=None)
                | models.Q(kind="reversal", reverses__isnull=False),
                name="reversal_names_credit",
            ),
            models.CheckConstraint(
                condition=models.Q(jp_minor__gte=0) & models.Q(minutes__gte=0),
                name="entry_not_negative",
            ),
        ]


class ReversalRequest(TenantModel):
    """A reversal asked for by one person and decided by another (`tenant` = the organiser)."""

    class State(models.TextChoices):
        """Life of a request."""

        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    entry = models.ForeignKey(JpEntry, on_delete=models.PROTECT, related_name="requests")
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by_id = models.BigIntegerField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(state="asked"), name="one_open_request"
            )
        ]


class Leaf(models.Model):
    """Leaf of the proof log (RFC 6962): the hash of an entry's hiding commitment."""

    index = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    hash = models.BinaryField(max_length=32)

    protection = Protection(open="hiding commitments only; public by design", append_only=True)


class Node(models.Model):
    """Hash of a complete subtree of the proof log, kept at every eighth level (8, 16, 24 …).

    `level` and `index` as in RFC 6962 trees: the subtree covers leaves from index << level on.
    With them any proof reads a few hundred hashes, however long the log is.
    """

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    protection = Protection(open="hiding commitments only; public by design", append_only=True)


class Cosignature(models.Model):
    """That a witness saw a checkpoint: its signature line (C2SP tlog-cosignature) and the time."""

    size = models.BigIntegerField()
    witness = models.CharField(max_length=120)
    key_hash = models.CharField(max_length=8)  # which of the witness's keys: it may change them
    line = models.TextField()
    seen_at = models.DateTimeField()

    protection = Protection(open="public by design", append_only=True)

    class Meta:
        ordering = ["-size", "witness"]
        constraints = [
            models.UniqueConstraint(fields=["size", "witness", "key_hash"], name="cosignature_once")
        ]


class WitnessState(models.Model):
    """How the last question to a witness went; what it saw stands in its cosignatures."""

    class Trouble(models.TextChoices):
        """Why there was no cosignature."""

        NONE = ""
        AWAY = "away"  # not reached
        REFUSED = "refused"  # it does not know the log or its key
        OVERTAKEN = "overtaken"  # another process of ours asked it at the same moment
        AHEAD = "ahead"  # it has seen a larger log than there is
        FORKED = "forked"  # what it saw is not the beginning of what there is
        UNREADABLE = "unreadable"  # it answered what is no cosignature of its key

    witness = models.CharField(max_length=120, primary_key=True)
    asked_at = models.DateTimeField()
    trouble = models.CharField(max_length=10, choices=Trouble, default=Trouble.NONE, blank=True)
    trouble_since = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, blank=True, default="")

    protection = Protection(open="how outside services answer; no personal data")


class Checkpoint(models.Model):
    """Signed tree head: size, root, the C2SP note text."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()  # roots of the complete subtrees: all that appending needs
    note = models.TextField()
    at = models.DateTimeField(db_default=Now())

    protection = Protection(open="public by design", append_only=True)

    class Meta:
        ordering = ["-size"]
