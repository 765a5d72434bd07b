"""Answers are kept in one statement: whose attempt, still open by the server's clock, write down.

`quiz_keep` runs in the scope of the organiser's agency. `quiz_save` finds the person by the session
first, for the short way. The attempt is locked against being handed in at the same moment: what is
acknowledged is graded.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION quiz_keep(
  p_attempt uuid, p_person bigint, p_answers jsonb, p_now timestamptz, p_grace interval,
  OUT outcome text, OUT saved_at timestamptz, OUT ends_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  found record;
  moment timestamptz;
BEGIN
  SELECT a.id, a.tenant_id, a.state, a.started_at, a.ends_at, jsonb_array_length(a.drawn) AS size
    INTO found FROM quiz_attempt a
    WHERE a.uuid = p_attempt AND a.person_id = p_person FOR KEY SHARE;
  moment := COALESCE(p_now, clock_timestamp());
  IF found.id IS NULL THEN
    outcome := 'unknown';
  ELSIF found.state <> 'open' THEN
    outcome := 'submitted';
  ELSIF moment > found.ends_at + p_grace THEN
    outcome := 'late';
  ELSE
    INSERT INTO quiz_response AS r (tenant_id, attempt_id, place, answer, given_at, saved_at)
      SELECT found.tenant_id, found.id, item.key::int, item.value -> 'a',
        GREATEST(found.started_at, moment - make_interval(
          secs => LEAST(GREATEST((item.value ->> 'u')::float8, 0), 1e9) / 1000)), moment
      FROM jsonb_each(p_answers) item
      WHERE item.key ~ '^[0-9]{1,3}$' AND item.key::int < found.size
      ORDER BY item.key::int
    ON CONFLICT (attempt_id, place) DO UPDATE
      SET answer = excluded.answer, given_at = excluded.given_at, saved_at = excluded.saved_at
      WHERE excluded.given_at >= r.given_at;
    outcome := 'saved';
    saved_at := moment;
    ends_at := found.ends_at;
  END IF;
END $$
"""

SAVE = """
CREATE FUNCTION quiz_save(
  p_session text, p_attempt uuid, p_answers jsonb, p_grace interval,
  OUT outcome text, OUT saved_at timestamptz, OUT ends_at timestamptz, OUT zone text
) LANGUAGE plpgsql AS $$
DECLARE
  who bigint;
  place bigint;
BEGIN
  SELECT a.person_id INTO who FROM identity_session s
    JOIN identity_account a ON a.id = s.account_id AND a.is_active
    WHERE s.session_key = p_session AND s.expire_date > statement_timestamp();
  IF who IS NULL THEN
    outcome := 'sign_in';
    RETURN;
  END IF;
  PERFORM set_config('suluh.person', who::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', '', true);
  SELECT a.tenant_id INTO place FROM quiz_attempt a
    WHERE a.uuid = p_attempt AND a.person_id = who;
  IF place IS NULL THEN
    outcome := 'unknown';
    RETURN;
  END IF;
  PERFORM set_config('suluh.tenant', place::text, true);
  SELECT k.outcome, k.saved_at, k.ends_at INTO outcome, saved_at, ends_at
    FROM quiz_keep(p_attempt, who, p_answers, NULL, p_grace) k;
  SELECT COALESCE(g.zone, 'Asia/Jakarta') INTO zone FROM organisation_agency g WHERE g.id = place;
END $$
"""


class Migration(migrations.Migration):
    """Functions of the autosave."""

    dependencies = [("quiz", "0001_initial")]
    operations = [
        migrations.RunSQL(KEEP, "DROP FUNCTION quiz_keep"),
        migrations.RunSQL(SAVE, "DROP FUNCTION quiz_save"),
    ]
