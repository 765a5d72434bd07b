"""The person who holds a session, for the one-statement ways: a function, so that its plan is kept."""

from django.db import migrations

PERSON_OF = """
CREATE FUNCTION identity_person_of(p_session text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT a.person_id FROM identity_session s
    JOIN identity_account a ON a.id = s.account_id AND a.is_active
    WHERE s.session_key = p_session AND s.expire_date > now());
END $$
"""


class Migration(migrations.Migration):
    """The function `identity_person_of`."""

    dependencies = [("identity", "0001_initial")]

    operations = [migrations.RunSQL(PERSON_OF, "DROP FUNCTION identity_person_of(text)")]
