"""The competency map of a unit of 50,000 people: heat map, the people behind a cell, one person."""

from __future__ import annotations

import re
import sys
import time
from typing import Any

from benchmarks import nation, report, stage
from benchmarks.marks import get, measure
from benchmarks.servers import serving

TARGET_MS = 200.0


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=50_000, rounds=30).parse_args()
    nation.migrate()
    for statement in _FILL:
        stage.run_sql(statement, *([given.people] if "%s" in statement else []))
    stage.run_sql("ANALYZE")
    key, rebuilt_s = _ready()
    pages = _pages(key)
    result = measure(pages, key, rounds=given.rounds, marker="</html>")
    heat = max(result["p95_by_page_ms"][name] for name in ("heat", "heat_all", "heat_part"))
    wrong = _wrong()
    return report.finish(
        result
        | {
            "name": "map", "people": given.people, "rebuilt_s": rebuilt_s,
            "rows": stage.one("SELECT count(*) FROM competency_maprow"),
            "results": stage.one("SELECT count(*) FROM competency_attainment"),
            "errors": result["errors"] + wrong, "limit": TARGET_MS, "target": TARGET_MS,
            "share_of_limit": round(heat / TARGET_MS, 2),
            "ok": result["errors"] + wrong == 0 and heat <= TARGET_MS,
        },
        save=given.save,
    )  # fmt: skip


def _ready() -> tuple[str, float]:
    """A leader's session, and how long the whole map took to make."""
    stage.start_django()
    from suluh.base.clock import now
    from suluh.competency.projections import rebuild_map
    from suluh.organisation.models import Agency
    from suluh.organisation.types import Role

    agency = Agency.objects.get(code="ukur-peta")
    key = nation.session_of(Role.LEADER, agency, tenant=agency)
    began = time.monotonic()
    rebuild_map(agency=agency, now=now())
    rebuilt = round(time.monotonic() - began, 1)
    stage.run_sql("ANALYZE")
    return key, rebuilt


def _pages(key: str) -> dict[str, str]:
    root = stage.one("SELECT uuid FROM organisation_unit WHERE depth = 0")
    part = stage.one("SELECT uuid FROM organisation_unit WHERE depth = 1 ORDER BY id LIMIT 1")
    code = stage.one("SELECT uuid FROM competency_competency WHERE code = 'M.03'")
    cell = f"/kompetensi/unit/{root}/{code}/"
    with serving("web") as site:
        _status, body = get(site.port, cell, key)
    person = re.findall(r"/kompetensi/orang/[0-9a-f-]+/", body)[0]
    return {
        "heat": f"/kompetensi/unit/{root}/",
        "heat_all": f"/kompetensi/unit/{root}/?rumpun=semua",
        "heat_part": f"/kompetensi/unit/{part}/",
        "cell": cell,
        "cell_short": f"{cell}?status=kurang&halaman=20",
        "person": person,
        "needs": f"/rencana/kebutuhan/?unit={root}",
    }


def _wrong() -> int:
    """Sums that are not those of the people."""
    counted: Any = stage.one(
        "SELECT count(*) FROM (SELECT unit_id, competency_id, count(*) AS people,"
        " count(*) FILTER (WHERE level >= asked) AS meeting FROM competency_maprow GROUP BY 1, 2) r"
        " FULL JOIN competency_mapcell c USING (unit_id, competency_id)"
        " WHERE c.people IS DISTINCT FROM r.people OR c.meeting IS DISTINCT FROM r.meeting"
    )
    return int(counted)


