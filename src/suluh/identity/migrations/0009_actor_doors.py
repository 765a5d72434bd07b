"""The actor's query gives the doors too; for what the function is, see 0004."""

from django.db import migrations

DROP = "DROP FUNCTION identity_actor(text)"
ACTOR = """
CREATE FUNCTION identity_actor(p_session text) RETURNS TABLE (
  account_id bigint, person_id bigint, name text, agency_id bigint, agency_name text,
  unit_id bigint, unit_path text, zone text, grants text, has_second_factor boolean, unread int,
  doors text[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  before_wide text := current_setting('suluh.wide', true);
BEGIN
  PERFORM set_config('suluh.wide', 'on', true);
  RETURN QUERY
    SELECT a.id, p.id, p.name::text, e.tenant_id, g.short_name::text, e.unit_id, u.path::text,
      COALESCE(g.zone, 'Asia/Jakarta')::text,
      (SELECT json_agg(json_build_array(r.role, r.tenant_id, COALESCE(ru.path, '')))::text
        FROM identity_rolegrant r LEFT JOIN organisation_unit ru ON ru.id = r.unit_id
        WHERE r.person_id = p.id AND r.revoked_at IS NULL
          AND COALESCE(r.tenant_id, e.tenant_id) = e.tenant_id),
      EXISTS (SELECT 1 FROM mfa_authenticator m
        WHERE m.user_id = a.id AND m.type IN ('totp', 'webauthn')),
      (SELECT count(*)::int FROM (SELECT 1 FROM messaging_notice n
        WHERE n.person_id = p.id AND n.read_at IS NULL LIMIT 10) few),
      p.doors::text[]
    FROM identity_session s
    JOIN identity_account a ON a.id = s.account_id AND a.is_active
    JOIN identity_person p ON p.id = a.person_id
    LEFT JOIN identity_employment e ON e.person_id = p.id AND e.valid_to IS NULL
    LEFT JOIN organisation_agency g ON g.id = e.tenant_id
    LEFT JOIN organisation_unit u ON u.id = e.unit_id
    WHERE s.session_key = p_session AND s.expire_date > now();
  PERFORM set_config('suluh.wide', COALESCE(before_wide, ''), true);
END $$
"""
BEFORE = ACTOR.replace(",\n  doors text[]", "").replace(",\n      p.doors::text[]", "")


class Migration(migrations.Migration):
    """The function `identity_actor` once more, with one column added at the end."""

    dependencies = [("identity", "0008_doors")]

    operations = [migrations.RunSQL(f"{DROP}; {ACTOR}", f"{DROP}; {BEFORE}")]
