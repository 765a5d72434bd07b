"""Titles are compared by what they tell, however they are written."""

from __future__ import annotations

import pytest

from suluh.standards.titles import likeness, title_key


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Webinar: Arsip!", "webinar  ARSIP", 1.0),
        ("", "Arsip digital", 0.0),
        ("Arsip", "Arsip digital", 0.0),  # one word alone tells too little
        ("Arsip digital dasar", "Arsip digital lanjutan", 2 / 3),
    ],
)
def test_likeness(one: str, other: str, share: float) -> None:
    assert likeness(one, other) == pytest.approx(share)
    assert likeness(other, one) == pytest.approx(share)


def test_a_title_of_signs_has_no_key() -> None:
    assert title_key("—!") == ""
