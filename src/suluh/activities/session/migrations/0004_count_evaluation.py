"""The evaluation as a check-in: called by name where somebody sends it, in the same statement.

It tells between which moments sending counts, and within them writes the check-in of the window
that asks for the evaluation. It runs in the scope of the person who answers.
"""

from django.db import migrations

COUNT_EVALUATION = """
CREATE FUNCTION session_count_evaluation(
  p_offering bigint, p_person bigint, p_id uuid, p_now timestamptz,
  OUT opens_at timestamptz, OUT counts_until timestamptz, OUT counted boolean
) LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  SELECT w.id, w.tenant_id, w.opens_at, w.closes_at INTO found FROM session_window w
    WHERE w.offering_id = p_offering AND w.needs_evaluation
    ORDER BY (w.opens_at <= p_now AND p_now < w.closes_at) DESC, w.opens_at, w.id LIMIT 1;
  opens_at := found.opens_at;
  counts_until := found.closes_at;
  counted := COALESCE(opens_at <= p_now AND p_now < counts_until, false);
  IF counted THEN
    INSERT INTO session_checkin
        (id, tenant_id, offering_id, window_id, person_id, method, device, at)
      VALUES (p_id, found.tenant_id, p_offering, found.id, p_person, 'evaluation', '', p_now)
      ON CONFLICT (window_id, person_id) DO NOTHING;
  END IF;
END $$
"""
DROP = "DROP FUNCTION session_count_evaluation(bigint, bigint, uuid, timestamptz)"


class Migration(migrations.Migration):
    """The function `session_count_evaluation`."""

    dependencies = [("session", "0003_light_evidence")]

    operations = [migrations.RunSQL(COUNT_EVALUATION, DROP)]
