"""Handing in as two statements: what was answered until now, and what it was worth.

`quiz_look` locks the attempt and gives it with all its answers; it writes nothing. `quiz_close`
writes the marks and the score. Marking itself is Python's (`rules/grading.py`). `quiz_prepare` says all that beginning needs.
Each runs in the scope of the organiser's agency, as the person.
"""

from django.db import migrations

PREPARE = """
CREATE FUNCTION quiz_prepare(
  p_enrolment bigint, p_activity bigint, p_key uuid, p_tenant bigint,
  OUT is_open boolean, OUT ended timestamptz[], OUT minutes int, OUT attempts int, OUT bank text
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM delivery_enrolment e WHERE e.id = p_enrolment FOR UPDATE;
  SELECT COALESCE(bool_or(a.state = 'open'), false),
      array_agg(COALESCE(a.submitted_at, a.started_at) ORDER BY a.number)
    INTO is_open, ended FROM quiz_attempt a
    WHERE a.enrolment_id = p_enrolment AND a.activity_id = p_activity;
  SELECT COALESCE(sum(w.minutes), 0), COALESCE(sum(w.attempts), 0) INTO minutes, attempts
    FROM quiz_allowance w WHERE w.enrolment_id = p_enrolment AND w.activity_key = p_key;
  SELECT concat_ws(' ', max(q.changed_at), max(q.archived_at), max(q.id), count(*)) INTO bank
    FROM quiz_question q WHERE q.tenant_id = p_tenant;
END $$
"""

LOOK = """
CREATE FUNCTION quiz_look(
  p_attempt uuid, p_person bigint, p_activity bigint,
  OUT attempt bigint, OUT drawn jsonb, OUT answers jsonb, OUT ends_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  SELECT a.id, a.drawn, a.ends_at INTO attempt, drawn, ends_at FROM quiz_attempt a
    WHERE a.uuid = p_attempt AND a.person_id = p_person AND a.activity_id = p_activity
      AND a.state = 'open' FOR UPDATE;
  SELECT COALESCE(jsonb_object_agg(r.place, r.answer), '{}') INTO answers
    FROM quiz_response r WHERE r.attempt_id = attempt;
END $$
"""

CLOSE = """
CREATE FUNCTION quiz_close(
  p_attempt bigint, p_marks jsonb, p_score int, p_submitted timestamptz,
  p_now timestamptz, OUT best int, OUT is_waiting boolean
) LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  UPDATE quiz_attempt a SET submitted_at = p_submitted, score = p_score,
      state = CASE WHEN p_score IS NULL THEN 'submitted' ELSE 'marked' END
    WHERE a.id = p_attempt AND a.state = 'open'
    RETURNING a.tenant_id, a.uuid, a.enrolment_id, a.activity_id INTO STRICT found;
  INSERT INTO quiz_mark
      (tenant_id, attempt_id, place, version_id, share, points, reason, comment, earned, at)
    SELECT found.tenant_id, p_attempt, (m ->> 0)::int, (m ->> 1)::bigint, (m ->> 2)::int,
      (m ->> 3)::int, '', '', '[]', p_now
    FROM jsonb_array_elements(p_marks) m;
  INSERT INTO base_domainevent (name, tenant_id, subject, reason, data, at)
    VALUES ('quiz.attempt.submitted', found.tenant_id, found.uuid, '', '{}', p_now);
  SELECT max(a.score), bool_or(a.state = 'submitted') INTO best, is_waiting FROM quiz_attempt a
    WHERE a.enrolment_id = found.enrolment_id AND a.activity_id = found.activity_id;
END $$
"""


class Migration(migrations.Migration):
    """Functions of beginning and handing in."""

    dependencies = [("quiz", "0006_regrades")]
    operations = [
        migrations.RunSQL(PREPARE, "DROP FUNCTION quiz_prepare"),
        migrations.RunSQL(LOOK, "DROP FUNCTION quiz_look"),
        migrations.RunSQL(CLOSE, "DROP FUNCTION quiz_close"),
    ]
