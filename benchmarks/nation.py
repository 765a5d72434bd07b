"""A nation of any size for the dashboard, written straight into the read model by SQL.

Whole detail for the tables the pages read: agencies, units, one PersonRate for each person, all
sums, days. Reduced detail where no page looks: people, employment and JP entries exist for the
one agency that is visited person by person (24 entries each); the other entries of the nation
stand only in their people's totals. No page reads an entry but in a person's own book, by index.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import Any

import psycopg

from benchmarks.servers import site_environment
from tools.environment import VENV

PER_AGENCY = 7_000
ENTRIES_EACH = 24
UNITS = 40  # each with three units below it


@dataclass(frozen=True, slots=True)
class Sessions:
    """Session keys of the national role and of the visited agency's leader."""

    national: str
    leader: str


def connect() -> psycopg.Connection[Any]:
    """As the owner, seeing all rows."""
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    connection.execute("SET suluh.wide = 'on'")
    return connection


def migrate() -> None:
    """Tables, policies, application role."""
    subprocess.run(
        [str(VENV / "bin/suluh"), "migrate"], env=site_environment(8000), check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def grow(people: int, year: int) -> None:
    """Bring the nation to so many people; what is there stays."""
    with connect() as db:
        row = db.execute("SELECT count(*) FROM organisation_agency").fetchone() or (0,)
        first, last = row[0] + 1, people // PER_AGENCY
        if first > last:
            return
        values = {"first": first, "last": last, "year": year, "per": PER_AGENCY, "units": UNITS}
        for statement in (_AGENCIES, _UNITS, _BELOW, _PATHS, _PEOPLE, _SUMS, _DAYS, _STAMPS):
            db.execute(statement, values)
        if first == 1:
            for statement in (_VISITED, _KNOWN, _SERVE, _BOOKS, _TOTALS, _REAL):
                db.execute(statement, values | {"each": ENTRIES_EACH})
        for table in ("reporting_personrate", "reporting_unitrate", "organisation_unit"):
            db.execute(f"VACUUM ANALYZE {table}")
        db.execute("ANALYZE")


_AGENCIES = """
INSERT INTO organisation_agency (uuid, code, name, short_name, kind, region_code, zone, accent, logo,
  target_share, certificate_unit, archive_code, created_at)
SELECT gen_random_uuid(), 'ukur-' || n, 'Kabupaten Ukur ' || n, 'Ukur ' || n, 'pemkab', '',
  'Asia/Jakarta', '', '', 80, '', '800', now() FROM generate_series(%(first)s::int, %(last)s::int) n
"""
_NEW = """(SELECT a.id FROM organisation_agency a
  WHERE split_part(a.code, '-', 2)::int BETWEEN %(first)s AND %(last)s)"""
_UNITS = f"""
INSERT INTO organisation_unit (tenant_id, uuid, path, depth, code, name, kind, valid_from)
SELECT a.id, gen_random_uuid(), '', 0, 'u' || n, 'Dinas ' || n, '', '2020-01-01'
FROM organisation_agency a, generate_series(1, %(units)s::int) n WHERE a.id IN {_NEW}
"""
_BELOW = f"""
INSERT INTO organisation_unit (tenant_id, parent_id, uuid, path, depth, code, name, kind, valid_from)
SELECT u.tenant_id, u.id, gen_random_uuid(), '', 1, u.code || '.' || n, u.name || ' Bidang ' || n,
  '', '2020-01-01'
FROM organisation_unit u, generate_series(1, 3) n WHERE u.depth = 0 AND u.tenant_id IN {_NEW}
"""
_PATHS = f"""
UPDATE organisation_unit SET path = COALESCE(parent_id || '/', '') || id || '/'
WHERE path = '' AND tenant_id IN {_NEW}
"""
_PEOPLE = f"""
INSERT INTO reporting_personrate (tenant_id, person_id, year, unit_id, unit_path, name, status,
  jenis, rank_group, sex, jp_minor, floor_jp_minor)
SELECT u.tenant_id, u.id * 1000 + n, %(year)s, u.id, u.path,
  (ARRAY['Siti','Budi','Dewi','Agus','Wayan','Putri','Rahmat','Yohana'])[1 + (u.id + n) %% 8]
    || ' ' || (ARRAY['Wahyuni','Santoso','Lestari','Hidayat','Sari','Nugroho'])[1 + n %% 6]
    || ' ' || n,
  CASE WHEN n %% 4 = 0 THEN 'PPPK' ELSE 'PNS' END, (ARRAY['1','2','4'])[1 + n %% 3],
  CASE WHEN n %% 4 = 0 THEN 'IX' ELSE (ARRAY['II','III','IV'])[1 + n %% 3] END,
  (ARRAY['1','2'])[1 + n %% 2], ((u.id * 7 + n * 13) %% 31) * 100, 2000
FROM organisation_unit u, generate_series(1, %(per)s::int / (%(units)s::int * 3) + 1) n
WHERE u.depth = 1 AND u.tenant_id IN {_NEW}
"""
_SUMS = f"""
INSERT INTO reporting_unitrate
  (tenant_id, unit_id, year, dimension, value, people, reached, started, jp_minor)
WITH alike AS (
  SELECT tenant_id, year, unit_path, status, jenis, rank_group, sex,
    CASE WHEN jp_minor <= 0 THEN '0' WHEN jp_minor < 600 THEN '1' WHEN jp_minor < 1300 THEN '600'
      WHEN jp_minor < 2000 THEN '1300' WHEN jp_minor < 2500 THEN '2000' ELSE '2500' END AS jp,
    count(*) AS people, count(*) FILTER (WHERE jp_minor >= floor_jp_minor) AS reached,
    count(*) FILTER (WHERE jp_minor > 0) AS started, sum(jp_minor)::bigint AS jp_minor
  FROM reporting_personrate WHERE tenant_id IN {_NEW} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
SELECT a.tenant_id, t.unit::bigint, a.year, d.dimension, d.value, sum(a.people), sum(a.reached),
  sum(a.started), sum(a.jp_minor)
FROM alike a CROSS JOIN LATERAL unnest(string_to_array('0/' || a.unit_path, '/')) AS t (unit)
CROSS JOIN LATERAL (VALUES ('', ''), ('status', a.status), ('jenis', a.jenis),
  ('rank', a.rank_group), ('sex', a.sex), ('jp', a.jp)) AS d (dimension, value)
WHERE t.unit <> '' GROUP BY 1, 2, 3, 4, 5
"""
_DAYS = f"""
INSERT INTO reporting_dayrate (tenant_id, date, people, reached, started, jp_minor)
SELECT tenant_id, (m + interval '1 month - 1 day')::date, people,
  reached * extract(month FROM m)::int / 12, started, jp_minor
FROM reporting_unitrate, generate_series(
  make_date(%(year)s::int, 1, 1)::timestamp, now()::timestamp, interval '1 month') m
WHERE unit_id = 0 AND dimension = '' AND tenant_id IN {_NEW}
"""
_STAMPS = f"""
INSERT INTO reporting_raterefresh (tenant_id, at) SELECT id, now() FROM organisation_agency
WHERE id IN {_NEW}
"""
_ONE = "(SELECT id FROM organisation_agency WHERE code = 'ukur-1')"
_VISITED = f"""
INSERT INTO identity_person (id, uuid, nip, name, title_before, title_after, sex, birth_place, email,
  phone, organisation_name, created_at)
SELECT person_id, gen_random_uuid(), lpad(person_id::text, 18, '0'), name, '', '', sex, '', '', '', '',
  now() FROM reporting_personrate WHERE tenant_id = {_ONE}
"""
_KNOWN = f"""
INSERT INTO identity_acquaintance (tenant_id, person_id)
SELECT tenant_id, person_id FROM reporting_personrate WHERE tenant_id = {_ONE}
"""
_SERVE = f"""
INSERT INTO identity_employment (uuid, tenant_id, person_id, unit_id, status, rank, valid_from)
SELECT gen_random_uuid(), tenant_id, person_id, unit_id, status, rank_group, '2020-01-01'
FROM reporting_personrate WHERE tenant_id = {_ONE}
"""
_BOOKS = f"""
INSERT INTO ledger_jpentry (id, tenant_id, person_id, organiser_id, kind, year, line, credit_date,
  form_id, title, minutes, units, is_international, jp_minor_before, jp_minor, cut_reason,
  activity_key, rule, rule_version, source_type, source_id, facts, reason, opening)
SELECT gen_random_uuid(), r.tenant_id, r.person_id, r.tenant_id, 'credit', %(year)s, n,
  make_date(%(year)s::int, 1, 1) + n * 11, 3, 'Pelatihan ' || n, 45, 1, false, 100, 100, '',
  'ukur:' || n, 'utama', 1, 'ukur', n::text, '{{}}', '',
  decode(md5(r.person_id::text) || md5(n::text), 'hex')
FROM reporting_personrate r, generate_series(1, %(each)s::int) n WHERE r.tenant_id = {_ONE}
"""
_TOTALS = f"""
INSERT INTO ledger_personyear (person_id, year, jp_minor, entries)
SELECT person_id, %(year)s, jp_minor, %(each)s FROM reporting_personrate WHERE tenant_id = {_ONE}
"""
_REAL = "SELECT setval(pg_get_serial_sequence('identity_person', 'id'), 2000000000)"


def sign_in() -> Sessions:
    """Sessions of the two people who look, without a password."""
    import django

    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SULUH_POOL": "0"}
    django.setup()
    os.environ.pop("SULUH_POOL")
    from suluh.organisation.models import Agency
    from suluh.organisation.types import Role

    agency = Agency.objects.get(code="ukur-1")
    return Sessions(
        session_of(Role.NATIONAL, agency, tenant=None),
        session_of(Role.LEADER, agency, tenant=agency),
    )


def session_of(role: Any, agency: Any, *, tenant: Any) -> str:
    """Session key of a new person of the agency who holds the role."""
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from suluh.base.scope import SYSTEM, scoped
    from suluh.identity.models import Account, Employment, Person, RoleGrant
    from suluh.organisation.models import Unit

    moment = timezone.now()
    with scoped(SYSTEM):
        person = Person.objects.create(name=f"Pembaca {role}", created_at=moment)
        account = Account.objects.create(
            person=person, username=f"ukur-{role}", password="!", created_at=moment
        )
        # A role counts where its holder serves.
        Employment.objects.create(
            tenant=agency, person=person, valid_from=moment.date(),
            unit=Unit.objects.filter(tenant=agency).earliest("id"),
        )  # fmt: skip
        RoleGrant.objects.create(tenant=tenant, person=person, role=role, created_at=moment)
        Authenticator.objects.create(user=account, type="totp", data={})
    client = Client()
    client.force_login(account)
    return str(client.cookies["sessionid"].value)
