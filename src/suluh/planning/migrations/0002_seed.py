"""The first points of the order of recommendations."""

from datetime import date

from django.db import migrations

FROM = date(2018, 1, 1)
BASIS = "Nilai bawaan Suluh; PP 11/2017 Pasal 206 meminta rencana bertumpu pada kesenjangan"
POINTS = [
    ("menutup", 40), ("jenjang", 20), ("lebar", 15), ("segera", 10), ("jp", 10), ("dekat", 5),
]


def seed(apps, schema_editor):
    model = apps.get_model("planning", "FactorWeight")
    for factor, points in POINTS:
        model.objects.using(schema_editor.connection.alias).create(
            factor=factor, version=1, points=points, valid_from=FROM, legal_basis=BASIS
        )


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
