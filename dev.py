#!/usr/bin/env python3
"""Set up and run anything: `python3 dev.py run`, `python3 dev.py test`, `python3 dev.py --help`.

Standard library only; the work is done by the modules in tools/.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tools import browser, checks, core, devdb, processes, scaffold, site
from tools.environment import ROOT, VAR, VENV, build_assets, call, find_uv, schema_mark, set_up
from tools.trouble import Trouble

PYTHON = str(VENV / "bin/python")
SULUH = str(VENV / "bin/suluh")
ADDRESS = VAR / "database-url"
ACCOUNTS = VAR / "sample-accounts.txt"
MIGRATED = VAR / "postgres/suluh-schema"  # with the data, so that it goes where they go
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
BEGAN = time.monotonic()
BENCH_MODULES = {"import": "people_import"}  # a module may not bear Python's own word


def main() -> int:
    """Run the command named on the command line; gives the exit code."""
    arguments, rest = _parser().parse_known_args()
    if rest and not arguments.takes_rest:
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    arguments.rest = [word for word in rest if word != "--"]
    os.chdir(ROOT)
    try:
        with processes.stop_by_signal():
            return int(arguments.command(arguments))
    except Trouble as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def setup(arguments: argparse.Namespace) -> int:
    """Install what the lock names, and build the assets."""
    set_up("run" if arguments.run_only else "dev")
    build_assets(_environment("", VAR))
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Start everything: database, web, live stream, worker, with the sample province in it."""
    with _only_one(arguments.port):
        set_up("run")
        if arguments.fresh:
            devdb.stop_orphan(VAR / "postgres")
            shutil.rmtree(VAR / "postgres", ignore_errors=True)
        with _database(VAR / "postgres", devdb.DURABLE) as url:
            mine = _environment(url, VAR, port=arguments.port) | {"SULUH_SAMPLE": "1"}
            env = {**os.environ, **mine}
            with ThreadPoolExecutor(max_workers=2) as beside:
                assets = beside.submit(build_assets, env)
                if not _is_migrated():  # a site cannot start on tables that are not there
                    _migrate(env)
                sample = beside.submit(_load_sample, arguments, env)
                assets.result()
                with site.running(arguments.port, env) as running:
                    _say_open(arguments)
                    sample.result()
                    _welcome(arguments)
                    running.look_after()
    return 0


def test(arguments: argparse.Namespace) -> int:
    """Run the tests on a throw-away PostgreSQL; further arguments go to pytest."""
    set_up("dev")
    whole = not any(Path(word.split("::")[0]).exists() for word in arguments.rest)
    return _tested([*(SIDE_BY_SIDE if whole else []), *arguments.rest], whole=whole)


def cover(arguments: argparse.Namespace) -> int:
    """Run the core's own tests; fails where they leave a branch of tools/core.py untaken."""
    set_up("dev")
    failed = _tested([*SIDE_BY_SIDE, *core.test_options(), *arguments.rest], whole=False)
    return failed or _run(core.report_command(PYTHON), {})


def _tested(words: list[str], *, whole: bool) -> int:
    kept = VAR / "test-cluster" / schema_mark()
    with _throwaway_site(None, devdb.FLEETING, kept=kept) as env:
        env |= {"SULUH_POOL": "0", "SULUH_STATIC_STORAGE": site.PLAIN_STATIC_STORAGE}
        env["SULUH_TEST_TEMPLATE"] = devdb.template(kept)
        if whole:
            env["SULUH_CHROMIUM"] = browser.ensure(PYTHON)
        return _run([PYTHON, "-m", "pytest", *words], env)


def check(arguments: argparse.Namespace) -> int:
    """Run every check that is no test, and name each that fails."""
    set_up("dev")
    return checks.run(arguments.rest, VENV)


def fmt(_arguments: argparse.Namespace) -> int:
    """Format the code and mend what the linter can mend."""
    set_up("dev")
    ruff = str(VENV / "bin/ruff")
    _run([ruff, "check", "--fix-only", "--quiet", "."], {})
    return _run([ruff, "format", "."], {})


def bench(arguments: argparse.Namespace) -> int:
    """Run benchmarks/NAME.py on a throw-away PostgreSQL that is as durable as a real one."""
    name = BENCH_MODULES.get(arguments.name, arguments.name.replace("-", "_"))
    return _measured(f"benchmarks.{name}", arguments.rest)


def faults(arguments: argparse.Namespace) -> int:
    """Run tests/faults/NAME.py on a throw-away PostgreSQL that is as durable as a real one."""
    return _measured(f"tests.faults.{arguments.name.replace('-', '_')}", arguments.rest)


def pictures(arguments: argparse.Namespace) -> int:
    """Take the README's pictures anew, from a throw-away site with the sample in it."""
    return _measured("tests.journeys.pictures", arguments.rest)


def suluh(arguments: argparse.Namespace) -> int:
    """Run the operators' command on the database of `run`, started for it when needed."""
    set_up("run")
    if devdb.is_running(VAR / "postgres") or os.environ.get("DATABASE_URL"):
        return _run([SULUH, *arguments.rest], {"SULUH_SAMPLE": "1"})
    with _database(VAR / "postgres", devdb.DURABLE) as url:
        env = _environment(url, VAR) | {"SULUH_SAMPLE": "1"}
        return _run([SULUH, *arguments.rest], env)


def messages(_arguments: argparse.Namespace) -> int:
    """Bring locale/en up to date with the texts in code and templates."""
    set_up("dev")
    return _run([PYTHON, "-m", "tools.messages"], {})


