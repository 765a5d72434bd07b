"""The check-in as one statement: who, which window, is it open, is the code right, write it down.

Whoever guesses codes is let wait after ten wrong ones a minute: six digits would not last long else.

A function and not five queries, so that the answer to a check-in costs one round trip. It runs
with the rights of the application role under row security, in the scope of the person whose
session it was given; the clock is the database's.
"""

from django.db import migrations

HMAC = """
CREATE FUNCTION session_hmac(p_key bytea, p_message bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  FOR i IN 0 .. length(p_key) - 1 LOOP
    inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # get_byte(p_key, i));
    outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # get_byte(p_key, i));
  END LOOP;
  RETURN sha256(outer_pad || sha256(inner_pad || p_message));
END $$
"""

# The six digits on the screen, or the twenty hexadecimal digits in its QR code.
CODE = """
CREATE FUNCTION session_code(p_secret bytea, p_window uuid, p_step bigint, p_long boolean)
RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  mac bytea := session_hmac(p_secret, convert_to(
    p_window::text || ':' || p_step || CASE WHEN p_long THEN ':qr' ELSE ':kode' END, 'UTF8'));
BEGIN
  IF p_long THEN
    RETURN encode(substring(mac FROM 1 FOR 10), 'hex');
  END IF;
  RETURN lpad((((get_byte(mac, 0) & 127)::bigint * 16777216 + get_byte(mac, 1) * 65536
    + get_byte(mac, 2) * 256 + get_byte(mac, 3)) % 1000000)::text, 6, '0');
END $$
"""

CHECK_IN = """
CREATE FUNCTION session_check_in(
  p_id uuid, p_session text, p_window uuid, p_code text, p_device text,
  OUT outcome text, OUT recorded_at timestamptz, OUT kind text, OUT zone text, OUT offering uuid,
  OUT opens_at timestamptz, OUT closes_at timestamptz,
  OUT next_kind text, OUT next_opens_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  who bigint;
  found record;
  moment timestamptz := statement_timestamp();
  step bigint;
  guesses text;
BEGIN
  SELECT a.person_id INTO who FROM identity_session s
    JOIN identity_account a ON a.id = s.account_id AND a.is_active
    WHERE s.session_key = p_session AND s.expire_date > moment;
  IF who IS NULL THEN
    outcome := 'sign_in';
    RETURN;
  END IF;
  PERFORM set_config('suluh.person', who::text, true), set_config('suluh.wide', '', true),
    set_config('suluh.tenant', '', true);
  SELECT w.id, w.tenant_id, w.offering_id, w.needs_code, w.needs_evaluation, w.secret,
      w.kind, w.opens_at, w.closes_at, o.zone, o.uuid, o.state, e.state AS place
    INTO found
    FROM delivery_enrolment e
    JOIN session_window w ON w.offering_id = e.offering_id
    JOIN delivery_offering o ON o.id = e.offering_id
    WHERE w.uuid = p_window AND e.person_id = who;
  IF found.id IS NULL THEN
    PERFORM set_config('suluh.tenant', COALESCE((
      SELECT em.tenant_id FROM identity_employment em
      WHERE em.person_id = who AND em.valid_to IS NULL)::text, ''), true);
    SELECT w.kind, o.zone, o.uuid INTO kind, zone, offering FROM session_window w
      JOIN delivery_offering o ON o.id = w.offering_id
      WHERE w.uuid = p_window;
    outcome := CASE WHEN offering IS NULL THEN 'unknown' ELSE 'not_registered' END;
    RETURN;
  END IF;
  kind := found.kind;
  zone := found.zone;
  offering := found.uuid;
  opens_at := found.opens_at;
  closes_at := found.closes_at;
  IF found.place IN ('waiting', 'cancelled') THEN
    outcome := CASE WHEN found.place = 'waiting' THEN 'waiting' ELSE 'not_registered' END;
    RETURN;
  END IF;
  IF moment < found.opens_at THEN
    outcome := 'early';
  ELSIF moment >= found.closes_at OR found.state NOT IN ('published', 'finished') THEN
    outcome := 'closed';
  ELSIF found.needs_evaluation THEN
    outcome := 'evaluation';
  ELSIF found.needs_code THEN
    step := floor(extract(epoch FROM moment) / 30)::bigint;
    guesses := 'kode:' || who || ':' || found.id;
    IF EXISTS (SELECT 1 FROM base_limit l
        WHERE l.key = guesses AND l.count >= 10 AND l.ends_at > moment) THEN
      outcome := 'code_wait';
    ELSIF p_code NOT IN (
      session_code(found.secret, p_window, step, length(p_code) > 6),
      session_code(found.secret, p_window, step - 1, length(p_code) > 6)
    ) THEN
      outcome := CASE WHEN p_code = '' THEN 'code_missing' ELSE 'code_wrong' END;
      IF p_code <> '' THEN
        INSERT INTO base_limit AS l (key, count, ends_at)
          VALUES (guesses, 1, moment + interval '1 minute')
          ON CONFLICT (key) DO UPDATE SET
            count = CASE WHEN l.ends_at <= moment THEN 1 ELSE l.count + 1 END,
            ends_at = CASE WHEN l.ends_at <= moment THEN excluded.ends_at ELSE l.ends_at END;
      END IF;
    END IF;
  END IF;
  IF outcome IS NULL THEN
    INSERT INTO session_checkin
        (id, tenant_id, offering_id, window_id, person_id, method, device, at)
      VALUES (p_id, found.tenant_id, found.offering_id, found.id, who,
        CASE WHEN found.needs_code THEN 'code' ELSE 'link' END, p_device, moment)
      ON CONFLICT (window_id, person_id) DO NOTHING
      RETURNING at INTO recorded_at;
  END IF;
  IF recorded_at IS NULL THEN
    SELECT c.at INTO recorded_at FROM session_checkin c
      WHERE c.window_id = found.id AND c.person_id = who;
  END IF;
  IF recorded_at IS NOT NULL THEN
    outcome := 'recorded';
  ELSIF outcome IN ('early', 'closed') THEN
    SELECT w.kind, w.opens_at INTO next_kind, next_opens_at FROM session_window w
      WHERE w.offering_id = found.offering_id AND w.id <> found.id AND w.closes_at > moment
      ORDER BY w.opens_at LIMIT 1;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    """Functions of the hot path."""

    dependencies = [("session", "0001_initial")]
    operations = [
        migrations.RunSQL(HMAC, "DROP FUNCTION session_hmac"),
        migrations.RunSQL(CODE, "DROP FUNCTION session_code"),
        migrations.RunSQL(CHECK_IN, "DROP FUNCTION session_check_in"),
    ]
