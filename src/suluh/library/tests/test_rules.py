"""ISBN, words of a search, passages: pure rules."""

from __future__ import annotations

import pytest

from suluh.library.rules.isbn import find_isbn, read_isbn
from suluh.library.rules.words import guess_language, passages, search_words, variants


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("978-602-03-3295-6", "9786020332956"), ("9786020332956", "9786020332956"),
        ("602-03-3295-8", ""), ("978-602-03-3295-7", ""), ("0-306-40615-2", "9780306406157"),
        ("0-8044-2957-X", "9780804429573"), ("", ""), ("abc", ""), ("123", ""),
    ],
)  # fmt: skip
def test_an_isbn_is_checked_by_its_last_digit(typed: str, kept: str) -> None:
    assert read_isbn(typed) == kept


def test_an_isbn_is_found_among_other_numbers() -> None:
    assert find_isbn("NIP 198503122010012003, ISBN 978-602-03-3295-6 (cetak)") == "9786020332956"
    assert find_isbn("tanpa nomor 12345") == ""


def test_words_that_stand_everywhere_are_not_sought() -> None:
    assert search_words("Apa yang dimaksud dengan Arsip?") == ["dimaksud", "arsip"]
    assert search_words("dan yang") == ["dan", "yang"]


@pytest.mark.parametrize(
    ("stem", "found"),
    [("mimpin", ["mimpin", "pimpin"]), ("pimpin", ["pimpin", "mimpin"]), ("arsip", ["arsip"]),
     ("sapu", ["sapu"]), ("nyanyi", ["nyanyi", "sanyi"])],
)  # fmt: skip
def test_a_swallowed_letter_is_given_back(stem: str, found: list[str]) -> None:
    assert variants(stem) == found


def test_passages_cover_the_text_without_cutting_words() -> None:
    text = "kata " * 1_000
    parts = list(passages(text))
    assert "".join(text[start : start + length] for start, length in parts) == text
    assert all(text[start : start + length].strip()[:4] == "kata" for start, length in parts)
    assert list(passages("")) == []


def test_the_language_is_told_by_small_words() -> None:
    assert guess_language("surat yang baik dan sopan untuk warga") == "id"
    assert guess_language("the letter of the day and the week") == "en"
    assert guess_language("") == "id"
