"""Take the README's pictures anew, from a site with the whole sample in it.

    python3 dev.py pictures [NAME ...]

Each function below leads a role to what its picture shows, by the links a person would press; the
certificate itself is a page of a PDF and stays.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.journeys.conftest import PHONE, Door, SampleSite
from tools import browser as chromium
from tools import processes, site
from tools.environment import ROOT, VENV

FOLDER = ROOT / "docs/gambar"
DESKTOP = ViewportSize(width=1280, height=860)
LETTERS = "Menulis surat dinas yang jelas dan benar"
Way = Callable[[Page], None]
WAYS: dict[str, tuple[str, ViewportSize, Way]] = {}


def shows(name: str, role: str, viewport: ViewportSize = PHONE) -> Callable[[Way], Way]:
    """The picture `name` shows what this role sees at the end of the decorated way."""

    def keep(way: Way) -> Way:
        WAYS[name] = (role, viewport, way)
        return way

    return keep


@shows("beranda", "Peserta")
def home(page: Page) -> None:
    """How many JP, what runs now."""
    page.goto("/")


@shows("acara", "Peserta")
def event(page: Page) -> None:
    """A webinar that runs: the one thing to do."""
    page.goto("/belajar/")
    page.locator("main a[href^='/acara/']").first.click()


@shows("tercatat", "Peserta")
def recorded(page: Page) -> None:
    """The check-in, to the second."""
    event(page)
    page.get_by_role("link", name=re.compile("catat kehadiran", re.IGNORECASE)).click()
    page.get_by_role("button", name="Hadir").click()
    page.get_by_text(re.compile(r"Tercatat\s\d\d")).first.wait_for()


@shows("belajar", "Peserta")
def course(page: Page) -> None:
    """A page of a course in the player."""
    page.goto("/belajar/?waktu=kapan-saja")
    page.get_by_role("link", name=LETTERS, exact=True).click()
    page.get_by_role("link", name="Lanjutkan dari sini").click()


@shows("tes", "Peserta")
def quiz(page: Page) -> None:
    """A test under way."""
    page.goto("/belajar/?waktu=kapan-saja")
    page.get_by_role("link", name=LETTERS, exact=True).click()
    page.get_by_role("link", name=re.compile("Latihan soal")).click()
    page.locator("button[value=mulai], .quiz-ask").first.wait_for()
    if page.locator("button[value=mulai]").count():  # not begun yet
        page.locator("button[value=mulai]").click()
    page.locator(".quiz-ask .choices").first.locator("label").last.click()
    page.evaluate("scrollTo(0, 0)")


@shows("peta", "Peserta")
def competencies(page: Page) -> None:
    """Standard against held."""
    page.goto("/pengembangan/")
    page.get_by_role("link", name="Buka peta").click()


@shows("buku", "Peserta")
def book(page: Page) -> None:
    """A book where it was left."""
    page.goto("/pustaka/")
    page.locator("main a[href$='/baca/']").first.click()
    page.wait_for_timeout(1_500)  # the reader lays out its page


@shows("buku-jp", "Peserta")
def ledger(page: Page) -> None:
    """The book of JP."""
    page.goto("/")
    page.get_by_role("link", name="Lihat buku JP").click()


@shows("periksa", "Peserta")
def verified(page: Page) -> None:
    """What anyone sees who follows a certificate's QR."""
    page.goto("/sertifikat/")
    page.locator("main a[href^='/sertifikat/']").first.click()
    page.goto(page.locator("main input[readonly]").first.input_value())


@shows("pemantau", "Penyelenggara", DESKTOP)
def monitor(page: Page) -> None:
    """Attendance as it comes in."""
    page.goto("/kelola/acara/")
    page.get_by_role("link", name="Menulis kebijakan yang dipahami warga").first.click()
    page.get_by_role("link", name="Kehadiran", exact=True).click()


@shows("menyusun", "Penyelenggara", DESKTOP)
def workshop(page: Page) -> None:
    """An activity being written, its preview beside it."""
    page.goto("/kelola/pelatihan/")
    page.get_by_role("link", name=LETTERS, exact=True).click()
    begin = page.get_by_role("button", name="Mulai versi baru")
    if begin.count():
        begin.click()
    page.get_by_role("link", name="Satu surat, satu maksud").click()
    page.wait_for_timeout(1_500)  # the preview beside it


@shows("angkatan", "Penyelenggara", DESKTOP)
def batch(page: Page) -> None:
    """A class with its timetable."""
    page.goto("/kelola/pelatihan/")
    page.get_by_role("link", name="Pelatihan Teknis Pengelolaan Pengaduan Masyarakat").click()
    page.get_by_role("link", name="Kelas", exact=True).click()
    page.get_by_role("link", name=re.compile("Angkatan II$")).click()


@shows("capaian", "Pimpinan", DESKTOP)
def rate(page: Page) -> None:
    """The training rate."""
    page.goto("/capaian/")


def main(names: list[str]) -> int:
    """Load the sample, start the site, walk each way and keep its picture."""
    unknown = set(names) - set(WAYS)
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))}; there is: {', '.join(WAYS)}.")
        return 1
    port = processes.any_free_port()
    var = Path(os.environ["SULUH_VAR"])
    mine = site.environment(os.environ["DATABASE_URL"], port=port, var=var)
    env = {**os.environ, **mine, "SULUH_SAMPLE": "1"}
    for words in (["migrate"], ["sample", "load"]):
        subprocess.run([str(VENV / "bin/suluh"), *words], env=env, check=True)
    path = chromium.ensure(str(VENV / "bin/python"))
    with site.running(port, env), sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        door = Door(SampleSite(mine["SULUH_URL"], env), opened)
        for name in names or WAYS:
            _take(door, name)
    return 0


def _take(door: Door, name: str) -> None:
    role, viewport, way = WAYS[name]
    page = door.enter(role, viewport)
    way(page)
    page.wait_for_load_state("networkidle")
    target = FOLDER / f"{name}.png"
    page.screenshot(path=target)
    page.context.close()
    with Image.open(target) as taken:  # 256 colours: a third of the bytes, the same to the eye
        taken.convert("RGB").quantize(256).save(target, optimize=True)
    print(f"{name}.png {target.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
