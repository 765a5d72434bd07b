"""A learner's press as one statement, where time and the press itself decide (`PlainKind`).

`delivery_keep` is now the one place where seconds, days, position, score and state of an activity
are written. `delivery_record` calls it for a report that a kind made; `delivery_press` finds the
lesson by the session, decides by the time since its opening, and calls it in the same statement.
What is not plainly good gives NULL and has changed nothing. Both run with the rights of the
application role under row security.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION delivery_keep(
  p_enrolment bigint, p_step bigint, p_since timestamptz, p_zone text, p_now timestamptz,
  p_seconds int, p_grace int, p_position jsonb, p_patch jsonb, p_met boolean, p_score int,
  p_mark boolean
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  -- Seconds never exceed the time since the person's last report in this course.
  spent int := GREATEST(0, LEAST(p_seconds, p_grace + GREATEST(0, floor(extract(epoch FROM
    p_now - p_since))::int)));
  today text := (p_now AT TIME ZONE p_zone)::date::text;
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
  UPDATE delivery_enrolment e SET seen_at = p_now,
    settle_at = CASE WHEN p_mark THEN p_now ELSE e.settle_at END
    WHERE e.id = p_enrolment;
END $$
"""
DROP_KEEP = """
DROP FUNCTION delivery_keep(bigint, bigint, timestamptz, text, timestamptz, int, int, jsonb, jsonb,
  boolean, int, boolean)
"""

RECORD = """
CREATE OR REPLACE FUNCTION delivery_record(
  p_tenant bigint, p_person bigint, p_enrolment bigint, p_activity bigint, p_now timestamptz,
  p_seconds int, p_grace int, p_position jsonb, p_met boolean, p_score int, p_later boolean,
  OUT was_done boolean, OUT is_done boolean
) LANGUAGE plpgsql AS $$
DECLARE
  before_tenant text := current_setting('suluh.tenant', true);
  before_person text := current_setting('suluh.person', true);
  before_wide text := current_setting('suluh.wide', true);
  place record;
  step record;
BEGIN
  PERFORM set_config('suluh.person', p_person::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', p_tenant::text, true);
  SELECT e.state, e.seen_at, o.zone INTO STRICT place
    FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
    WHERE e.id = p_enrolment FOR NO KEY UPDATE OF e;
  SELECT p.id, p.state, p.opened_at INTO STRICT step FROM delivery_progress p
    WHERE p.enrolment_id = p_enrolment AND p.activity_id = p_activity;
  was_done := step.state = 'done';
  is_done := was_done OR p_met;
  PERFORM delivery_keep(p_enrolment, step.id, COALESCE(place.seen_at, step.opened_at), place.zone,
    p_now, p_seconds, p_grace, p_position, '{}', p_met, p_score,
    p_later AND is_done AND NOT was_done AND place.state <> 'completed');
  PERFORM set_config('suluh.tenant', COALESCE(before_tenant, ''), true),
    set_config('suluh.person', COALESCE(before_person, ''), true),
    set_config('suluh.wide', COALESCE(before_wide, ''), true);
END $$
"""

# `p_needed`: seconds since the opening from which the activity is done; NULL where the press says
# nothing of that. `p_quiet`: keep what was told even where it is not done yet.
PRESS = """
CREATE FUNCTION delivery_press(
  p_session text, p_tenant bigint, p_offering bigint, p_version bigint, p_activity bigint,
  p_now timestamptz, p_seconds int, p_grace int, p_patch jsonb, p_needed int, p_quiet boolean
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  who bigint := identity_person_of(p_session);
  place record;
  step record;
  met boolean;
BEGIN
  IF who IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('suluh.person', who::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', p_tenant::text, true);
  SELECT e.id, e.state, e.seen_at, o.zone INTO place
    FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
    WHERE e.offering_id = p_offering AND e.person_id = who AND e.version_id = p_version
      AND e.state IN ('registered', 'completed', 'not_completed')
      AND o.tenant_id = p_tenant AND o.kind = 'course' AND o.state <> 'cancelled'
      AND o.starts_at <= p_now AND (p_now < o.ends_at OR e.state <> 'registered')
    FOR NO KEY UPDATE OF e;
  IF place.id IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT p.id, p.state, p.opened_at INTO step FROM delivery_progress p
    WHERE p.enrolment_id = place.id AND p.activity_id = p_activity;
  met := COALESCE(floor(extract(epoch FROM p_now - step.opened_at)) >= p_needed, false);
  IF step.id IS NULL OR NOT (met OR p_quiet) THEN
    RETURN NULL;
  END IF;
  PERFORM delivery_keep(place.id, step.id, COALESCE(place.seen_at, step.opened_at), place.zone,
    p_now, p_seconds, p_grace, NULL, p_patch, met, NULL,
    met AND step.state <> 'done' AND place.state <> 'completed');
  RETURN met;
END $$
"""
DROP_PRESS = """
DROP FUNCTION delivery_press(text, bigint, bigint, bigint, bigint, timestamptz, int, int, jsonb,
  int, boolean)
"""


class Migration(migrations.Migration):
    """The functions `delivery_keep` and `delivery_press`; `delivery_record` calls the first."""

    dependencies = [("delivery", "0023_path_place_assignment"), ("identity", "0002_person_of")]

    operations = [
        migrations.RunSQL(KEEP, DROP_KEEP),
        migrations.RunSQL(RECORD),
        migrations.RunSQL(PRESS, DROP_PRESS),
    ]
