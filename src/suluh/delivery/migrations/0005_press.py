"""A learner's press as two statements: which lesson is it, and keep what its kind says about it.

`delivery_lesson` finds person, place, activity and progress by the session, for the short way; what
is not plainly good gives no row. `delivery_record` writes seconds, days, position, score and state of
an activity, for the short way and the long one (since 0024 by `delivery_keep`). Both run with the
rights of the application role under row security, in the scope of the person at the organiser's
agency; the second puts the caller's scope back.

Whether the course is complete is judged in Python alone (`actions/learning.py`): with `p_later` the
place is marked for it (`settle_at`).
"""

from django.db import migrations

LESSON = """
CREATE FUNCTION delivery_lesson(
  p_session text, p_offering uuid, p_key uuid, p_kinds text[], p_now timestamptz,
  OUT person_id bigint, OUT tenant_id bigint, OUT offering_id bigint, OUT enrolment_id bigint,
  OUT version_id bigint, OUT activity_id bigint, OUT state text, OUT "position" jsonb,
  OUT score smallint, OUT seconds int, OUT opened_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  who bigint := identity_person_of(p_session);
  found record;
BEGIN
  IF who IS NULL THEN
    RETURN;
  END IF;
  PERFORM set_config('suluh.person', who::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', '', true);
  SELECT e.id, e.version_id, o.id AS offering, o.tenant_id AS tenant INTO found
    FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
    WHERE o.uuid = p_offering AND e.person_id = who AND o.kind = 'course'
      AND o.state <> 'cancelled'
      AND o.starts_at <= p_now AND (p_now < o.ends_at OR e.state <> 'registered')
      AND e.state IN ('registered', 'completed', 'not_completed');
  IF found.version_id IS NULL THEN
    RETURN;
  END IF;
  PERFORM set_config('suluh.tenant', found.tenant::text, true);
  SELECT who, found.tenant, found.offering, found.id, a.version_id, a.id, p.state, p.position, p.score,
      p.seconds, p.opened_at
    INTO person_id, tenant_id, offering_id, enrolment_id, version_id, activity_id, state,
      "position", score, seconds, opened_at
    FROM content_activity a
    JOIN delivery_progress p ON p.activity_id = a.id AND p.enrolment_id = found.id
    WHERE a.version_id = found.version_id AND a.key = p_key AND a.kind = ANY(p_kinds);
END $$
"""
DROP_LESSON = "DROP FUNCTION delivery_lesson(text, uuid, uuid, text[], timestamptz)"

RECORD = """
CREATE FUNCTION delivery_record(
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
  spent int;
  today text;
BEGIN
  PERFORM set_config('suluh.person', p_person::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', p_tenant::text, true);
  SELECT e.state, e.seen_at, o.zone INTO STRICT place
    FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
    WHERE e.id = p_enrolment FOR NO KEY UPDATE OF e;
  SELECT p.id, p.state, p.opened_at, p.days INTO STRICT step FROM delivery_progress p
    WHERE p.enrolment_id = p_enrolment AND p.activity_id = p_activity;
  was_done := step.state = 'done';
  is_done := was_done OR p_met;
  -- Seconds never exceed the time since the person's last report in this course.
  spent := LEAST(p_seconds, p_grace + GREATEST(0, floor(extract(epoch FROM
    p_now - COALESCE(place.seen_at, step.opened_at)))::int));
  today := (p_now AT TIME ZONE place.zone)::date::text;
  UPDATE delivery_progress p SET
    seconds = p.seconds + GREATEST(spent, 0),
    days = CASE WHEN spent > 0 THEN p.days
      || jsonb_build_object(today, COALESCE((p.days ->> today)::int, 0) + spent) ELSE p.days END,
    position = COALESCE(p_position, p.position),
    score = GREATEST(p.score, p_score::smallint),
    state = CASE WHEN is_done THEN 'done' ELSE p.state END,
    done_at = CASE WHEN was_done THEN p.done_at WHEN is_done THEN p_now END,
    changed_at = p_now
    WHERE p.id = step.id;
  UPDATE delivery_enrolment e SET seen_at = p_now, settle_at = CASE
      WHEN p_later AND is_done AND NOT was_done AND place.state <> 'completed' THEN p_now
      ELSE e.settle_at END
    WHERE e.id = p_enrolment;
  PERFORM set_config('suluh.tenant', COALESCE(before_tenant, ''), true),
    set_config('suluh.person', COALESCE(before_person, ''), true),
    set_config('suluh.wide', COALESCE(before_wide, ''), true);
END $$
"""
DROP_RECORD = """
DROP FUNCTION delivery_record(bigint, bigint, bigint, bigint, timestamptz, int, int, jsonb, boolean,
  int, boolean)
"""


class Migration(migrations.Migration):
    """The functions `delivery_lesson` and `delivery_record`."""

    dependencies = [
        ("delivery", "0004_settle"),
        ("content", "0002_frozen"),
        ("identity", "0002_person_of"),
    ]

    operations = [
        migrations.RunSQL(LESSON, DROP_LESSON),
        migrations.RunSQL(RECORD, DROP_RECORD),
    ]