_HERE = "(SELECT id FROM organisation_agency WHERE code = 'ukur-peta')"
# One root, 40 offices with 10 parts each; 30 posts of every rung; four in five results are there.
_FILL = (
    """INSERT INTO organisation_agency (uuid, code, name, short_name, kind, region_code, zone, accent,
        logo, target_share, certificate_unit, archive_code, created_at)
      VALUES (gen_random_uuid(), 'ukur-peta', 'Provinsi Ukur', 'Ukur', 'pemprov', '',
        'Asia/Jakarta', '', '', 80, '', '800', now())""",
    f"""INSERT INTO organisation_unit (tenant_id, uuid, path, depth, code, name, kind, valid_from)
      VALUES ({_HERE}, gen_random_uuid(), '', 0, 'akar', 'Provinsi Ukur', '', '2020-01-01')""",
    f"""INSERT INTO organisation_unit (tenant_id, parent_id, uuid, path, depth, code, name, kind,
        valid_from)
      SELECT {_HERE}, u.id, gen_random_uuid(), '', 1, 'd' || n, 'Dinas ' || n, '', '2020-01-01'
      FROM organisation_unit u, generate_series(1, 40) n WHERE u.depth = 0""",
    f"""INSERT INTO organisation_unit (tenant_id, parent_id, uuid, path, depth, code, name, kind,
        valid_from)
      SELECT {_HERE}, u.id, gen_random_uuid(), '', 2, u.code || '.' || n, u.name || ' Bidang ' || n,
        '', '2020-01-01'
      FROM organisation_unit u, generate_series(1, 10) n WHERE u.depth = 1""",
    """UPDATE organisation_unit u SET path = COALESCE((SELECT COALESCE(a.parent_id || '/', '')
        || a.id || '/' FROM organisation_unit a WHERE a.id = u.parent_id), '') || u.id || '/'""",
    f"""INSERT INTO organisation_position (tenant_id, uuid, name, jenis, jenjang, eselon)
      SELECT {_HERE}, gen_random_uuid(), 'Jabatan ' || n,
        (ARRAY['4', '2', '2', '2', '1'])[1 + n %% 5],
        (ARRAY['', 'Ahli Pertama', 'Ahli Muda', 'Terampil', 'Pengawas'])[1 + n %% 5], ''
      FROM generate_series(1, 30) n""",
    """INSERT INTO identity_person (uuid, nip, name, title_before, title_after, sex, birth_place,
        email, phone, organisation_name, created_at)
      SELECT gen_random_uuid(), lpad(n::text, 18, '0'),
        (ARRAY['Siti','Budi','Dewi','Agus','Wayan','Putri','Rahmat','Yohana'])[1 + n %% 8] || ' '
          || (ARRAY['Wahyuni','Santoso','Lestari','Hidayat','Sari'])[1 + n %% 5] || ' ' || n,
        '', '', '', '', '', '', '', now() FROM generate_series(1, %s) n""",
    f"""INSERT INTO identity_acquaintance (tenant_id, person_id)
      SELECT {_HERE}, id FROM identity_person""",
    f"""INSERT INTO identity_employment (uuid, tenant_id, person_id, unit_id, position_id, status,
        rank, valid_from)
      SELECT gen_random_uuid(), {_HERE}, p.id, u.ids[1 + p.id %% 400], j.ids[1 + p.id %% 30], 'PNS',
        '', '2020-01-01'
      FROM identity_person p,
        (SELECT array_agg(id ORDER BY id) AS ids FROM organisation_unit WHERE depth = 2) u,
        (SELECT array_agg(id ORDER BY id) AS ids FROM organisation_position) j""",
    f"""INSERT INTO competency_attainment (id, tenant_id, person_id, competency_id, kind, level,
        source, source_type, source_id, title, key, reached_on, assessor, reason)
      SELECT gen_random_uuid(), {_HERE}, p.id, c.id, 'reached', 1 + (p.id * 7 + c.id * 3) %% 4,
        'asesmen', '', '', 'Pemetaan', 'ukur', current_date - (p.id %% 700)::int, '', ''
      FROM identity_person p, competency_competency c
      WHERE c.family IN ('manajerial', 'sosiokultural') AND (p.id + c.id) %% 5 > 0""",
)

if __name__ == "__main__":
    sys.exit(main())
