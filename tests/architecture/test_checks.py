"""The checks themselves: each finds a planted fault and leaves good code alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools import check_sizes, check_text, check_writes, scaffold
from tools.environment import ROOT
from tools.python_files import PythonFile
from tools.trouble import Trouble


@pytest.mark.parametrize(
    "line",
    [
        "Row.objects.create(name='a')",
        "Row.objects.filter(id=1).update(name='a')",
        "row.save(update_fields=['name'])",
        "Row.reachable.get_or_create(id=1)",
        "rows.filter(id=1).delete()",
    ],
)
def test_a_write_is_found(line: str, tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text(line)
    assert len(list(check_writes.writing_calls(PythonFile(path)))) == 1


@pytest.mark.parametrize(
    "line", ["{}.update(a=1)", "hash.update(b'')", "super().save()", "picture.save(path)"]
)
def test_what_is_no_row_is_no_write(line: str, tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text(line)
    assert list(check_writes.writing_calls(PythonFile(path))) == []


def test_unmarked_text_is_found_and_marked_text_is_not() -> None:
    reader = check_text.Reader()
    source = (
        "{% block body_class %}is-narrow{% endblock %}"
        '{% translate "Halo" %}<p class="{% if a %}b{% endif %}">Terlupa {{ nama }}</p>'
        "{% blocktranslate %}Selamat {{ nama }}{% endblocktranslate %}"
        '<img alt="gambar"><b translate="no">Nama Diri</b> JP &middot;'
    )
    reader.feed(check_text.spoken_source(source))
    assert [words for _, words in reader.found] == ["Terlupa", "gambar"]


def test_sizes_stop_at_their_limit() -> None:
    assert not check_sizes.Size("function", "", 60).too_big
    assert check_sizes.Size("function", "", 61).too_big


@pytest.mark.parametrize("what", sorted(scaffold.PLACES))
def test_a_scaffold_is_valid_python_in_the_house_style(what: str) -> None:
    files = scaffold.files(what, "contoh")
    for path, text in files.items():
        if path.suffix == ".py" and text:
            assert ast.get_docstring(ast.parse(text))
    assert Path("README.md") in files


def test_a_scaffold_never_overwrites() -> None:
    assert (ROOT / "src/suluh/base").exists()
    with pytest.raises(Trouble):
        scaffold.create("app", "base")
