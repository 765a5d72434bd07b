"""Import of a people file: read, compare, apply, read again, undo; time and memory.

    python3 dev.py bench import [--rows 10000] [--xlsx]

First an agency's first file of --rows people (all new), then the same file again (nothing may
change), then one with moves, changes and leavers. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import report

HEADER = (
    "NO;NIP;NAMA LENGKAP;TEMPAT/TANGGAL LAHIR;GOL;TMT JABATAN;JENIS JABATAN;JABATAN;"
    "UNIT ORGANISASI;UNIT INDUK;EMAIL;NO HP;NIP ATASAN"
)
LIMITS = {10_000: 10.0, 500_000: 120.0}


def main() -> int:
    """Run and print the result; the exit code says whether the target was met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    options = parser.parse_args()
    if options.write:
        people = _people(options.rows)
        _write(options.write / "satu", people, xlsx=options.xlsx)
        _write(options.write / "dua", _alter(people), xlsx=options.xlsx)
        return 0
    subprocess.run([sys.executable, "-m", "config.cli", "migrate"], check=True, stdout=-3)
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    result = measure(options.rows, xlsx=options.xlsx)
    return report.finish(
        report.percentiles([result["ms"] / 1000]) | {"target": result["limit"]} | result,
        save=options.save,
    )


def measure(rows: int, *, xlsx: bool) -> dict[str, Any]:
    """Three files through the same functions that the worker runs."""
    from suluh.base.scope import SYSTEM, scoped
    from suluh.identity.models import Account, Employment

    agency = _agency()
    folder = Path(tempfile.mkdtemp())
    ending = ".xlsx" if xlsx else ".csv"
    # Another process makes the files, so that the memory measured is the import's.
    words = ["--rows", str(rows), "--write", str(folder), *(["--xlsx"] if xlsx else [])]
    subprocess.run([sys.executable, "-m", "benchmarks.people_import", *words], check=True)
    first = folder / f"satu{ending}"
    start_memory = _memory()
    one = _import(agency, first, "first file")
    again = _import(agency, first, "same file")
    two = _import(agency, folder / f"dua{ending}", "altered file")
    with scoped(SYSTEM):
        present = Employment.objects.filter(tenant=agency, valid_to=None).count()
        accounts = Account.objects.count()
    kept = rows - rows // 50
    sound = (
        one["counts"] == {"new": rows}
        and again["counts"] == {"same": rows}
        and present == kept
        and accounts == rows
    )
    limit = LIMITS.get(rows, max(10.0, rows * 120 / 500_000))
    return {
        "name": "import", "rows": rows, "format": "xlsx" if xlsx else "csv",
        "ms": round(one["total"] * 1000), "per_s": round(rows / one["total"]),
        "compare_ms": round(one["compare"] * 1000), "apply_ms": round(one["apply"] * 1000),
        "same_file_ms": round(again["total"] * 1000),
        "altered_file_ms": round(two["total"] * 1000), "altered": two["counts"],
        "memory_mb": [start_memory, _memory()], "errors": 0 if sound else 1,
        "limit": limit * 1000, "share_of_limit": round(one["total"] / limit, 2),
        "ok": sound and one["total"] <= limit,
    }  # fmt: skip


def _agency() -> Any:
    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.organisation.models import Agency

    with scoped(SYSTEM):
        return Agency.objects.create(
            code="ukur", name="Provinsi Ukur", short_name="Ukur", kind="pemprov", created_at=now()
        )


