"""The first version of the rule of graduation: predicates above 70, one thing may be made good."""

from datetime import date

from django.db import migrations

BANDS = [
    {"above": 9000, "word": "sangat memuaskan"},
    {"above": 8000, "word": "memuaskan"},
    {"above": 7000, "word": "baik"},
]


def seed(apps, schema_editor):
    database = schema_editor.connection
    with database.cursor() as cursor:
        cursor.execute("SELECT set_config('suluh.wide', 'on', true)")
    rules = apps.get_model("delivery", "GraduationRule")._base_manager.using(database.alias)
    rules.create(
        version=1, valid_from=date(2018, 1, 1), bands=BANDS, remedial_above=7000, most_lacking=1,
        legal_basis="Kelaziman pelatihan klasikal; belum terbaca di peraturan", certainty="medium",
    )


class Migration(migrations.Migration):
    dependencies = [("delivery", "0015_graduation")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
