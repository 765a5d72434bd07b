"""A whole running Suluh: web server, live stream server and worker, supervised together."""

from __future__ import annotations

import contextlib
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools import processes
from tools.environment import ROOT, VENV
from tools.trouble import Trouble

# A granian that is told to stop while it starts hangs for ever without --workers-kill-timeout.
SHARED = [
    "--log-level",
    "warning",
    "--workers-kill-timeout",
    "10s",
    "--backlog",
    "4096",
    "--respawn-failed-workers",
]
WEB = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws"]
LIVE = ["--interface", "asginl", "--workers", "1", "--backpressure", "16000", "--no-ws"]
PLAIN_STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
RESTARTS, WITHIN = 5, 60.0
# One heap for all threads of a process: else each keeps the 19 MB of the last password it hashed.
MEMORY = {"MALLOC_ARENA_MAX": "1"}


def environment(url: str, *, port: int, var: Path) -> dict[str, str]:
    """What a site on this port must know, apart from what the caller adds."""
    return {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SULUH_VAR": str(var),
        "SULUH_URL": f"http://127.0.0.1:{port}",
        "SULUH_LIVE_URL": f"http://127.0.0.1:{port + 1}",
        **MEMORY,
    }


def commands(port: int) -> dict[str, list[str]]:
    """Each part of the site and how it is started."""
    granian = [str(VENV / "bin/granian"), *SHARED, "--host", "127.0.0.1"]
    web = [*granian, *WEB, "--port", str(port), "--process-name", "suluh-web"]
    live = [*granian, *LIVE, "--port", str(port + 1), "--process-name", "suluh-live"]
    return {
        "web": [*web, "config.wsgi:application"],
        "live": [*live, "suluh.live.server:app"],
        "worker": [str(VENV / "bin/suluh"), "worker"],
    }


@dataclass
class Site:
    """The parts of one running site; start, look after, stop."""

    port: int
    env: Mapping[str, str]
    log: Path | None = None
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    restarts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start every part and wait until the web and live servers answer."""
        for name in commands(self.port):
            self.start_part(name)
        self.wait_for(self.port)
        self.wait_for(self.port + 1)

    def start_part(self, name: str) -> None:
        """Start one part."""
        argv = commands(self.port)[name]
        # A worker without its database waits for it for ever; its jobs may be cut at any time.
        last_word = "KILL" if name == "worker" else "TERM"
        with self.log.open("ab") if self.log else contextlib.nullcontext() as output:
            self.parts[name] = processes.start(
                argv, env=self.env, cwd=ROOT, output=output, on_loss=last_word
            )

    def wait_for(self, port: int, *, patience: float = 60.0) -> None:
        """Return when something answers HTTP there; fail when a part has ended."""
        deadline = time.monotonic() + patience
        while not _answers(port):
            ended = next((name for name, part in self.parts.items() if part.poll() is not None), "")
            if ended or time.monotonic() > deadline:
                raise Trouble(f"Suluh did not start: its {ended or 'server'} gave up; see above.")
            time.sleep(0.05)

    def look_after(self) -> None:
        """Restart parts that end, for ever; give up when one cannot stay alive."""
        while True:
            for name, part in self.parts.items():
                if part.poll() is not None:
                    self.restart(name)
            time.sleep(0.5)

    def restart(self, name: str) -> None:
        """Start an ended part again, unless parts end too often."""
        now = time.monotonic()
        self.restarts = [moment for moment in self.restarts if now - moment < WITHIN] + [now]
        if len(self.restarts) > RESTARTS:
            raise Trouble(f"The {name} keeps ending; the reason is printed above.")
        print(f"The {name} ended ({self.parts[name].returncode}); starting it again.", flush=True)
        self.start_part(name)

    def stop(self) -> None:
        """Stop every part and everything it started."""
        processes.stop_all(list(self.parts.values()))


@contextmanager
def running(port: int, env: Mapping[str, str], *, log: Path | None = None) -> Iterator[Site]:
    """A started site for the length of the block."""
    site = Site(port, env, log)
    try:
        site.start()
        yield site
    finally:
        site.stop()


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
