"""Templates of every app keep to the content policy and use what exists."""

import re
from pathlib import Path

import pytest

from suluh.base import icons

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))
FORBIDDEN = re.compile(
    r"\sstyle=|\son[a-z]+=[\"']|javascript:|<style|<script(?![^>]*\ssrc=)|\s(?:data-)?hx-on|[\"']js:",
    re.IGNORECASE,
)
ICON = re.compile(r"{% icon \"([^\"]+)\"|\sicon=\"([^\"]+)\"")
INCLUDED = re.compile(r"{% (?:include|extends) \"(base/[^\"#]+)")
names = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)).replace("/templates/", ":")
)


@names
def test_no_style_and_no_script_inside_a_page(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@names
def test_icons_and_parts_exist(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    drawn = {one or other for one, other in ICON.findall(source)}
    assert drawn - icons.shapes().keys() == set()
    base = ROOT / "base" / "templates"
    assert [name for name in INCLUDED.findall(source) if not (base / name).exists()] == []
