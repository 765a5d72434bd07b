"""PostgreSQL extensions that later tables rely on."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Trigrams: search that forgives typing errors."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [TrigramExtension()]
