"""The environment: uv, the virtual environment with the locked packages, built assets."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
VAR = ROOT / "var"
LOCKS = {
    "run": [ROOT / "requirements/run.txt"],
    "dev": [ROOT / "requirements/run.txt", ROOT / "requirements/dev.txt"],
}
ASSET_SOURCES = ("src/suluh/**/static/**/*", "src/suluh/base/assets.py", "locale/**/*.po")
SHAPELESS = {"tests", "views", "forms", "rest", "urls", "jobs", "projections", "queries", "types"}
OLDEST, TOO_NEW = (3, 11), (3, 14)
LAUNCHER = """\
#!{python}
import os
import pathlib
import sys

address = pathlib.Path({var!r}, "database-url")
if not os.environ.get("DATABASE_URL") and address.exists():
    os.environ["DATABASE_URL"] = address.read_text()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from config.cli import main

sys.exit(main())
"""


def set_up(extent: str) -> None:
    """Make the environment match the lock: `run` for using Suluh, `dev` for working on it."""
    _check_python()
    if _is_current(extent):
        return
    print(f"Setting up {VENV.name} ({extent}) ...", flush=True)
    uv = find_uv()
    if not (VENV / "bin/python").exists():
        call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
    locks = [str(path) for path in LOCKS[extent]]
    python = str(VENV / "bin/python")
    call([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, *locks])
    _write_entry_points()
    _stamp_file().write_text(f"{extent} {_lock_hash(extent)}")


def find_uv() -> str:
    """The uv on the PATH, else one of our own in .tools."""
    found = shutil.which("uv")
    own = TOOLS / "bin/uv"
    if found or own.exists():
        return found or str(own)
    if importlib.util.find_spec("ensurepip") is None:
        _get_ensurepip()
    lock = str(ROOT / "requirements/uv.txt")
    call([sys.executable, "-m", "venv", "--clear", str(TOOLS)])
    call([str(TOOLS / "bin/python"), "-m", "pip", "install", "-q", "--require-hashes", "-r", lock])
    return str(own)


def call(argv: list[str], *, env: dict[str, str] | None = None) -> None:
    """Run a step of the set-up in the project folder; a failure ends with one sentence."""
    extended = {**os.environ, "UV_SYSTEM_CERTS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(argv, cwd=ROOT, env=extended | (env or {}), check=False)
    if done.returncode != 0:
        command = " ".join(Path(word).name for word in argv[:4])
        raise Trouble(f"`{command} ...` failed with exit code {done.returncode}; see above.")


def build_assets(env: dict[str, str]) -> None:
    """Bundle styles, compile catalogues and collect static files, if a source of theirs changed."""
    stamp = VAR / "assets.stamp"
    current = _assets_hash()
    if stamp.exists() and stamp.read_text() == current:
        return
    VAR.mkdir(parents=True, exist_ok=True)
    call([str(VENV / "bin/suluh"), "build-assets"], env=env)
    stamp.write_text(current)


def schema_mark() -> str:
    """Changes whenever a file changes that could shape the database, its roles or its seed."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "config").glob("*.py"), *LOCKS["run"]]
    shaping = [path for path in sorted(files) if not SHAPELESS.intersection(_words(path))]
    return _hash(part for path in shaping for part in (str(path).encode(), path.read_bytes()))[:16]


def _words(path: Path) -> set[str]:
    return {path.stem, *path.relative_to(ROOT).parts}


def _check_python() -> None:
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise Trouble("Suluh needs Python 3.11, 3.12 or 3.13: start dev.py with one of these.")


def _get_ensurepip() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {package} ...", flush=True)
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call(["apt-get", "update", "-qq"], env=quiet)
        call(["apt-get", "install", "-y", "-qq", package], env=quiet)
        return
    raise Trouble(f"This Python has no venv: run `sudo apt-get install {package}`, then try again.")


def _stamp_file() -> Path:
    return VENV / "suluh-lock"


def _is_current(extent: str) -> bool:
    """A full environment also serves where the small one is asked for."""
    try:
        found = _stamp_file().read_text()
    except OSError:
        return False
    enough = ("dev",) if extent == "dev" else ("run", "dev")
    return found in [f"{each} {_lock_hash(each)}" for each in enough]


def _lock_hash(extent: str) -> str:
    parts = [path.read_bytes() for path in LOCKS[extent]]
    return _hash([*parts, str(ROOT).encode(), LAUNCHER.encode()])


def _assets_hash() -> str:
    files = {path for each in ASSET_SOURCES for path in ROOT.glob(each) if path.is_file()}
    marks = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(files)]
    return _hash(mark.encode() for mark in marks)


def _hash(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
    return total.hexdigest()


def _write_entry_points() -> None:
    """Make src and config importable everywhere, and put `suluh` into the environment."""
    packages = next(VENV.glob("lib/python*/site-packages"))
    (packages / "suluh.pth").write_text(f"{ROOT / 'src'}\n{ROOT}\n")
    launcher = VENV / "bin/suluh"
    launcher.write_text(LAUNCHER.format(python=VENV / "bin/python", var=str(VAR)))
    launcher.chmod(0o755)
