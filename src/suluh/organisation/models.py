"""Agency (the tenant), its dated unit tree, posts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.base.scope import ReachableManager, ScopedManager


class Agency(models.Model):
    """Instansi: a ministry, institution, province, regency or city. The tenant."""

    class Kind(models.TextChoices):
        """Kinds of agency as LAN's training rate groups them."""

        MINISTRY = "kementerian", _("Kementerian")
        INSTITUTION = "lembaga", _("Lembaga")
        PROVINCE = "pemprov", _("Pemerintah provinsi")
        REGENCY = "pemkab", _("Pemerintah kabupaten")
        CITY = "pemkot", _("Pemerintah kota")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    region_code = models.CharField(max_length=13, blank=True, default="")
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    accent = models.CharField(max_length=7, blank=True, default="")
    logo = models.FileField(upload_to="agency/", blank=True)
    target_share = models.DecimalField(max_digits=5, decimal_places=2, default=80)
    certificate_unit = models.CharField(max_length=60, blank=True, default="")
    archive_code = models.CharField(max_length=30, blank=True, default="800.2.4")
    created_at = models.DateTimeField()

    protection = Protection(open="names of agencies are public")

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class TenantModel(models.Model):
    """A row of an agency. `objects` stays inside the scope's agency and raises outside a scope."""

    tenant = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()
    reachable = ReachableManager()
    protection = Protection()

    class Meta:
        abstract = True


class Unit(TenantModel):
    """Unit kerja (unor): OPD, bidang, UPTD … with dates; `path` lists the ids from the root down.

    `path` is '<id>/<id>/…/' with the unit's own id last; a subtree is `path__startswith`.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, blank=True, default="")
    depth = models.SmallIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    protection = Protection(read="true")  # names of units are public: certificates show them

    class Meta:
        ordering = ["path"]
        indexes = [
            models.Index(fields=["tenant", "path"], name="unit_tenant_path"),
            models.Index(
                fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                condition=~models.Q(code="") & models.Q(valid_to=None),
                name="unit_code_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Position(TenantModel):
    """Jabatan: a post of an agency; `jenis` uses SIASN's codes."""

    class Jenis(models.TextChoices):
        """Jenis jabatan, SIASN codes."""

        STRUCTURAL = "1", _("Struktural")
        FUNCTIONAL = "2", _("Fungsional")
        PELAKSANA = "4", _("Pelaksana")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    jenis = models.CharField(max_length=1, choices=Jenis)
    jenjang = models.CharField(max_length=40, blank=True, default="")
    eselon = models.CharField(max_length=6, blank=True, default="")

    protection = Protection(read="true")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name", "jenis", "jenjang"], name="position_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
