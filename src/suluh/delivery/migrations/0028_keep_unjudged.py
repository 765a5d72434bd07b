"""`delivery_keep` marks a place to be judged in the small table, not on the place itself."""

from django.db import migrations

KEEP = """
CREATE OR REPLACE FUNCTION delivery_keep(
  p_enrolment bigint, p_step bigint, p_since timestamptz, p_zone text, p_now timestamptz,
  p_seconds int, p_grace int, p_position jsonb, p_patch jsonb, p_met boolean, p_score int,
  p_mark boolean
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  -- Seconds never exceed the time since the person's last report in this course.
  spent int := GREATEST(0, LEAST(p_seconds, p_grace + GREATEST(0, floor(extract(epoch FROM
    p_now - p_since))::int)));
  today text := (p_now AT TIME ZONE p_zone)::date::text;
  place record;
BEGIN
  UPDATE delivery_progress p SET
    seconds = p.seconds + spent,
    days = CASE WHEN spent > 0 THEN p.days
      || jsonb_build_object(today, COALESCE((p.days ->> today)::int, 0) + spent) ELSE p.days END,
    position = COALESCE(p_position, p.position) || p_patch,
    score = GREATEST(p.score, p_score::smallint),
    state = CASE WHEN p_met THEN 'done' ELSE p.state END,
    done_at = CASE WHEN p.state = 'done' THEN p.done_at WHEN p_met THEN p_now END,
    changed_at = p_now
    WHERE p.id = p_step;
  UPDATE delivery_enrolment e SET seen_at = p_now WHERE e.id = p_enrolment
    RETURNING e.tenant_id, e.person_id INTO STRICT place;
  IF p_mark THEN
    INSERT INTO delivery_unjudged (enrolment_id, tenant_id, person_id, since)
      VALUES (p_enrolment, place.tenant_id, place.person_id, p_now)
      ON CONFLICT (enrolment_id) DO UPDATE SET since = EXCLUDED.since;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    """Marks are set where the judging looks from now on."""

    dependencies = [("delivery", "0027_unjudged")]

    operations = [migrations.RunSQL(KEEP)]
