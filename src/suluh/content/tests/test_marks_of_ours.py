"""Marks that Markdown has not: lists by letters, and folds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.content.rules.letterlists import numbered
from suluh.content.rules.richtext import to_html
from suluh.standards.lettering import MOST_LETTERS, MOST_ROMAN, is_lettered, number_of
from suluh.standards.marks import Lost, parsed, to_marks


def _drawn(text: str) -> str:
    return re.sub(r"\n", "", to_html(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a. satu\nb. dua\n   1. x\nc. tiga",
         '<ol type="a"><li>satu</li><li>dua<ol><li>x</li></ol></li><li>tiga</li></ol>'),
        ("Pasal:\nA) satu;\nB) dua",
         '<p>Pasal:</p><ol type="A"><li>satu;</li><li>dua</li></ol>'),
        ("i. a\nii. b\n\nLalu\n\niii. c",
         '<ol type="i"><li>a</li><li>b</li></ol><p>Lalu</p>'
         '<ol type="i" start="3"><li>c</li></ol>'),
        ("h. a\ni. b\nj. c",
         '<ol type="a" start="8"><li>a</li><li>b</li><li>c</li></ol>'),
        ("1. satu\n2. dua\na. huruf\nb. lagi\n3. tiga",
         '<ol><li>satu</li><li>dua</li></ol><ol type="a"><li>huruf</li><li>lagi</li></ol>'
         '<ol start="3"><li>tiga</li></ol>'),
        ("1. a. x\n   b. y\n2. z",
         '<ol><li><ol type="a"><li>x</li><li>y</li></ol></li><li>z</li></ol>'),
        ("> a. x\n> b. y",
         '<blockquote><ol type="a"><li>x</li><li>y</li></ol></blockquote>'),
        ("A. Rahman pergi", "<p>A. Rahman pergi</p>"),
        ("c. satu\n\na. dua", "<p>c. satu</p><p>a. dua</p>"),
        ("    a. kode\n    b. kode", "<pre><code>a. kodeb. kode</code></pre>"),
        ("```\na. x\nb. y\n```", "<pre><code>a. xb. y</code></pre>"),
    ],
)  # fmt: skip
def test_letters_number_a_list_where_they_have_a_neighbour(text: str, html: str) -> None:
    assert _drawn(text) == html


@given(st.sampled_from("aAiI"), st.integers(1, MOST_LETTERS - 4), st.integers(2, 4))
def test_what_is_written_as_a_list_is_read_as_that_list(kind: str, start: int, count: int) -> None:
    items = "".join(f"<li>x{n}<p>lagi</p></li>" for n in range(count))

    text = to_marks(parsed(f'<ol type="{kind}" start="{start}">{items}</ol>'), Lost())

    drawn = _drawn(text)
    named = f' start="{start}"' if start > 1 else ""
    assert f'<ol type="{kind}"' in drawn
    assert drawn.count("<li>") == count
    assert f"{named}>" in drawn
    assert drawn.count("<ol") == 1


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aiBv.) \n>-1`", max_size=40))
def test_looking_for_letters_changes_no_other_line(text: str) -> None:
    found = numbered(text)

    lines, before = found.text.split("\n"), text.split("\n")
    assert [len(line) for line in lines] == [len(line) for line in before]
    assert {n for n, line in enumerate(lines) if line != before[n]} == set(found.items)
    to_html(text)


def test_every_mark_is_one_of_its_kind() -> None:
    for kind, most in (("a", MOST_LETTERS), ("I", MOST_ROMAN)):
        assert len({number_of(kind, value) for value in range(1, most + 1)}) == most
        assert [is_lettered(kind, value) for value in (0, 1, most, most + 1)] == [
            False, True, True, False,
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("+++ Catatan *pemateri*\nIsi.\n\n- a\n+++\nSesudah",
         "<details><summary>Catatan <em>pemateri</em></summary><p>Isi.</p><ul><li>a</li></ul></details>"
         "<p>Sesudah</p>"),
        ("Sebelum\n+++ Nama\nsampai akhir",
         "<p>Sebelum</p><details><summary>Nama</summary><p>sampai akhir</p></details>"),
        ("- a\n  +++ Nama\n  isi\n  +++\n- b",
         "<ul><li>a<details><summary>Nama</summary><p>isi</p></details></li><li>b</li></ul>"),
        ("+++ <script>x</script>\n+++", "<details><summary>&lt;script&gt;x&lt;/script&gt;</summary></details>"),
        ("+++\nbukan", "<p>+++bukan</p>"),
        ("1 +++ 2", "<p>1 +++ 2</p>"),
    ],
)  # fmt: skip
def test_a_fold_has_its_name_and_ends_where_it_says(text: str, html: str) -> None:
    assert _drawn(text) == html
