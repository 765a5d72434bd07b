"""Sending an evaluation as one statement: seat, form, is it open, receipt, answers, the check-out.

A function and not a dozen queries: at the end of a webinar everyone sends the form in the same
minutes. It runs with the rights of the application role under row security, in the scope of the
person at the organiser's agency, and puts the caller's scope back. Which kinds count the evaluation
as evidence is theirs to know: they name a function each, called here with offering, person, an id
for the evidence and the time.

Outcomes: `sent`; `known` (sent before, nothing changed); `closed`; `incomplete` (only where whole
answers are asked for); `absent`.
"""

from django.db import migrations

# The form opens with the window that asks for it, else 15 minutes before the end, and stays open
# for seven days: as in `queries.times_of`.
SEND = """
CREATE FUNCTION survey_send(
  p_person bigint, p_event uuid, p_counters text[], p_evidence uuid, p_answer uuid,
  p_answers jsonb, p_whole boolean, p_now timestamptz, OUT outcome text, OUT counted boolean
) LANGUAGE plpgsql AS $$
DECLARE
  before_tenant text := current_setting('suluh.tenant', true);
  before_person text := current_setting('suluh.person', true);
  before_wide text := current_setting('suluh.wide', true);
  seat record;
  form record;
  question jsonb;
  given text;
  kept jsonb := '{}';
  counter text;
  times record;
  opens timestamptz;
  closes timestamptz;
BEGIN
  outcome := 'absent';
  counted := false;
  PERFORM set_config('suluh.person', p_person::text, true), set_config('suluh.wide', '', true);
  <<work>>
  BEGIN
    SELECT o.id, o.tenant_id, o.zone, o.ends_at INTO seat
      FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
      WHERE o.uuid = p_event AND e.person_id = p_person
        AND e.state NOT IN ('cancelled', 'waiting');
    EXIT work WHEN seat.id IS NULL;
    PERFORM set_config('suluh.tenant', seat.tenant_id::text, true);
    SELECT s.id, s.questions, s.is_anonymous, r.id AS receipt INTO form
      FROM survey_survey s
      LEFT JOIN survey_surveyreceipt r ON r.survey_id = s.id AND r.person_id = p_person
      WHERE s.offering_id = seat.id AND s.activity_key IS NULL;
    EXIT work WHEN form.id IS NULL;
    outcome := 'known';
    EXIT work WHEN form.receipt IS NOT NULL;
    outcome := 'incomplete';
    FOR question IN SELECT q FROM jsonb_array_elements(form.questions) q LOOP
      given := p_answers ->> (question ->> 'key');
      IF question ->> 'kind' = 'text' THEN
        kept := kept || jsonb_build_object(question ->> 'key', COALESCE(given, ''));
      ELSIF given IN ('1', '2', '3', '4', '5') THEN
        kept := kept || jsonb_build_object(question ->> 'key', given::int);
      ELSIF given <> '' THEN
        EXIT work WHEN p_whole;
      END IF;
      EXIT work WHEN p_whole AND COALESCE(given, '') = ''
        AND COALESCE((question ->> 'required')::boolean, true);
    END LOOP;
    FOREACH counter IN ARRAY p_counters LOOP
      EXECUTE format('SELECT * FROM %I($1, $2, $3, $4)', counter) INTO times
        USING seat.id, p_person, p_evidence, p_now;
      opens := COALESCE(opens, times.opens_at);
      closes := COALESCE(closes, times.counts_until);
      counted := counted OR times.counted;
    END LOOP;
    opens := COALESCE(opens, seat.ends_at - interval '15 minutes');
    closes := GREATEST(closes, seat.ends_at + interval '7 days');
    outcome := 'closed';
    EXIT work WHEN NOT counted AND (p_now < opens OR p_now >= closes);
    INSERT INTO survey_surveyreceipt (tenant_id, survey_id, person_id, at)
      VALUES (seat.tenant_id, form.id, p_person, p_now)
      ON CONFLICT (survey_id, person_id) DO NOTHING;
    outcome := 'known';
    EXIT work WHEN NOT FOUND;  -- the same person was quicker elsewhere
    INSERT INTO survey_surveyanswer (uuid, tenant_id, survey_id, person_id, answers, date)
      VALUES (p_answer, seat.tenant_id, form.id,
        CASE WHEN form.is_anonymous THEN NULL ELSE p_person END,
        kept, (p_now AT TIME ZONE seat.zone)::date);
    outcome := 'sent';
  END;
  PERFORM set_config('suluh.tenant', COALESCE(before_tenant, ''), true),
    set_config('suluh.person', COALESCE(before_person, ''), true),
    set_config('suluh.wide', COALESCE(before_wide, ''), true);
END $$
"""
DROP = """
DROP FUNCTION survey_send(bigint, uuid, text[], uuid, uuid, jsonb, boolean, timestamptz)
"""


class Migration(migrations.Migration):
    """The function `survey_send`."""

    dependencies = [("survey", "0001_initial"), ("identity", "0002_person_of")]

    operations = [migrations.RunSQL(SEND, DROP)]
