"""Recommendations of one person over 5,000 open trainings: the whole reckoning, without the page."""

from __future__ import annotations

import sys
import time
from typing import Any

from benchmarks import report, stage, usage

TARGET_MS = 50.0
# Each training carries two competencies; every fifth has seats, every tenth is full.
_FILL = (
    """INSERT INTO content_training (uuid, tenant_id, title, summary, aims, form_id, path,
        target_group, strategic_issue, theme, requirements, cover, repeats, created_at, changed_at)
      SELECT gen_random_uuid(), t.tenant_id, 'Pelatihan ukur ' || n, '', '', 16, 'nonklasikal', '', '',
        '', '', '', 'once', now(), now()
      FROM generate_series(1, %s) n, (SELECT tenant_id FROM content_training ORDER BY id LIMIT 1) t""",
    """INSERT INTO content_version (uuid, tenant_id, training_id, number, state, completion, minutes,
        published_at, created_at)
      SELECT gen_random_uuid(), tenant_id, id, 1, 'published', '{}', 180, now(), now()
      FROM content_training WHERE title LIKE 'Pelatihan ukur %%'""",
    """INSERT INTO content_trainingcompetency (tenant_id, training_id, competency_id, level)
      SELECT t.tenant_id, t.id, c.id, 1 + (t.id + c.id) %% 5
      FROM content_training t JOIN competency_competency c ON c.id %% 12 = t.id %% 12
      WHERE t.title LIKE 'Pelatihan ukur %%' AND c.tenant_id IS NULL""",
    """INSERT INTO delivery_offering (uuid, tenant_id, kind, version_id, title, theme, description,
        banner, form_id, starts_at, ends_at, zone, break_minutes, jp_minor, jp_reason, audience, seats,
        registration_opens_at, registration_closes_at, join_link, place, attendance_rule,
        has_evaluation, state, cancel_reason, registered, completed, created_at)
      SELECT gen_random_uuid(), v.tenant_id, 'course', v.id, t.title, '', '', '', 16,
        now() + (v.id %% 90) * interval '1 day', now() + interval '300 days', 'Asia/Jakarta', 0,
        100 * (1 + v.id %% 20), '', 'national', CASE WHEN v.id %% 5 = 0 THEN 30 END,
        now() - interval '1 day', now() + interval '200 days', '', '', '{}', false, 'published', '', 0,
        0, now()
      FROM content_version v JOIN content_training t ON t.id = v.training_id
      WHERE t.title LIKE 'Pelatihan ukur %%'""",
    """INSERT INTO delivery_seatbucket (tenant_id, offering_id, free)
      SELECT tenant_id, id, CASE WHEN id %% 10 = 0 THEN 0 ELSE 30 END FROM delivery_offering
      WHERE title LIKE 'Pelatihan ukur %%' AND seats IS NOT NULL""",
)


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=200, trainings=5000, rounds=200).parse_args()
    stage.prepare(given.people)
    for statement in _FILL:
        stage.run_sql(statement, *([given.trainings] if "%s" in statement else []))
    stage.run_sql("ANALYZE")
    times, cpu_ms, found = _measure(stage.make_sessions(_people()), given.rounds)
    figures = report.percentiles(times)
    return report.finish(
        {
            "name": "recommend", "per_s": round(len(times) / sum(times), 1), **figures,
            "cpu_ms": cpu_ms, "trainings": given.trainings, "recommended": found, "errors": int(found == 0),
            "limit": TARGET_MS, "target": TARGET_MS,
            "share_of_limit": round(figures["p95_ms"] / TARGET_MS, 2),
            "ok": found > 0 and figures["p95_ms"] <= TARGET_MS,
        },
        save=given.save,
    )  # fmt: skip


def _people() -> list[str]:
    """A hundred people whose posts ask for something: the crowd's own have none."""
    rows = stage.run_sql(
        "SELECT p.nip FROM identity_person p JOIN identity_employment e ON e.person_id = p.id"
        " JOIN organisation_position j ON j.id = e.position_id"
        " WHERE e.valid_to IS NULL AND j.jenis = '1' ORDER BY p.id LIMIT 100"
    )
    return [str(nip) for (nip,) in rows]


def _measure(keys: list[str], rounds: int) -> tuple[list[float], float, int]:
    """Seconds of each reckoning, the CPU of one (ours and the database's), and the most found."""
    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.identity.middleware import scope_for
    from suluh.identity.queries import get_actor
    from suluh.planning.queries.advice import advice_for

    with scoped(SYSTEM):
        actors: list[Any] = [get_actor(key) for key in keys]
    times, most, before = [], 0, 0.0
    for turn in range(rounds + 10):
        actor = actors[turn % len(actors)]
        begun = time.perf_counter()
        if turn == 10:  # the first few fill caches and plans
            before = _cpu_seconds()
        with scoped(scope_for(actor)):
            most = max(most, advice_for(actor, now=now()).count)
        times.append(time.perf_counter() - begun)
    return times[10:], round(1000 * (_cpu_seconds() - before) / rounds, 1), most


def _cpu_seconds() -> float:
    """Of this process and of the database process that serves it."""
    from django.db import connection

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return time.process_time() + usage.cpu_seconds(pid)


if __name__ == "__main__":
    sys.exit(main())
