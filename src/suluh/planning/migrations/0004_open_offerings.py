"""What is open to a person and raises a need, as a function whose plan each connection keeps.

Written out, the statement was planned anew for every person, and the row policies of eight tables
made that dearer than running it. Nothing in the plan depends on who asks: the policies read the
scope when it runs. Moments come as seconds: reading hundreds of them as text took longer still.
"""

from django.db import migrations

OPEN = """
CREATE FUNCTION planning_open_offerings(
  p_needs bigint[], p_held int[], p_me bigint, p_home bigint, p_now timestamptz, p_most int
) RETURNS TABLE (
  kind text, uuid uuid, title text, competency_id bigint, level int, agency text, form_id int,
  share text, jp_minor int, starts_at float8, ends_at float8, closes_at float8, zone text,
  free int, needs_approval boolean, is_own boolean
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH need AS (
    SELECT * FROM unnest(p_needs, p_held) AS n(competency_id, held)
  ), mine AS MATERIALIZED (
    SELECT e.offering_id, e.state, o.tenant_id, v.training_id
    FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
    LEFT JOIN content_version v ON v.id = o.version_id
    WHERE e.person_id = p_me AND e.state <> 'cancelled'
  ), busy AS MATERIALIZED (
    SELECT m.tenant_id FROM mine m JOIN delivery_gate g ON g.offering_id = m.offering_id
    WHERE g.one_title AND m.state IN ('registered', 'waiting')
  ), raising AS (
    SELECT o.id, o.kind, o.uuid, o.title, o.tenant_id, o.form_id, o.jp_minor, o.starts_at,
      o.ends_at, o.zone, o.registration_opens_at, o.registration_closes_at, o.seats, o.audience,
      o.state, o.is_gated, n.competency_id, c.level
    FROM need n
    JOIN content_trainingcompetency c ON c.competency_id = n.competency_id AND c.level > n.held
    JOIN content_version v ON v.training_id = c.training_id
    JOIN delivery_offering o ON o.version_id = v.id
    WHERE c.training_id NOT IN (SELECT m.training_id FROM mine m WHERE m.training_id IS NOT NULL)
    UNION ALL
    SELECT o.id, o.kind, o.uuid, o.title, o.tenant_id, o.form_id, o.jp_minor, o.starts_at,
      o.ends_at, o.zone, o.registration_opens_at, o.registration_closes_at, o.seats, o.audience,
      o.state, o.is_gated, n.competency_id, c.level
    FROM need n
    JOIN delivery_eventcompetency c ON c.competency_id = n.competency_id AND c.level > n.held
    JOIN delivery_offering o ON o.id = c.offering_id AND o.kind = 'event'
    WHERE o.id NOT IN (SELECT m.offering_id FROM mine m)
  ), open AS (
    SELECT r.*, row_number() OVER (
      PARTITION BY r.competency_id, r.level
      ORDER BY r.tenant_id <> p_home, r.starts_at > p_now, r.jp_minor DESC, r.starts_at, r.id
    ) AS turn
    FROM raising r
    WHERE r.state = 'published' AND r.registration_opens_at <= p_now
      AND r.registration_closes_at > p_now AND r.ends_at > p_now
      AND (r.audience = 'national' OR r.tenant_id = p_home
        OR (r.audience = 'chosen' AND EXISTS (SELECT 1 FROM delivery_offeringagency a
            WHERE a.offering_id = r.id AND a.agency_id = p_home)))
      AND (NOT r.is_gated OR (
        NOT EXISTS (SELECT 1 FROM delivery_prerequisite p WHERE p.offering_id = r.id
          AND p.training_id NOT IN (SELECT m.training_id FROM mine m
            WHERE m.state = 'completed' AND m.training_id IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM delivery_waiver w
            WHERE w.offering_id = r.id AND w.person_id = p_me AND w.ended_at IS NULL))
        AND NOT EXISTS (SELECT 1 FROM delivery_gate g JOIN busy b ON b.tenant_id = r.tenant_id
          WHERE g.offering_id = r.id AND g.one_title)))
      AND (r.seats IS NULL AND NOT EXISTS (SELECT 1 FROM delivery_offeringagency a
            WHERE a.offering_id = r.id AND a.agency_id = p_home AND a.quota IS NOT NULL)
        OR EXISTS (SELECT 1 FROM delivery_seatbucket s WHERE s.offering_id = r.id AND s.free > 0
          AND (s.agency_id = p_home OR (s.agency_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM delivery_offeringagency a WHERE a.offering_id = r.id
              AND a.agency_id = p_home AND a.quota IS NOT NULL)))))
  )
  SELECT o.kind::text, o.uuid, o.title::text, o.competency_id, o.level::int, g.short_name::text,
    o.form_id::int, f.share::text, o.jp_minor::int, extract(epoch FROM o.starts_at)::float8,
    extract(epoch FROM o.ends_at)::float8, extract(epoch FROM o.registration_closes_at)::float8,
    o.zone::text,
    CASE WHEN o.seats IS NOT NULL THEN (SELECT sum(s.free) FROM delivery_seatbucket s
      WHERE s.offering_id = o.id AND (s.agency_id IS NULL OR s.agency_id = p_home))::int END,
    o.is_gated AND EXISTS (SELECT 1 FROM delivery_gate t
      WHERE t.offering_id = o.id AND t.approval <> 'none'),
    o.tenant_id = p_home
  FROM open o JOIN organisation_agency g ON g.id = o.tenant_id JOIN ledger_form f ON f.code = o.form_id
  WHERE o.turn <= p_most;
END $$
"""


class Migration(migrations.Migration):
    """The function of recommendations."""

    dependencies = [("planning", "0003_agency")]
    operations = [migrations.RunSQL(OPEN, "DROP FUNCTION planning_open_offerings")]
