"""The living style page /gaya/: every component with believable figures, and two whole screens."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from suluh.base.paging import Page

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PER_MINUTE = (212, 640, 1180, 1420, 990, 760, 410, 300, 210, 160, 120, 90, 60, 44, 38, 21)
SCREENS = {"pembelajar": "base/gaya/learner.html", "pimpinan": "base/gaya/leader.html"}


@dataclass(frozen=True)
class Item:
    """Anything with a label that a part draws: a tab, a step, a facet, a line of a timeline."""

    label: str = ""
    url: str = "#isi"
    current: bool = False
    done: bool = False
    count: int | None = None
    badge: int = 0
    icon: str = ""
    group: str = ""


@dataclass(frozen=True)
class Navigation:
    """What the layouts read; on other pages the portal makes it."""

    learner: tuple[Item, ...] = ()
    staff: tuple[Item, ...] = ()
    account: tuple[Item, ...] = ()
    agency_name: str = "Pemprov Contoh"
    person_name: str = "Rina Wulandari"
    notices_url: str = "#isi"
    person_key: str = "gaya"
    unread: int = 3
    home_url: str = "/"


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in."""

    account_id: int = 1


class SampleForm(forms.Form):
    """One field of each sort."""

    judul = forms.CharField(
        label=_("Judul acara"), help_text=_("Tulis seperti akan tampil di sertifikat.")
    )
    surel = forms.EmailField(label=_("Surel"))
    zona = forms.ChoiceField(
        label=_("Zona waktu"),
        choices=[("WIB", "WIB"), ("WITA", "WITA"), ("WIT", "WIT")],
    )
    mulai = forms.DateTimeField(
        label=_("Mulai"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    uraian = forms.CharField(label=_("Uraian"), widget=forms.Textarea, required=False)
    sasaran = forms.ChoiceField(
        label=_("Siapa yang boleh mendaftar?"),
        widget=forms.RadioSelect,
        choices=[
            ("own", _("Pegawai instansi sendiri")),
            ("all", _("Semua ASN di Indonesia")),
        ],
    )
    setuju = forms.BooleanField(label=_("Kirim pengingat satu jam sebelum mulai"), required=False)
    berkas = forms.FileField(label=_("Berkas pegawai"), required=False)


def show(request: HttpRequest) -> HttpResponse:
    """The style page, or with ?contoh= one of the two whole screens."""
    template = SCREENS.get(request.GET.get("contoh", ""), "base/gaya/index.html")
    return render(request, template, sample())


def sample() -> dict[str, Any]:
    """Figures for every component."""
    form = SampleForm({"judul": "", "surel": "rina@", "sasaran": "own", "zona": "WIB"})
    return {
        "actor": Visitor(),
        "navigation": Navigation(_learner_items(), _staff_items(), _account_items()),
        "form": form,
        "blank_form": SampleForm(auto_id="baru_%s"),
        "start": START,
        "end": START + timedelta(hours=2, minutes=30),
        "closes": START + timedelta(minutes=20),
        "now": START + timedelta(minutes=4),
        "left": timedelta(minutes=1, seconds=40),
        **_figures(),
        **_lists(),
        **_records(),
    }


def _learner_items() -> tuple[Item, ...]:
    return (
        Item("Beranda", icon="house", current=True),
        Item("Belajar", icon="book-open"),
        Item("Agenda", icon="calendar", badge=2),
        Item("Sertifikat", icon="award"),
        Item("Saya", icon="user"),
    )


def _staff_items() -> tuple[Item, ...]:
    return (
        Item("Capaian", icon="chart-line", current=True),
        Item("Unit kerja", icon="building-2"),
        Item("Kompetensi", icon="target"),
        Item("Rencana", icon="route"),
        Item("Acara", icon="calendar", group="Penyelenggaraan"),
        Item("Sanggahan", icon="message-circle", badge=4),
        Item("Laporan", icon="chart-column", group="Hasil"),
    )


def _account_items() -> tuple[Item, ...]:
    return (Item("Data saya", icon="user"), Item("Keamanan akun", icon="shield-check"))


def _figures() -> dict[str, Any]:
    shares = (0.03, 0.09, 0.14, 0.2, 0.27, 0.33, 0.41, 0.49, 0.56, 0.614)
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt")
    return {
        "trend_points": list(zip(months, shares, strict=True)),
        "histogram_classes": [
            ("0", 412),
            ("1–5", 1180),
            ("6–12", 1604),
            ("13–19", 2599),
            ("20–24", 6120),
            ("25+", 3098),
        ],
        "mix": [("Seminar", 600), ("E-learning", 400), ("Coaching", 200)],
        "ways": [("Di tempat kerja", 2200), ("Dari orang lain", 1400), ("Formal", 6400)],
        "minutes": [(f"09.{m:02}", n) for m, n in enumerate(PER_MINUTE)],
        "axes": [
            ("Integritas", 3, 3),
            ("Kerja sama", 2, 3),
            ("Komunikasi", 3, 3),
            ("Orientasi hasil", 2, 3),
            ("Pelayanan publik", 2, 4),
            ("Pengembangan diri", 4, 3),
            ("Mengelola perubahan", 2, 2),
        ],
        "heat_rows": [
            ("Dinas Pendidikan", (0.05, 0.21, 0.44, 0.58, 0.71)),
            ("Dinas Kesehatan", (0.02, 0.11, 0.19, 0.33, 0.48)),
            ("Inspektorat", (0.12, 0.38, 0.61, 0.79, 0.88)),
        ],
        "way_shares": [
            ("Di tempat kerja", 0.22, "good"),
            ("Dari orang lain", 0.14, ""),
            ("Formal", 0.64, "torch"),
        ],
        "costs": [21400, 17900, 16800, 12400, 10100, 8120],
        "status": [("PNS", 301, 0.731), ("PPPK", 111, 0.269)],
        "units": [
            ("Badan Pengembangan SDM", 0.94, 182, 11, [4, 7, 9, 14, 18]),
            ("Inspektorat", 0.88, 96, 12, [3, 6, 9, 13, 17]),
            ("Dinas Pendidikan", 0.71, 6204, 1799, [2, 3, 6, 9, 13]),
            ("Dinas Kesehatan", 0.48, 2911, 1514, [1, 2, 2, 5, 8]),
            ("Satpol PP", 0.31, 402, 277, [1, 1, 2, 3, 5]),
        ],
    }


def _lists() -> dict[str, Any]:
    return {
        "tabs": (Item("Ringkasan", current=True), Item("Peserta", badge=12), Item("Dokumen")),
        "steps": (
            Item("Tema", done=True),
            Item("Waktu", current=True),
            Item("Peserta"),
            Item("Sertifikat"),
        ),
        "facets": (
            Item("Semua", current=True, count=7214),
            Item("Hadir", count=6980),
            Item("Menunggu", count=234),
        ),
        "checks": (
            {"passed": True, "title": "Hadir masuk", "note": "Tercatat 09.03.12 WIB"},
            {"passed": None, "title": "Hadir pulang", "note": "Dibuka 11.15 WIB"},
            {
                "passed": False,
                "title": "Evaluasi belum diisi",
                "note": "Perlu sekitar dua menit.",
                "url": "#isi",
                "action": "Isi evaluasi",
            },
        ),
    }


def _records() -> dict[str, Any]:
    return {
        "timeline": (
            {
                "when": START,
                "zone": "Asia/Jakarta",
                "title": "3 JP masuk buku JP",
                "note": "Seminar, 150 menit",
                "tone": "good",
            },
            {
                "when": START - timedelta(days=2),
                "zone": "Asia/Jakarta",
                "title": "Terdaftar di ASN Belajar seri 47",
                "tone": "",
            },
        ),
        "page": Page(items=(), number=2, has_next=True, query="q=rina", total=7214),
        "job": {
            "title": "Sertifikat ASN Belajar seri 47",
            "state": "done",
            "done": 7214,
            "total": 7214,
            "link": "#isi",
            "message": "",
        },
    }
