"""Workers are killed 200 times while they judge 5,000 people and seal their certificates (R10).

Afterwards there are exactly so many certificates, sealed files, JP and mails, with numbers that are
unique and without a gap. The negative control is a worker without row lock and unique keys under
the same fate: where it loses and doubles nothing, this campaign proves nothing and fails.

    python3 dev.py faults worker-kill [--certificates 5000] [--kills 200]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import secrets
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import report, stage

WORKERS = 4


def main() -> int:
    """The campaign, then its control; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--certificates", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    dice = random.Random(given.seed)
    crowd = stage.prepare(given.certificates)
    event = finish_event(given.certificates)
    began = time.monotonic()
    kills = under_fire(
        _product_worker, lambda: is_done(event, given.certificates), dice, kills=given.kills
    )
    found = count(event)
    seconds = time.monotonic() - began
    control = naive_control(dice, papers=400, kills=60)
    right = {
        **dict.fromkeys(found, len(crowd.nips)),
        "wrong_files": 0,
        "numbers_doubled": 0,
        "gaps": 0,
    }
    result = {
        "name": "worker-kill", "seed": given.seed, "certificates": given.certificates,
        "kills": kills, "workers": WORKERS, "ms": round(seconds * 1000), **report.percentiles([]),
        **found, "errors": sum(found[key] != right[key] for key in found), "control": control,
        "limit": None, "share_of_limit": None, "target": right,
    }  # fmt: skip
    proven = control["lost"] + control["doubled"] + control["mails_doubled"] > 0
    result["ok"] = found == right and kills >= given.kills and proven
    return report.finish(result, save=given.save)


def finish_event(people: int) -> str:
    """The sample's live event is over, the crowd was there from beginning to end; gives its uuid."""
    from config.sample.crowd import live_and_open
    from suluh.activities.session.models import CheckIn, Window
    from suluh.base.clock import now
    from suluh.base.jobs import enqueue
    from suluh.base.scope import SYSTEM, scoped
    from suluh.delivery.models import Enrolment, Offering

    with scoped(SYSTEM):
        event, _ = live_and_open()
        Enrolment.objects.filter(offering=event).exclude(name__startswith="Peserta Uji ").delete()
        crowd = list(Enrolment.objects.filter(offering=event).order_by("id")[:people])
        windows = Window.objects.filter(offering=event, kind__in=("masuk", "pulang"))
        CheckIn.objects.bulk_create(
            [
                CheckIn(
                    tenant_id=event.tenant_id, offering=event, window=window,
                    person_id=place.person_id, method=CheckIn.Method.LINK, at=now(),
                )
                for window in windows
                for place in crowd
            ],
            batch_size=2000,
        )  # fmt: skip
    stage.run_sql(
        "UPDATE session_window SET opens_at = now() - interval '3 hours',"
        " closes_at = now() - interval '1 minute' WHERE offering_id = %s", event.pk,
    )  # fmt: skip
    stage.run_sql(
        "UPDATE delivery_offering SET starts_at = now() - interval '3 hours',"
        " ends_at = now() - interval '2 minutes' WHERE id = %s", event.pk,
    )  # fmt: skip
    with scoped(SYSTEM):
        enqueue(
            "session.evaluate", key=f"session.evaluate:{event.pk}", offering_id=event.pk,
            tenant_id=event.tenant_id,
        )  # fmt: skip
        return str(Offering.objects.get(pk=event.pk).uuid)


def under_fire(
    work: Callable[[], None], done: Callable[[], bool], dice: random.Random, *, kills: int,
    pause: tuple[float, float] = (0.1, 0.9), patience: float = 1800,
) -> int:  # fmt: skip
    """Keep four workers alive, kill one of them at random moments; gives how many were killed."""
    crew = {_fork(work) for _ in range(WORKERS)}
    killed, looked = 0, time.monotonic()
    deadline = looked + patience
    try:
        while time.monotonic() < deadline:
            time.sleep(dice.uniform(*pause))
            crew = {pid for pid in crew if not _is_over(pid)}
            if killed < kills and crew:
                victim = dice.choice(sorted(crew))
                os.kill(victim, signal.SIGKILL)
                os.waitpid(victim, 0)
                crew.discard(victim)
                killed += 1
            crew |= {_fork(work) for _ in range(WORKERS - len(crew))}
            if time.monotonic() - looked > 2:
                looked = time.monotonic()
                if done():
                    break
    finally:
        for pid in crew:
            if not _is_over(pid):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
    return killed


