"""One style sheet and one script, whole and light."""

import gzip
import re
import sys
from pathlib import Path

import pytest

from suluh.base import assets

VENDOR = assets.HERE / "js" / "vendor" / "htmx.min.js"
TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_build_writes_both_files(tmp_path: Path) -> None:
    written = assets.build(tmp_path / "assets")
    assert [path.name for path in written] == ["suluh.css", "suluh.js"]
    assert all(path.read_text(encoding="utf-8") for path in written)


def test_every_source_is_in_the_bundle() -> None:
    assert {path.stem for path in assets.STYLES.glob("*.css")} == set(assets.STYLE_ORDER)
    assert {path.stem for path in assets.SCRIPTS.glob("*.js")} == set(assets.SCRIPT_ORDER)


def test_bundle_is_light() -> None:
    assert weight(assets.stylesheet().encode()) <= 12_000
    assert weight(assets.script().encode()) + weight(VENDOR.read_bytes()) <= 22_000


def test_bundle_without_the_minifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lightningcss", None)
    sheet = assets.stylesheet()
    assert "/*" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_script_has_no_imports_left_and_no_name_twice() -> None:
    script = assets.script()
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    names = [
        name
        for part in assets.SCRIPT_ORDER
        for name in TOP_LEVEL.findall((assets.SCRIPTS / f"{part}.js").read_text(encoding="utf-8"))
    ]
    assert sorted(names) == sorted(set(names))


def test_parts_come_after_what_they_import() -> None:
    for place, part in enumerate(assets.SCRIPT_ORDER):
        source = (assets.SCRIPTS / f"{part}.js").read_text(encoding="utf-8")
        for needed in re.findall(r'from "\./(\w+)\.js"', source):
            assert assets.SCRIPT_ORDER.index(needed) < place, f"{part} needs {needed}"


def test_no_code_is_made_from_text() -> None:
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML", assets.script())
