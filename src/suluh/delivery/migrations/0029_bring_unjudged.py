"""What was marked on the place itself goes into the small table."""

from django.db import migrations

BRING = """
INSERT INTO delivery_unjudged (enrolment_id, tenant_id, person_id, since)
  SELECT e.id, e.tenant_id, e.person_id, e.settle_at FROM delivery_enrolment e
  WHERE e.settle_at IS NOT NULL ON CONFLICT DO NOTHING
"""
SEE_ALL = "SELECT set_config('suluh.wide', 'on', true)"  # row policies hold for the owner too
SEE_NONE = "SELECT set_config('suluh.wide', '', true)"


class Migration(migrations.Migration):
    """Nobody who finished something waits for ever."""

    dependencies = [("delivery", "0028_keep_unjudged")]

    operations = [
        migrations.RunSQL([SEE_ALL, BRING, SEE_NONE], migrations.RunSQL.noop),
    ]
