"""Registering as one statement: who, which event, is it open, a seat or the waiting list, the place.

A function and not six queries, so that thousands who press the button in one minute cost one round
trip each. It runs with the rights of the application role under row security, in the scope of the
person, and puts the caller's scope back. What is not plainly good is answered `other`: the action
then finds the sentence for it.
`is_gated` comes with migration 0009: the function reads the column when it runs, not when it is made.
"""

from django.db import migrations

REGISTER = """
CREATE FUNCTION delivery_register(
  p_person bigint, p_offering uuid, p_id uuid, p_email text, p_phone text, p_now timestamptz,
  OUT outcome text, OUT place uuid, OUT state text, OUT is_new boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  before_tenant text := current_setting('suluh.tenant', true);
  before_person text := current_setting('suluh.person', true);
  before_wide text := current_setting('suluh.wide', true);
  home bigint;
  home_unit bigint;
  door record;
  seat bigint;
BEGIN
  outcome := 'other';
  is_new := false;
  PERFORM set_config('suluh.person', p_person::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', '', true);
  SELECT em.tenant_id, em.unit_id INTO home, home_unit FROM identity_employment em
    WHERE em.person_id = p_person AND em.valid_to IS NULL;
  PERFORM set_config('suluh.tenant', COALESCE(home::text, ''), true);
  SELECT o.id, o.tenant_id, o.state, o.seats IS NOT NULL OR oa.quota IS NOT NULL AS limited,
      CASE WHEN oa.quota IS NULL THEN NULL ELSE oa.agency_id END AS pool,
      o.state = 'published' AND NOT o.is_gated AND p_now >= o.registration_opens_at
        AND p_now < LEAST(o.registration_closes_at, o.ends_at)
        AND (o.audience = 'national' OR o.tenant_id = home
          OR (o.audience = 'chosen' AND oa.id IS NOT NULL)) AS open,
      e.uuid AS place, e.state AS own_state,
      concat(nullif(p.title_before, '') || ' ', p.name, ', ' || nullif(p.title_after, '')) AS name,
      COALESCE(u.name, p.organisation_name, '') AS unit_name,
      COALESCE(nullif(p_email, ''), p.email) AS email,
      COALESCE(nullif(p_phone, ''), p.phone) AS phone
    INTO door
    FROM delivery_offering o
    JOIN identity_person p ON p.id = p_person
    LEFT JOIN delivery_offeringagency oa ON oa.offering_id = o.id AND oa.agency_id = home
    LEFT JOIN delivery_enrolment e ON e.offering_id = o.id AND e.person_id = p_person
    LEFT JOIN organisation_unit u ON u.id = home_unit
    WHERE o.uuid = p_offering;
  IF door.own_state <> 'cancelled' THEN
    outcome := 'done';
    place := door.place;
    state := door.own_state;
  ELSIF door.open AND (door.email <> '' OR door.phone <> '') THEN
    PERFORM set_config('suluh.tenant', door.tenant_id::text, true);
    IF door.limited THEN
      -- First a bucket nobody holds; then, with the pool locked in order, the last seats. The first
      -- look may lock buckets that were emptied meanwhile: its savepoint lets go of them, so that
      -- nobody holds one bucket while waiting for another.
      BEGIN
        SELECT b.id INTO STRICT seat FROM delivery_seatbucket b
          WHERE b.offering_id = door.id AND b.agency_id IS NOT DISTINCT FROM door.pool
            AND b.free > 0
          LIMIT 1 FOR UPDATE SKIP LOCKED;
      EXCEPTION WHEN no_data_found THEN
        PERFORM b.id FROM delivery_seatbucket b
          WHERE b.offering_id = door.id AND b.agency_id IS NOT DISTINCT FROM door.pool
            AND b.free > 0
          ORDER BY b.id FOR UPDATE;
        SELECT b.id INTO seat FROM delivery_seatbucket b
          WHERE b.offering_id = door.id AND b.agency_id IS NOT DISTINCT FROM door.pool
            AND b.free > 0
          ORDER BY b.id LIMIT 1;
      END;
      UPDATE delivery_seatbucket b SET free = b.free - 1 WHERE b.id = seat;
    END IF;
    INSERT INTO delivery_enrolment AS e (uuid, tenant_id, offering_id, person_id, home_id, unit_id,
        name, unit_name, state, source, bucket_id, phone, email, registered_at, result)
      VALUES (p_id, door.tenant_id, door.id, p_person, home, home_unit, door.name, door.unit_name,
        CASE WHEN door.limited AND seat IS NULL THEN 'waiting' ELSE 'registered' END,
        'self', seat, door.phone, door.email, p_now, '{}')
      ON CONFLICT (offering_id, person_id) DO UPDATE SET state = excluded.state,
        bucket_id = excluded.bucket_id, registered_at = excluded.registered_at,
        cancelled_at = NULL, promoted_at = NULL, told_at = NULL,
        phone = excluded.phone, email = excluded.email
      WHERE e.state = 'cancelled'
      RETURNING e.uuid, e.state INTO place, state;
    is_new := place IS NOT NULL;
    IF is_new THEN
      INSERT INTO base_domainevent (name, tenant_id, actor_id, subject, reason, data, at)
        VALUES ('delivery.enrolment.registered', door.tenant_id, p_person, place, '', '{}', p_now);
    ELSE
      -- The same person was quicker elsewhere: the seat goes back.
      UPDATE delivery_seatbucket b SET free = b.free + 1 WHERE b.id = seat;
      SELECT e.uuid, e.state INTO place, state FROM delivery_enrolment e
        WHERE e.offering_id = door.id AND e.person_id = p_person;
    END IF;
    outcome := 'done';
  END IF;
  PERFORM set_config('suluh.tenant', COALESCE(before_tenant, ''), true),
    set_config('suluh.person', COALESCE(before_person, ''), true),
    set_config('suluh.wide', COALESCE(before_wide, ''), true);
END $$
"""
DROP = "DROP FUNCTION delivery_register(bigint, uuid, uuid, text, text, timestamptz)"


class Migration(migrations.Migration):
    """The function `delivery_register`."""

    dependencies = [("delivery", "0001_initial")]

    operations = [migrations.RunSQL(REGISTER, DROP)]