def _import(agency: Any, path: Path, label: str) -> dict[str, Any]:
    from django.core.files import File

    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, Scope, scoped
    from suluh.identity.actions.imports import runs
    from suluh.identity.jobs.imports import apply_people, compare_people
    from suluh.identity.models import ImportRow, ImportRun
    from suluh.organisation.types import Actor, Grant, Role

    actor = Actor(1, 0, agency_id=agency.id, grants=(Grant(Role.AGENCY_ADMIN, agency.id),))
    began = time.monotonic()
    with path.open("rb") as file, scoped(Scope(tenant_id=agency.id)):
        run = runs.start_import(
            actor=actor, now=now(), file=File(file), file_name=path.name, as_of=date(2026, 11, 1)
        )
        runs.choose_columns(actor=actor, now=now(), run=run.uuid, chosen=run.mapping["columns"])
    compare_people(str(run.uuid), 0)
    compared = time.monotonic()
    with scoped(SYSTEM):
        row = ImportRun.objects.get(id=run.id)
        counts = {key: row.counts[key] for key in ImportRow.Change.values if row.counts.get(key)}
    if set(counts) - {"same"}:
        with scoped(Scope(tenant_id=agency.id)):
            runs.apply_import(actor=actor, now=now(), run=run.uuid, confirmed=row.counts["left"])
        apply_people(str(run.uuid), 0)
    ended = time.monotonic()
    print(f"{label}: {ended - began:.1f} s, {counts}, {_memory()} MB", flush=True)
    return {
        "compare": compared - began, "apply": ended - compared, "total": ended - began,
        "counts": counts,
    }  # fmt: skip


def _people(rows: int) -> list[list[str]]:
    dice = random.Random(7)
    first = ["Rina", "Budi", "Siti", "Agus", "Dewi", "Joko", "Sri", "Andi", "Nur", "Made", "Putu"]
    last = ["Wati", "Santoso", "Lestari", "Pratama", "Hidayat", "Saputra", "Utami", "Nugroho"]
    people = []
    for n in range(rows):
        year, month, day = dice.randint(1967, 1999), dice.randint(1, 12), dice.randint(1, 28)
        # Serial numbers run to 999 for one birth date and month of appointment.
        nip = f"{year}{month:02}{day:02}{year + 23 + n // 200_000}{1 + n % 12:02}{1 + n % 2}"
        nip += f"{1 + (n // 24) % 999:03}"
        opd = n % 60
        people.append([
            str(n + 1), nip, f"{dice.choice(first)} {dice.choice(last)} {dice.choice(last)}, S.T.",
            f"Surabaya, {day:02}-{month:02}-{year}", dice.choice(["III/a", "IV/a", "II/c"]),
            f"01-04-{dice.randint(2015, 2025)}", dice.choice(["Pelaksana", "Fungsional"]),
            dice.choice(["Pengelola Data", "Analis SDM", "Arsiparis"]),
            f"Bidang {n % 12} OPD {opd}", f"OPD {opd}", f"orang{n}@contoh.go.id", f"0812{n:08}", "",
        ])  # fmt: skip
    seen: set[str] = set()
    for n, person in enumerate(people):
        while person[1] in seen:
            person[1] = f"{person[1][:-3]}{dice.randint(1, 999):03}"
        seen.add(person[1])
        person[12] = people[n - n % 25][1] if n % 25 else ""
    return people


def _alter(people: list[list[str]]) -> list[list[str]]:
    """One in fifty gone, one in twenty moved, one in twenty with another rank."""
    altered = []
    for n, person in enumerate(people):
        if n % 50 == 49:
            continue
        copy = list(person)
        if n % 20 == 3:
            copy[8] = "Bidang Baru " + person[9]
        elif n % 20 == 4:
            copy[4] = "IV/b"
        altered.append(copy)
    return altered


def _write(path: Path, people: list[list[str]], *, xlsx: bool) -> Path:
    if xlsx:
        from suluh.standards.spreadsheet import write_xlsx

        with path.with_suffix(".xlsx").open("wb") as file:
            write_xlsx(file, HEADER.split(";"), people)
        return path.with_suffix(".xlsx")
    path = path.with_suffix(".csv")
    with path.open("w") as text:
        text.write(HEADER + "\n")
        text.writelines(
            ";".join(f'"{cell}"' if "," in cell else cell for cell in person) + "\n"
            for person in people
        )
    return path


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
