"""What is published stays: a trigger refuses changes to a published version and its outline."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION content_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM content_version v WHERE v.id = held AND v.state = 'published') THEN
    RAISE EXCEPTION 'version % is published and frozen', held USING ERRCODE = '42501';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER content_section_frozen BEFORE INSERT OR UPDATE OR DELETE ON content_section
  FOR EACH ROW EXECUTE FUNCTION content_refuse_frozen();
CREATE TRIGGER content_activity_frozen BEFORE INSERT OR UPDATE OR DELETE ON content_activity
  FOR EACH ROW EXECUTE FUNCTION content_refuse_frozen();
CREATE FUNCTION content_refuse_unpublish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'version % is published and frozen', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER content_version_frozen BEFORE UPDATE OR DELETE ON content_version
  FOR EACH ROW EXECUTE FUNCTION content_refuse_unpublish();
"""
THAW = """
DROP TRIGGER content_version_frozen ON content_version;
DROP TRIGGER content_activity_frozen ON content_activity;
DROP TRIGGER content_section_frozen ON content_section;
DROP FUNCTION content_refuse_unpublish();
DROP FUNCTION content_refuse_frozen();
"""


class Migration(migrations.Migration):
    """Triggers on version, section and activity."""

    dependencies = [("content", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
