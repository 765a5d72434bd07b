"""Books of the library, and the index by which their text is found."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.library.models.document import Document
from suluh.organisation.models import TenantModel

EVERYBODY = 0  # `reach_id` of what the whole nation may find


class Topic(models.TextChoices):
    """Families of government affairs (rumpun urusan), as the shelf is divided."""

    GOVERNANCE = "tata-kelola", _("Tata kelola pemerintahan")
    LEADERSHIP = "kepemimpinan", _("Kepemimpinan dan perubahan")
    STAFF = "kepegawaian", _("Kepegawaian dan pengembangan kompetensi")
    MONEY = "keuangan", _("Keuangan, pengadaan, dan aset")
    SERVICE = "layanan", _("Pelayanan publik")
    LAW = "hukum", _("Hukum dan integritas")
    DIGITAL = "digital", _("Teknologi, data, dan SPBE")
    WRITING = "naskah", _("Tata naskah, kearsipan, dan komunikasi")
    EDUCATION = "pendidikan", _("Pendidikan")
    HEALTH = "kesehatan", _("Kesehatan")
    WORKS = "pekerjaan-umum", _("Pekerjaan umum, perumahan, dan tata ruang")
    SOCIAL = "sosial", _("Sosial, tenaga kerja, dan pemberdayaan")
    ORDER = "ketertiban", _("Ketenteraman, ketertiban, dan kebencanaan")
    ECONOMY = "ekonomi", _("Ekonomi, pangan, dan usaha kecil")
    LAND = "lingkungan", _("Lingkungan hidup dan kehutanan")
    CULTURE = "budaya", _("Kebudayaan, pariwisata, dan pemuda")
    GENERAL = "umum", _("Umum")


class Licence(models.TextChoices):
    """By which right a book stands here."""

    OWN = "sendiri", _("Karya instansi sendiri")
    PUBLIC = "publik", _("Dokumen negara atau domain publik")
    CC_BY = "cc-by", _("Creative Commons Atribusi (CC BY)")
    CC_BY_SA = "cc-by-sa", _("Creative Commons Atribusi-BerbagiSerupa (CC BY-SA)")
    CC_BY_NC = "cc-by-nc", _("Creative Commons Atribusi-NonKomersial (CC BY-NC)")
    BOUGHT = "berlisensi", _("Berlisensi, hanya sebanyak salinan yang dibeli")
    UNKNOWN = "belum", _("Belum diperiksa")


class Book(TenantModel):
    """A title on an agency's shelf. National ones are open to everybody.

    `needed` (seconds by page) and `titles` (of chapters) are kept here so that the reader need not
    look at other pages. `copies` is how many may read at a time; None: as many as like.
    `check_key` names a test above the library; passing it stands for the report.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    authors = models.CharField(max_length=300, blank=True, default="")
    publisher = models.CharField(max_length=200, blank=True, default="")
    year = models.SmallIntegerField(null=True)
    language = models.CharField(max_length=2, default="id")
    isbn = models.CharField(max_length=13, blank=True, default="")
    topic = models.CharField(max_length=20, choices=Topic, default=Topic.GENERAL)
    synopsis = models.TextField(max_length=4_000, blank=True, default="")
    licence = models.CharField(max_length=12, choices=Licence, default=Licence.UNKNOWN)
    licence_note = models.CharField(max_length=300, blank=True, default="")
    is_national = models.BooleanField(default=False)
    copies = models.IntegerField(null=True)
    loan_days = models.SmallIntegerField(default=14)
    check_key = models.UUIDField(null=True)
    pages = models.IntegerField()
    words = models.IntegerField()
    needed = models.JSONField(default=list)
    titles = models.JSONField(default=list)
    has_cover = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    protection = Protection(read="is_national")

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["tenant", "-created_at", "-id"], name="book_newest"),
            models.Index(
                fields=["-created_at", "-id"], name="book_national",
                condition=models.Q(is_national=True),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["tenant", "document"], name="book_file_once"),
            models.UniqueConstraint(
                fields=["tenant", "isbn"], condition=~models.Q(isbn=""), name="book_isbn_once"
            ),
            models.CheckConstraint(
                condition=models.Q(copies=None) | models.Q(copies__gt=0), name="book_copies"
            ),
            models.CheckConstraint(
                condition=models.Q(loan_days__gt=0, loan_days__lte=365), name="book_loan_days"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """Stems of some 200 words of a book; page 0 holds title and authors.

    No row policy: under one, PostgreSQL may not use the index (its operator is not leakproof). So
    the text itself is not here, `reach_id` parts the agencies, and what is found is looked up in Book.
    """

    reach_id = models.BigIntegerField()
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="passages")
    page = models.IntegerField()
    start = models.IntegerField()
    length = models.IntegerField()
    vector = SearchVectorField()

    protection = Protection(
        open="stems without order or text, for an index that a row policy would forbid to use"
    )

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="passage_stems", fastupdate=False),
            GinIndex(
                fields=["vector"], name="passage_title_stems", fastupdate=False,
                condition=models.Q(page=0),
            ),
        ]  # fmt: skip


class Word(models.Model):
    """A word that occurs in the books of a reach: what a mistyped one was meant to be."""

    reach_id = models.BigIntegerField()
    word = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)

    protection = Protection(open="words of a language by agency, for an index without row policy")

    class Meta:
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="word_trgm", fastupdate=False),
            models.Index(fields=["stem", "reach_id"], name="word_stem"),
        ]
        constraints = [models.UniqueConstraint(fields=["reach_id", "word"], name="word_once")]
