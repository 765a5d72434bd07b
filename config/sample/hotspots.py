"""The sample's question with a picture to tap: an identity card, drawn here, of nobody."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.core.files.base import ContentFile

from suluh.activities.quiz.actions.bank import add_questions
from suluh.activities.quiz.models import Picture
from suluh.activities.quiz.types import Entry, Item, Region, Sort
from suluh.organisation.models import Agency

CATEGORY = "Gambar"
SIZE = (900, 560)
_LINES = (
    ("NIK", "3578 0000 0000 0000"), ("Nama", "CONTOH SAJA"), ("Tempat lahir", "SURABAYA"),
    ("Alamat", "JALAN CONTOH 1"), ("Pekerjaan", "KARYAWAN"), ("Berlaku", "SEUMUR HIDUP"),
)  # fmt: skip
_FIRST, _STEP, _LEFT = 130, 62, 60


def make_hotspots(agency: Agency, *, now: datetime) -> None:
    """One question, and its picture."""
    data = card()
    picture = Picture.objects.create(
        tenant=agency, file=ContentFile(data, name="kartu.webp"), sha256=sha256(data).hexdigest(),
        width=SIZE[0], height=SIZE[1], created_at=now,
    )  # fmt: skip
    entry = Entry(_item(str(picture.uuid)), CATEGORY, ("data pribadi",), "easy")
    add_questions(tenant_id=agency.pk, entries=[entry], by_id=None, now=now)


def _item(picture: str) -> Item:
    top = round((_FIRST - 12) / SIZE[1] * 1000)
    nik = Region(40, top, 640, round(_STEP / SIZE[1] * 1000), "Nomor induk kependudukan")
    return Item(
        Sort.HOTSPOT,
        "Foto kartu ini akan ditempel pada laporan kegiatan. Ketuk baris yang **pertama-tama** harus"
        " ditutup, karena dengannya orang dapat membuka layanan atas nama pemiliknya.",
        picture=picture,
        alt="Kartu identitas contoh dengan enam baris keterangan di kiri dan pasfoto di kanan.",
        regions=(nik,),
        feedback="NIK dipakai untuk mendaftar dan masuk ke banyak layanan. Dalam laporan cukup nama.",
    )


def card() -> bytes:
    """The card as WebP, the same each time."""
    from PIL import Image, ImageDraw, ImageFont

    made = Image.new("RGB", SIZE, "#dcecf2")
    pen, font = ImageDraw.Draw(made), ImageFont.load_default(30)
    pen.rectangle((0, 0, SIZE[0], 92), fill="#0e4a5a")
    pen.text((_LEFT, 26), "KARTU IDENTITAS (CONTOH)", font=font, fill="white")
    for row, (label, value) in enumerate(_LINES):
        top = _FIRST + row * _STEP
        pen.text((_LEFT, top), label, font=font, fill="#44555c")
        pen.text((_LEFT + 220, top), value, font=font, fill="#12242b")
    pen.rectangle((690, 150, 850, 360), fill="#b8ccd4", outline="#0e4a5a", width=3)
    pen.ellipse((730, 180, 810, 270), fill="#8fa7b1")
    pen.rectangle((715, 285, 825, 360), fill="#8fa7b1")
    kept = BytesIO()
    made.save(kept, "WEBP", quality=82)
    return kept.getvalue()
