"""Data of a webinar for measurements: one live event, people with real sessions, all in SQL."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

_PEOPLE = """
WITH people AS (
  INSERT INTO identity_person (uuid, nip, name, title_before, title_after, sex, birth_place, email,
      phone, organisation_name, created_at)
    SELECT gen_random_uuid(), %(nip)s || lpad(n::text, 10, '0'), 'Peserta ' || n, '', '', '', '', '',
      '', '', now()
    FROM generate_series(1, %(people)s) n RETURNING id, nip
), accounts AS (
  INSERT INTO identity_account (password, last_login, uuid, person_id, username, email, is_active,
      language, created_at)
    SELECT '!', now(), gen_random_uuid(), id, nip, '', true, '', now() FROM people
    RETURNING id, person_id
), places AS (
  INSERT INTO delivery_enrolment (uuid, tenant_id, offering_id, person_id, home_id, name, unit_name,
      state, source, phone, email, registered_at, result)
    SELECT gen_random_uuid(), %(agency)s, %(offering)s, id, %(agency)s, 'Peserta', '', 'registered',
      'self', '', '', now(), '{}' FROM people
)
INSERT INTO identity_session (session_key, session_data, expire_date, account_id)
  SELECT %(key)s || lpad(row_number() OVER (ORDER BY id)::text, 24, '0'), '', now() + '1 day', id
  FROM accounts
"""
_OFFERING = """
INSERT INTO delivery_offering (uuid, tenant_id, title, theme, description, banner, form_id, starts_at,
    ends_at, zone, break_minutes, jp_minor, jp_reason, audience, registration_opens_at,
    registration_closes_at, join_link, place, attendance_rule, state, cancel_reason, registered, has_evaluation,
    completed, created_at)
  VALUES (gen_random_uuid(), %(agency)s, 'Acara ukur', '', '', '', %(form)s, now() - '10 min'::interval,
    now() + '2 h'::interval, 'Asia/Jakarta', 0, 200, '', 'agency', now() - '1 day'::interval,
    now() + '2 h'::interval, '', '', '{"all": [{"window": "masuk"}]}', 'published', '', 0, true, 0, now())
  RETURNING id, uuid
"""
_WINDOW = """
INSERT INTO session_window (uuid, tenant_id, offering_id, kind, opens_at, closes_at, needs_code,
    needs_evaluation, is_custom, secret)
  VALUES (gen_random_uuid(), %(agency)s, %(offering)s, 'masuk', now() - '1 h'::interval,
    now() + '5 h'::interval, false, false, false, %(secret)s) RETURNING id, uuid
"""


@dataclass(frozen=True, slots=True)
class Webinar:
    """A live event with its people; session n has the key `session_key(n)`."""

    agency: int
    offering: int
    offering_uuid: UUID
    window: int
    window_uuid: UUID
    people: int
    key: str

    def session_key(self, number: int) -> str:
        """Key of the n-th person's session, from 1."""
        return f"{self.key}{number:024d}"


def prepare(people: int) -> Webinar:
    """Migrate the database of DATABASE_URL and fill it."""
    migrate = [sys.executable, "manage.py", "suluh_migrate", "-v", "0"]
    subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('suluh.wide', 'on', true)")
        return _fill(connection, people)


def _fill(connection: psycopg.Connection[Any], people: int) -> Webinar:
    agency = _one(
        connection,
        "INSERT INTO organisation_agency (uuid, code, name, short_name, kind, region_code, zone, accent,"
        " logo, target_share, certificate_unit, archive_code, created_at) VALUES (gen_random_uuid(),"
        " 'ukur-' || %(mark)s, 'Instansi Ukur', 'Ukur', 'pemprov', '', 'Asia/Jakarta', '', '', 80, '',"
        " '800', now()) RETURNING id",
        {"mark": secrets.token_hex(4)},
    )[0]
    connection.execute(
        "INSERT INTO ledger_form (code, name, path, share) VALUES (9, 'Seminar', 'klasikal', 'formal')"
        " ON CONFLICT DO NOTHING"
    )
    form = _one(connection, "SELECT code FROM ledger_form ORDER BY code LIMIT 1", {})[0]
    offering, offering_uuid = _one(connection, _OFFERING, {"agency": agency, "form": form})
    nip, key = str(10_000_000 + secrets.randbelow(80_000_000)), f"ukur{secrets.token_hex(2)}"
    given = {"agency": agency, "offering": offering, "secret": secrets.token_bytes(32)}
    window, window_uuid = _one(connection, _WINDOW, given)
    connection.execute(_PEOPLE, given | {"people": people, "nip": nip, "key": key})
    connection.commit()
    connection.autocommit = True
    for table in ("identity_person", "identity_account", "identity_session", "delivery_enrolment"):
        connection.execute(f"ANALYZE {table}")
    return Webinar(agency, offering, offering_uuid, window, window_uuid, people, key)


def _one(connection: psycopg.Connection[Any], sql: str, given: dict[str, Any]) -> Any:
    row = connection.execute(sql, given).fetchone()
    assert row is not None
    return row