def lock(_arguments: argparse.Namespace) -> int:
    """Resolve requirements/*.in again; the locks name versions and hashes, no registry."""
    options = "--universal --generate-hashes --python-version 3.11 --no-emit-index-url"
    for name in ("uv", "run", "dev"):
        files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        quiet = ["--no-annotate", "--no-header", "--quiet", "--upgrade"]
        call([find_uv(), "pip", "compile", *options.split(), *quiet, *files])
    return 0


def make(arguments: argparse.Namespace) -> int:
    """Create the folder of a new app, kind or connector with its house files."""
    scaffold.create(arguments.what, arguments.name)
    return 0


@contextmanager
def _only_one(port: int) -> Iterator[None]:
    """Refuse to start twice, or on a taken port, before anything is started."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "run.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Trouble("Suluh is already running from this folder; stop it first.") from error
        for each in (port, port + 1):
            if not processes.port_is_free(each):
                raise Trouble(
                    f"Port {each} is taken; choose another: dev.py run --port {port + 10}"
                )
        yield


@contextmanager
def _database(data: Path, settings: dict[str, str]) -> Iterator[str]:
    """The database of DATABASE_URL, else the embedded one, announced in var/ for `suluh`."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with devdb.running(data, VENV, settings) as url:
        ADDRESS.write_text(url)
        try:
            yield url
        finally:
            ADDRESS.unlink(missing_ok=True)


@contextmanager
def _throwaway_site(
    parent: Path | None, settings: dict[str, str], *, kept: Path | None = None
) -> Iterator[dict[str, str]]:
    """Environment with a database and a var folder of its own, both gone after the block."""
    with devdb.throwaway(parent, VENV, settings, kept=kept) as url:
        build_assets(_environment(url, VAR))
        var = Path(tempfile.mkdtemp(prefix="suluh-var-"))
        try:
            for shared in ("assets", "static"):
                (var / shared).symlink_to(VAR / shared)
            yield _environment(url, var)
        finally:
            shutil.rmtree(var, ignore_errors=True)


def _measured(module: str, rest: list[str]) -> int:
    if not Path(f"{module.replace('.', '/')}.py").exists():
        known = sorted(
            path.stem for path in Path(module.replace(".", "/")).parent.glob("[a-z]*.py")
        )
        raise Trouble(f"There is no {module}; there is: {', '.join(known) or 'nothing yet'}.")
    set_up("dev")
    with _throwaway_site(VAR / "measured", devdb.DURABLE | devdb.MEASURED) as env:
        return _run([PYTHON, "-m", module, *rest], env)


def _environment(url: str, var: Path, *, port: int = 8000) -> dict[str, str]:
    return site.environment(url, port=port, var=var)


def _run(argv: list[str], env: dict[str, str]) -> int:
    """Run a command to its end and give its exit code; a stop signal ends it with its children."""
    child = subprocess.Popen(processes.bound_to_parent(argv), cwd=ROOT, env=os.environ | env)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait(30)
        raise


def _migrate(env: dict[str, str]) -> None:
    """Bring the database up to date; of the embedded one remember with which code."""
    call([SULUH, "migrate"], env=env)
    if not os.environ.get("DATABASE_URL"):
        MIGRATED.write_text(_schema())


def _load_sample(arguments: argparse.Namespace, env: dict[str, str]) -> None:
    """Bring the sample to this day."""
    if not arguments.no_sample:
        call([SULUH, "sample", "load", "--accounts", str(ACCOUNTS)], env=env)


def _is_migrated() -> bool:
    """Whether the embedded database was migrated by this very code; of another we cannot know."""
    if os.environ.get("DATABASE_URL") or not MIGRATED.exists():
        return False
    return MIGRATED.read_text() == _schema()


def _schema() -> str:
    """The code that shapes the database, and the key from which the role's password follows."""
    kept = VAR / "secret_key"
    secret = os.environ.get("SECRET_KEY") or (kept.read_text() if kept.exists() else "")
    return hashlib.sha256(f"{schema_mark()} {secret}".encode()).hexdigest()


def _say_open(arguments: argparse.Namespace) -> None:
    """The first answer, before everybody of the sample is there."""
    address = f"http://127.0.0.1:{arguments.port}/"
    print(f"Suluh answers after {time.monotonic() - BEGAN:.1f} s: {address}", flush=True)


def _welcome(arguments: argparse.Namespace) -> None:
    address = f"http://127.0.0.1:{arguments.port}/"
    print(f"\nSuluh is ready after {time.monotonic() - BEGAN:.1f} s: {address}\n", flush=True)
    if not arguments.no_sample:
        print(ACCOUNTS.read_text(), end="")
    print("\nStop with Ctrl-C. The data stays in var/.", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    parser.set_defaults(takes_rest=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        function: Callable[[argparse.Namespace], int], name: str = "", *, rest: bool = False
    ) -> argparse.ArgumentParser:
        summary = (function.__doc__ or "").splitlines()[0]
        added = commands.add_parser(
            name or function.__name__, help=summary, description=summary, add_help=not rest
        )
        added.set_defaults(command=function, takes_rest=rest)
        return added

    add(setup).add_argument("--run-only", action="store_true", help="without tests and checks")
    started = add(run)
    started.add_argument("--port", type=int, default=8000, help="the live stream takes the next")
    started.add_argument("--no-sample", action="store_true", help="without the sample province")
    started.add_argument("--fresh", action="store_true", help="forget the data of earlier runs")
    add(test, rest=True)
    add(cover, rest=True)
    add(check, rest=True)
    add(fmt)
    add(bench, rest=True).add_argument("name")
    add(faults, rest=True).add_argument("name")
    add(pictures, rest=True)
    add(suluh, rest=True)
    add(messages)
    add(lock)
    made = add(make, "scaffold")
    made.add_argument("what", choices=sorted(scaffold.PLACES))
    made.add_argument("name", help="in English, lower case, singular where it can be")
    return parser


if __name__ == "__main__":
    sys.exit(main())
