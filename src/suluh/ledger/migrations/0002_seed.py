"""The 25 forms of development (SIASN codes), how they become JP, and what a year asks."""

from datetime import date

from django.db import migrations

FROM = date(2018, 1, 1)
CURRICULUM, HOURS, SESSION, ACTIVITY = "kurikulum", "jam", "sesi", "kegiatan"
GUIDE = "Pedoman konversi bangkom nonklasikal 2022, menurut Perlan 10/2018"
ANNEX = "Perlan 10/2018, lampiran konversi JP"
LOCAL = "Perlan 10/2018; baris ini belum terbaca di lampiran"

# code, name, path, share, unit, JP hundredths per unit, % abroad, most a day, most a month,
# legal basis, certainty
FORMS = [
    (1, "Pelatihan struktural kepemimpinan", "klasikal", "formal", CURRICULUM, None, 0, None, None, GUIDE, "read"),
    (2, "Pelatihan fungsional", "klasikal", "formal", CURRICULUM, None, 20, None, None, GUIDE, "read"),
    (3, "Pelatihan teknis", "klasikal", "formal", CURRICULUM, None, 20, None, None, GUIDE, "read"),
    (4, "Workshop/lokakarya", "klasikal", "formal", HOURS, None, 40, 500, None, GUIDE, "read"),
    (5, "Pelatihan manajerial", "klasikal", "formal", CURRICULUM, None, 20, None, None, GUIDE, "read"),
    (6, "Pelatihan sosial kultural", "klasikal", "formal", CURRICULUM, None, 20, None, None, GUIDE, "read"),
    (7, "Sosialisasi", "klasikal", "formal", HOURS, None, 0, 400, None, LOCAL, "low"),
    (8, "Bimbingan teknis", "klasikal", "formal", CURRICULUM, None, 20, None, None, ANNEX, "medium"),
    (9, "Seminar/konferensi/sarasehan", "klasikal", "formal", HOURS, None, 50, 400, None, GUIDE, "read"),
    (10, "Magang/praktik kerja", "nonklasikal", "experience", ACTIVITY, 2000, 20, None, None, GUIDE, "read"),
    (11, "Kursus", "klasikal", "formal", CURRICULUM, None, 20, None, None, ANNEX, "medium"),
    (12, "Penataran", "klasikal", "formal", CURRICULUM, None, 20, None, None, ANNEX, "medium"),
    (13, "Klasikal lainnya", "klasikal", "formal", HOURS, None, 0, 400, None, LOCAL, "low"),
    (14, "Coaching", "nonklasikal", "social", SESSION, 200, 20, None, 2, ANNEX, "high"),
    (15, "Mentoring", "nonklasikal", "social", SESSION, 200, 20, None, 2, ANNEX, "high"),
    (16, "E-learning", "nonklasikal", "formal", HOURS, None, 0, 300, None, GUIDE, "read"),
    (17, "Pelatihan jarak jauh", "nonklasikal", "formal", CURRICULUM, None, 20, None, None, GUIDE, "read"),
    (18, "Detasering", "nonklasikal", "experience", ACTIVITY, 2000, 0, None, None, GUIDE, "read"),
    (19, "Outbond", "nonklasikal", "social", CURRICULUM, None, 20, None, None, GUIDE, "read"),
    (20, "Patok banding", "nonklasikal", "social", ACTIVITY, 1000, 20, None, None, ANNEX, "high"),
    (21, "Pertukaran PNS dengan swasta/BUMN/BUMD", "nonklasikal", "experience", ACTIVITY, 2000, 20, None, None, GUIDE, "read"),
    (22, "Belajar mandiri", "nonklasikal", "formal", HOURS, None, 0, 200, None, ANNEX, "high"),
    (23, "Komunitas belajar", "nonklasikal", "social", HOURS, None, 20, 200, None, GUIDE, "read"),
    (24, "Bimbingan di tempat kerja", "nonklasikal", "experience", SESSION, 200, 20, None, 2, GUIDE, "read"),
    (25, "Nonklasikal lainnya", "nonklasikal", "formal", HOURS, None, 0, 200, None, LOCAL, "low"),
]

# status, floor, ceiling, from, legal basis, certainty
TARGETS = [
    ("PNS", 2000, None, date(2018, 1, 1), "PP 11/2017 jo. PP 17/2020 Pasal 203: paling sedikit 20 JP setahun", "high"),
    ("PPPK", None, 2400, date(2018, 11, 28), "PP 49/2018 Pasal 39-40: paling banyak 24 JP setahun perjanjian; tanpa batas bawah", "read"),
]


def seed(apps, schema_editor):
    alias = schema_editor.connection.alias
    form_model = apps.get_model("ledger", "Form")
    rule_model = apps.get_model("ledger", "ConversionRule")
    target_model = apps.get_model("ledger", "TargetRule")
    for code, name, path, share, unit, each, abroad, day, month, basis, certainty in FORMS:
        form_model.objects.using(alias).create(code=code, name=name, path=path, share=share)
        rule_model.objects.using(alias).create(
            form_id=code, version=1, unit=unit, jp_minor_per_unit=each,
            international_percent=abroad, max_jp_minor_per_day=day, max_units_per_month=month,
            valid_from=FROM, legal_basis=basis, certainty=certainty,
        )
    for status, floor, ceiling, since, basis, certainty in TARGETS:
        target_model.objects.using(alias).create(
            status=status, version=1, floor_jp_minor=floor, ceiling_jp_minor=ceiling,
            valid_from=since, legal_basis=basis, certainty=certainty,
        )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
