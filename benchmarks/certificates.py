"""Certificates a second, drawn, sealed and stored by the product's own worker, two processes."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import report, servers, stage

TARGET, WORKERS = 60, 2
_SEALED = (
    "SELECT count(*) FROM credentials_certificate WHERE source_id = %s AND sealed_at IS NOT NULL"
)


def main() -> int:
    """Issue, let the workers seal, look at every file."""
    given = report.arguments(__doc__, certificates=1200, people=0).parse_args()
    crowd = stage.prepare(given.people or given.certificates)
    with servers.serving("web") as site:
        os.environ["SULUH_VAR"] = site.env["SULUH_VAR"]
        limit = bare_seals_a_second()
        source = issue(crowd, given.certificates)
        stage.start_workers(site, WORKERS)
        # Both are up, have their fonts, and the proof log of the sample is written.
        stage.wait_until(_SEALED, source, reaches=given.certificates // 4)
        began, there = time.monotonic(), stage.one(_SEALED, source)
        stage.wait_until(_SEALED, source, reaches=given.certificates)
        seconds = time.monotonic() - began
    per_s = (given.certificates - there) / seconds
    result = {
        "name": "certificates", "per_s": round(per_s, 1), **_times(source), **_inspect(source),
        "certificates": given.certificates, "workers": WORKERS, "limit": round(limit, 1),
        "share_of_limit": round(per_s / limit, 3), "target": TARGET,
    }  # fmt: skip
    result["ok"] = per_s >= TARGET and result["errors"] == 0
    return report.finish(result, save=given.save)


def issue(crowd: stage.Crowd, count: int) -> str:
    """Issue certificates to the first of the crowd for an event of their own; gives its mark."""
    from datetime import date
    from uuid import uuid4

    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.credentials.actions import issue_certificates
    from suluh.credentials.types import CertificateRequest, Subject
    from suluh.identity.models import Person
    from suluh.ledger.actions import post_credits
    from suluh.ledger.types import Credit
    from suluh.organisation.models import Agency

    source = f"ukur-{uuid4().hex[:12]}"
    with scoped(SYSTEM):
        agency = Agency.objects.get(code="prov-contoh")
        people = list(Person.objects.filter(nip__in=crowd.nips[:count]))
        earned = [
            Credit(
                person_id=person.pk, home_id=agency.pk, unit_id=None, organiser_id=agency.pk,
                form_code=9, title="Menulis kebijakan yang dipahami warga", minutes=150,
                credit_date=date(2026, 11, 12), activity_key=source, source_type="acara",
                source_id=source,
            )
            for person in people
        ]  # fmt: skip
        entries = post_credits(credits=earned, actor_id=None, now=now())
        requests = [
            CertificateRequest(
                person_id=person.pk, source_type="acara", source_id=source,
                title="Menulis kebijakan yang dipahami warga", name=person.full_name,
                nip=person.nip or "", position="Analis Kebijakan Ahli Muda",
                unit="Bidang Pelayanan", agency=agency.name, starts_on=date(2026, 11, 12),
                ends_on=date(2026, 11, 12), place="daring", form_name="Seminar", minutes=150,
                jp_minor=entries[person.pk].jp_minor, jp_entry_id=str(entries[person.pk].pk),
                subjects=(Subject("Kebijakan publik", 150, speaker="Ratna Dewi"),),
            )
            for person in people
        ]  # fmt: skip
        issue_certificates(
            tenant_id=agency.pk, requests=requests, template_id=None, issued_by_id=None, now=now()
        )
    return source


def bare_seals_a_second(rounds: int = 60) -> float:
    """Papers drawn and sealed a second by all processors, from one timed without a database.

    Each is somebody else's: a paper drawn a second time costs next to nothing.
    """
    from suluh.base.scope import SYSTEM, scoped
    from suluh.credentials import ports
    from suluh.credentials.models import Certificate
    from suluh.credentials.queries.papers import drawn_face, template_images

    with scoped(SYSTEM):
        row = Certificate.objects.select_related("template", "tenant").order_by("id")[0]
        row.claims = row.claims or "a.b.c"
        face = drawn_face(row, None, template_images(row.template))
    papers = [
        replace(
            face, number=f"{face.number}-{turn}", claims_url=f"{face.claims_url}{turn}",
            holder=replace(face.holder, name=f"{face.holder.name} {turn}"),
        )
        for turn in range(rounds)
    ]  # fmt: skip
    ports.sealer().seal(ports.renderer().render(face))
    began = time.perf_counter()
    for paper in papers:
        ports.sealer().seal(ports.renderer().render(paper))
    return rounds / (time.perf_counter() - began) * (os.cpu_count() or 1)


def _files(source: str) -> list[tuple[Path, str]]:
    media = Path(os.environ["SULUH_VAR"]) / "media"
    rows = stage.run_sql(
        "SELECT file, file_sha256 FROM credentials_certificate WHERE source_id = %s", source
    )
    return [(media / name, digest) for name, digest in rows]


def _times(source: str) -> dict[str, float]:
    """How long one takes in its process: files appear a few at once, so of those the mean."""
    from suluh.credentials.actions.seal import AT_ONCE

    moments = sorted(path.stat().st_mtime for path, _ in _files(source))[:: AT_ONCE * WORKERS]
    gaps = [(after - before) / AT_ONCE for before, after in pairwise(moments)]
    return report.percentiles(gaps[len(gaps) // 4 :])


def _inspect(source: str) -> dict[str, Any]:
    """Every file is there, is the one that was stored; numbers are unique; seals hold."""
    from suluh.credentials import ports

    files = _files(source)
    wrong = sum(hashlib.sha256(path.read_bytes()).hexdigest() != digest for path, digest in files)
    numbers = stage.one(
        "SELECT count(*) - count(DISTINCT number) FROM credentials_certificate WHERE source_id = %s",
        source,
    )
    looked_at = files[:: max(1, len(files) // 20)]
    broken = sum(not ports.sealer().inspect(path.read_bytes()).is_genuine for path, _ in looked_at)
    return {
        "errors": wrong + numbers + broken, "doubled_numbers": numbers, "broken_seals": broken,
        "kb_each": round(sum(path.stat().st_size for path, _ in files) / len(files) / 1024, 1),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
