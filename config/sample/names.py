"""Words of the sample: agencies, offices, posts, themes. Regions come from `regencies.csv`.

`regencies.csv`: codes and names of Indonesia's regencies and cities (Kepmendagri 100.1.1-6117
of 2022 and its changes) as published by the project idn-area-data, licence in NOTICE.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

OFFICES: tuple[tuple[str, str], ...] = (
    ("Sekretariat Daerah", "setda"),
    ("Sekretariat DPRD", "setwan"),
    ("Inspektorat Daerah", "inspektorat"),
    ("Badan Pengembangan Sumber Daya Manusia", "bpsdm"),
    ("Badan Kepegawaian Daerah", "bkd"),
    ("Badan Perencanaan Pembangunan Daerah", "bappeda"),
    ("Badan Pengelola Keuangan dan Aset Daerah", "bpkad"),
    ("Badan Pendapatan Daerah", "bapenda"),
    ("Badan Riset dan Inovasi Daerah", "brida"),
    ("Badan Penanggulangan Bencana Daerah", "bpbd"),
    ("Badan Kesatuan Bangsa dan Politik", "kesbangpol"),
    ("Badan Penghubung", "penghubung"),
    ("Dinas Pendidikan", "disdik"),
    ("Dinas Kesehatan", "dinkes"),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "pupr"),
    ("Dinas Perumahan Rakyat dan Kawasan Permukiman", "perkim"),
    ("Satuan Polisi Pamong Praja", "satpolpp"),
    ("Dinas Sosial", "dinsos"),
    ("Dinas Tenaga Kerja dan Transmigrasi", "disnakertrans"),
    ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "dp3a"),
    ("Dinas Ketahanan Pangan", "dkp"),
    ("Dinas Lingkungan Hidup", "dlh"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "dukcapil"),
    ("Dinas Pemberdayaan Masyarakat dan Desa", "dpmd"),
    ("Dinas Perhubungan", "dishub"),
    ("Dinas Komunikasi dan Informatika", "diskominfo"),
    ("Dinas Koperasi dan UKM", "diskop"),
    ("Dinas Penanaman Modal dan PTSP", "dpmptsp"),
    ("Dinas Kepemudaan dan Olahraga", "dispora"),
    ("Dinas Kebudayaan dan Pariwisata", "disbudpar"),
    ("Dinas Perpustakaan dan Kearsipan", "dispusip"),
    ("Dinas Kelautan dan Perikanan", "dislutkan"),
    ("Dinas Tanaman Pangan dan Hortikultura", "distan"),
    ("Dinas Perkebunan", "disbun"),
    ("Dinas Peternakan dan Kesehatan Hewan", "disnak"),
    ("Dinas Kehutanan", "dishut"),
    ("Dinas Energi dan Sumber Daya Mineral", "esdm"),
    ("Dinas Perindustrian dan Perdagangan", "disperindag"),
    ("Rumah Sakit Umum Daerah Harapan", "rsud"),
    ("Rumah Sakit Jiwa Daerah", "rsj"),
)
BRANCHES: dict[str, tuple[str, ...]] = {
    "disdik": tuple(f"Cabang Dinas Pendidikan Wilayah {number}" for number in ("I", "II", "III")),
    "dinkes": ("UPTD Laboratorium Kesehatan", "UPTD Balai Pelatihan Kesehatan"),
    "pupr": ("UPTD Jalan dan Jembatan Utara", "UPTD Jalan dan Jembatan Selatan"),
    "dinsos": ("UPTD Panti Sosial Tresna Werdha",),
    "bapenda": ("UPT Samsat Kota", "UPT Samsat Pesisir"),
    "distan": ("UPTD Balai Benih Padi",),
    "dislutkan": ("UPTD Pelabuhan Perikanan",),
    "bpsdm": ("UPTD Penilaian Kompetensi",),
}
FUNCTIONAL: tuple[tuple[str, str], ...] = (
    ("Analis Kebijakan", "Ahli Muda"),
    ("Analis Kebijakan", "Ahli Pertama"),
    ("Perencana", "Ahli Muda"),
    ("Pranata Komputer", "Ahli Pertama"),
    ("Arsiparis", "Terampil"),
    ("Guru", "Ahli Muda"),
    ("Guru", "Ahli Madya"),
    ("Perawat", "Mahir"),
    ("Dokter", "Ahli Madya"),
    ("Auditor", "Ahli Muda"),
    ("Widyaiswara", "Ahli Madya"),
    ("Penyuluh Pertanian", "Penyelia"),
)
GENERAL: tuple[str, ...] = (
    "Pengadministrasi Perkantoran",
    "Penelaah Teknis Kebijakan",
    "Pengolah Data dan Informasi",
    "Operator Layanan Operasional",
)
TITLES: tuple[str, ...] = (
    "S.Sos.", "S.E.", "S.T.", "S.Pd.", "S.H.", "S.Kom.", "A.Md.", "S.STP., M.Si.", "S.K.M.", "",
)  # fmt: skip
LEADER_TITLES: tuple[str, ...] = (
    "S.STP., M.Si.", "S.E., M.M.", "S.H., M.H.", "S.T., M.T.", "S.Sos., M.A.P.", "M.Kes.",
)  # fmt: skip
THEMES: tuple[str, ...] = (
    "Menulis nota dinas yang dibaca sampai selesai",
    "Pelayanan publik yang ramah disabilitas",
    "Dasar pelindungan data pribadi untuk ASN",
    "Membaca APBD dalam satu jam",
    "Budaya kerja BerAKHLAK di kantor pelayanan",
    "Tanda tangan elektronik dari naskah sampai arsip",
    "Mengelola aduan warga dengan tenang",
    "Perencanaan berbasis data desa",
    "Mengenali gratifikasi dan menolaknya",
    "Cuti, disiplin, dan hak ASN",
    "Kecerdasan artifisial untuk pekerjaan sehari-hari",
    "Menurunkan stunting bersama lintas OPD",
    "Komunikasi krisis di media sosial",
    "Pengadaan barang dan jasa untuk pemula",
    "Mitigasi bencana di kantor dan di rumah",
    "Mentoring untuk atasan langsung",
    "SPBE dan layanan yang saling terhubung",
    "Menyusun SKP yang terukur",
    "Literasi keuangan keluarga ASN",
    "Inovasi kecil yang menghemat anggaran",
    "Etika memakai aplikasi pesan di kantor",
    "Mendengarkan warga lanjut usia",
    "Keamanan siber: surel palsu dan kata sandi",
    "Menjadi notulis rapat yang dicari",
    "Satu Data Indonesia di tingkat provinsi",
    "Pajak daerah yang mudah dipahami",
)
SPEAKERS: tuple[tuple[str, str], ...] = (
    ("Dr. Ratna Dewi, M.Si.", "Universitas Contoh"),
    ("Ir. Bambang Sutejo, M.T.", "Kementerian Contoh"),
    ("Prof. Sri Lestari, Ph.D.", "Universitas Nusantara"),
    ("Agus Hermawan, S.H., M.H.", "Ombudsman Perwakilan"),
)


@cache
def regencies() -> tuple[str, ...]:
    """Names of Indonesia's regencies and cities, as places of birth."""
    path = Path(__file__).with_name("regencies.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_place(row["name"]) for row in csv.DictReader(file))


def _place(name: str) -> str:
    words = name.removeprefix("KABUPATEN ").removeprefix("KOTA ").removeprefix("ADMINISTRASI ")
    return words.title()
