"""The first version of the index's rules: PermenPANRB 38/2018 and Peraturan BKN 8/2019."""

from datetime import date

from django.db import migrations

# Points and JP in hundredths. What was read in the sources and what is of lower certainty stands
# in the version's notes; a new version replaces it from a day on.
LAW = {
    "education": {
        "S3": 2500, "S2": 2000, "S1/D4": 1500, "D3": 1000, "SMA/D1/D2": 500, "SD/SMP": 100,
    },
    "rating": {
        "Sangat Baik": 3000, "Baik": 2500, "Cukup": 1500, "Kurang": 500, "Sangat Kurang": 100,
    },
    "discipline": {"tidak": 500, "ringan": 300, "sedang": 200, "berat": 100},
    "competency": {
        "struktural": {"kepemimpinan": 1500, "teknis": 1500, "seminar": 1000},
        "fungsional": {"fungsional": 1500, "teknis": 1500, "seminar": 1000},
        "pelaksana": {"teknis": 2250, "seminar": 1750},
    },
    "categories": [
        ["Sangat tinggi", 9000], ["Tinggi", 8000], ["Sedang", 7000], ["Rendah", 6000],
        ["Sangat rendah", 0],
    ],
    "technical_jp_minor": 2000,
    "technical_months": 12,
    "technical_forms": [3, 8, 11, 16, 17],
    "seminar_jp_minor": 100,
    "seminar_months": 24,
    "seminar_forms": [4, 7, 9, 10, 12, 13, 18, 20, 21],
    "leadership_form": 1,
    "leadership": {
        "JPT Utama": ["PKN I", "PKN Tingkat I", "Kepemimpinan Nasional Tingkat I", "PIM I",
                      "PIM Tingkat I", "PIM Tk I", "Diklatpim I", "SEPATI", "SESPATI"],
        "JPT Madya": ["PKN I", "PKN Tingkat I", "Kepemimpinan Nasional Tingkat I", "PIM I",
                      "PIM Tingkat I", "PIM Tk I", "Diklatpim I", "SEPATI", "SESPATI"],
        "JPT Pratama": ["PKN II", "PKN Tingkat II", "Kepemimpinan Nasional Tingkat II", "PIM II",
                        "PIM Tingkat II", "PIM Tk II", "Diklatpim II", "SPAMEN", "SESPA"],
        "Administrator": ["PKA", "Kepemimpinan Administrator", "PIM III", "PIM Tingkat III",
                          "PIM Tk III", "Diklatpim III", "SPAMA", "SEPADYA"],
        "Pengawas": ["PKP", "Kepemimpinan Pengawas", "PIM IV", "PIM Tingkat IV", "PIM Tk IV",
                     "Diklatpim IV", "ADUM", "SEPALA"],
    },
    "functional_form": 2,
    "without_training": ["dokter", "guru", "apoteker", "perawat", "bidan", "asesor", "psikolog"],
    "discipline_months": None,
}
BASIS = "PermenPANRB 38/2018; Peraturan BKN 8/2019 Pasal 8"
NOTE = (
    "Bobot dan butir terbaca di naskah. Masa hitung 12 dan 24 bulan, batas kategori, dan bentuk"
    " yang mengisi tiap butir berkepastian sedang."
)


def seed(apps, schema_editor):
    apps.get_model("reporting", "IndexRule").objects.using(schema_editor.connection.alias).create(
        version=1, title="Peraturan BKN 8/2019", law=LAW, valid_from=date(2019, 5, 15),
        legal_basis=BASIS, certainty="medium", reason=NOTE,
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_index")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