def _fork(work: Callable[[], None]) -> int:
    """A child that works until it is killed; it has loaded the code already."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)


def _is_over(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _product_worker() -> None:
    from django.core.management import call_command
    from django.db import connections

    for each in connections.all(initialized_only=True):
        each.connection = None  # the parent's; a worker opens its own
    call_command("worker", "--concurrency", "1")


_SEALED = """
SELECT count(*) FROM credentials_certificate
WHERE source_id = %s AND role = 'peserta' AND sealed_at IS NOT NULL
"""
_MAILS = """
SELECT count(*) FROM messaging_sinkmail m WHERE m.recipient IN (
  SELECT d.address FROM messaging_delivery d JOIN messaging_notice n ON n.id = d.notice_id
  JOIN credentials_certificate c ON n.key = 'sertifikat:' || c.uuid
  WHERE c.source_id = %s AND c.role = 'peserta')
"""


def is_done(event: str, wanted: int) -> bool:
    """Whether every certificate is sealed and every mail sent."""
    return bool(stage.one(_SEALED, event) >= wanted and stage.one(_MAILS, event) >= wanted)


def count(event: str) -> dict[str, int]:
    """What the database and the folder of sealed files hold."""
    media = Path(os.environ["SULUH_VAR"]) / "media"
    rows = stage.run_sql(
        "SELECT person_id, number_year, number_sequence, file, file_sha256"
        " FROM credentials_certificate WHERE source_id = %s AND role = 'peserta'", event,
    )  # fmt: skip
    wrong = sum(
        not (media / row[3]).is_file()
        or hashlib.sha256((media / row[3]).read_bytes()).hexdigest() != row[4]
        for row in rows
    )
    numbers = stage.run_sql(
        "SELECT tenant_id, number_year, number_sequence FROM credentials_certificate"
        " WHERE number_year = (SELECT max(number_year) FROM credentials_certificate)"
    )
    top = {row[0]: 0 for row in numbers}
    for tenant, _year, sequence in numbers:
        top[tenant] = max(top[tenant], sequence)
    return {
        "issued": len(rows),
        "people": len({row[0] for row in rows}),
        "sealed": stage.one(_SEALED, event),
        "credits": stage.one(
            "SELECT count(*) FROM ledger_jpentry WHERE source_id = %s AND kind = 'credit'", event
        ),
        "mails": stage.one(_MAILS, event),
        "wrong_files": wrong,
        "numbers_doubled": len(numbers) - len(set(numbers)),
        "gaps": sum(top.values()) - len(set(numbers)),
    }


def naive_control(dice: random.Random, *, papers: int, kills: int) -> dict[str, int]:
    """The same fate for a worker that looks, works, then writes down, with no lock and no key."""
    stage.run_sql(
        "CREATE TABLE naive_job AS SELECT n AS id, false AS done FROM generate_series(1, %s) n",
        papers,
    )
    stage.run_sql("CREATE TABLE naive_paper (job int, number int)")
    stage.run_sql("CREATE TABLE naive_mail (job int)")
    under_fire(
        _naive_worker, lambda: not stage.one("SELECT count(*) FROM naive_job WHERE NOT done"),
        dice, kills=kills, pause=(0.01, 0.08), patience=120,
    )  # fmt: skip
    written = stage.one("SELECT count(*) FROM naive_paper")
    found = {
        "papers": written,
        "lost": papers - stage.one("SELECT count(DISTINCT job) FROM naive_paper"),
        "doubled": written - stage.one("SELECT count(DISTINCT job) FROM naive_paper"),
        "numbers_doubled": written - stage.one("SELECT count(DISTINCT number) FROM naive_paper"),
        "mails_doubled": stage.one("SELECT count(*) - count(DISTINCT job) FROM naive_mail"),
    }
    for table in ("naive_job", "naive_paper", "naive_mail"):
        stage.run_sql(f"DROP TABLE {table}")
    return found


def _naive_worker() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as mine:
        while True:
            row = mine.execute("SELECT id FROM naive_job WHERE NOT done LIMIT 1").fetchone()
            if row is None:
                time.sleep(0.05)
                continue
            number: Any = mine.execute("SELECT coalesce(max(number), 0) + 1 FROM naive_paper")
            mine.execute("INSERT INTO naive_paper VALUES (%s, %s)", [row[0], number.fetchone()[0]])
            mine.execute("INSERT INTO naive_mail VALUES (%s)", [row[0]])
            time.sleep(0.005)
            mine.execute("UPDATE naive_job SET done = true WHERE id = %s", [row[0]])


if __name__ == "__main__":
    sys.exit(main())
