"""Evidence without foreign keys to the one window, event and agency that thousands share."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE FUNCTION session_keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM session_checkin c WHERE c.window_id = OLD.id) THEN
    RAISE EXCEPTION 'session_window % has evidence', OLD.id USING ERRCODE = '23503';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER session_window_keep BEFORE DELETE ON session_window FOR EACH ROW
  EXECUTE FUNCTION session_keep_evidence()
"""
LET_GO = "DROP TRIGGER session_window_keep ON session_window; DROP FUNCTION session_keep_evidence()"


def _plain(name: str, to: str, related_name: str = "+") -> migrations.AlterField:
    field = models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name, to=to,
    )  # fmt: skip
    return migrations.AlterField(model_name="checkin", name=name, field=field)


class Migration(migrations.Migration):
    """The window keeps its evidence by a trigger of its own."""

    dependencies = [("session", "0002_check_in")]
    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        _plain("tenant", "organisation.agency"),
        _plain("offering", "delivery.offering"),
        _plain("window", "session.window", "check_ins"),
    ]
