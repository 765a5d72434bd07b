"""The national dictionary, the default levels by jenjang, and the first version of each rule."""

from datetime import date
from pathlib import Path

from django.db import migrations

FROM = date(2018, 1, 1)
DICTIONARY = Path(__file__).with_name("national_dictionary.txt")
SKJ = "PermenPANRB 38/2017 tentang Standar Kompetensi Jabatan ASN"
LOCAL = "PP 11/2017 Pasal 54-55; nilai bawaan Suluh, dapat diganti aturan instansi"
BASES = {
    "manajerial": (f"{SKJ}, Lampiran II; rumusan diringkas", "high"),
    "sosiokultural": (f"{SKJ}, Lampiran II; rumusan diringkas", "high"),
    "pemerintahan": ("UU 23/2014 Pasal 233 dan Permendagri 108/2017; rumusan diringkas", "medium"),
    "teknis": (f"{SKJ}, pedoman penyusunan; rumusan Suluh sampai kamus pembina dimuat", "low"),
}
STRUCTURAL, FUNCTIONAL, PELAKSANA = "1", "2", "4"
# jenis, jenjang, level of every managerial competency and of Perekat Bangsa, certainty
DEFAULTS = [
    (PELAKSANA, "", 1, "high"),
    (STRUCTURAL, "Pengawas", 2, "high"),
    (STRUCTURAL, "Administrator", 3, "high"),
    (STRUCTURAL, "JPT Pratama", 4, "high"),
    (STRUCTURAL, "JPT Madya", 5, "high"),
    (STRUCTURAL, "JPT Utama", 5, "high"),
    (FUNCTIONAL, "Pemula", 1, "medium"),
    (FUNCTIONAL, "Terampil", 1, "medium"),
    (FUNCTIONAL, "Mahir", 2, "medium"),
    (FUNCTIONAL, "Penyelia", 3, "medium"),
    (FUNCTIONAL, "Ahli Pertama", 2, "medium"),
    (FUNCTIONAL, "Ahli Muda", 3, "medium"),
    (FUNCTIONAL, "Ahli Madya", 4, "medium"),
    (FUNCTIONAL, "Ahli Utama", 5, "medium"),
]
# source, weight, raises only, months it counts
SOURCES = [
    ("asesmen", 3, False, 36),
    ("uji", 3, False, 36),
    ("portofolio", 3, False, 36),
    ("wawancara", 3, False, 36),
    ("luar", 3, False, 36),
    ("atasan", 2, False, 12),
    ("pelatihan", 1, True, 36),
    ("diri", 0, False, 12),
]


def seed(apps, schema_editor):
    database = schema_editor.connection
    with database.cursor() as cursor:
        cursor.execute("SELECT set_config('suluh.wide', 'on', true)")
    shelf = _Shelf(apps, database.alias)
    for entry in DICTIONARY.read_text(encoding="utf-8").split("\n# "):
        _competency(shelf, entry.removeprefix("# "))
    _standards(shelf)
    _rules(shelf)


class _Shelf:
    def __init__(self, apps, alias):
        self.apps, self.alias = apps, alias

    def create(self, model, **values):
        return self.apps.get_model("competency", model)._base_manager.using(self.alias).create(**values)

    def all(self, model):
        return self.apps.get_model("competency", model)._base_manager.using(self.alias).all()


def _competency(shelf, entry):
    head, definition, *lines = entry.strip().splitlines()
    code, family, name, steward, field = ([part.strip() for part in head.split("|")] + ["", ""])[:5]
    basis, certainty = BASES[family]
    competency = shelf.create(
        "Competency", code=code, family=family, name=name, steward=steward, field=field
    )
    version = shelf.create(
        "CompetencyVersion", competency=competency, version=1, name=name, definition=definition,
        valid_from=FROM, legal_basis=basis, certainty=certainty,
    )
    levels = []
    for line in lines:
        if line.startswith("- "):
            levels[-1][2].append(line[2:])
        else:
            number, text = line.split(" ", 1)
            levels.append((int(number), text, []))
    for level, text, indicators in levels:
        shelf.create(
            "LevelText", version=version, level=level, description=text,
            indicators="\n".join(indicators),
        )


def _standards(shelf):
    everybody = list(shelf.all("Competency").filter(family__in=("manajerial", "sosiokultural")))
    for jenis, jenjang, level, certainty in DEFAULTS:
        standard = shelf.create(
            "Standard", jenis=jenis, jenjang=jenjang, valid_from=FROM, legal_basis=SKJ,
            certainty=certainty,
        )
        for competency in everybody:
            shelf.create("Requirement", standard=standard, competency=competency, level=level)


def _rules(shelf):
    common = {"version": 1, "valid_from": FROM}
    shelf.create("HoldingRule", choice="terakhir", legal_basis=LOCAL, certainty="medium", **common)
    shelf.create(
        "BandRule", meets_from=80, nearly_from=68, certainty="medium",
        legal_basis="Kelaziman penilaian kompetensi; belum terbaca di peraturan", **common,
    )
    for source, weight, raises, months in SOURCES:
        shelf.create(
            "SourceRule", source=source, weight=weight, raises_only=raises, valid_months=months,
            legal_basis=LOCAL, certainty="medium", **common,
        )


class Migration(migrations.Migration):
    dependencies = [("competency", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
