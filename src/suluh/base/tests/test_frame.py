"""The kept frame says the same as one drawn for the person, and never another person's words."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.template import engines

from suluh.base import frame


@dataclass(frozen=True)
class _Item:
    label: str
    url: str
    icon: str = ""
    current: bool = False
    badge: int = 0


@dataclass(frozen=True)
class _Navigation:
    person_name: str
    agency_name: str = ""
    unread: int = 0
    person_key: str = ""
    learner: list[_Item] = field(default_factory=lambda: [_Item("Beranda", "/", "house")])
    staff: list[_Item] = field(default_factory=list)
    account: list[_Item] = field(default_factory=list)
    notices_url: str = "/pemberitahuan/"
    home_url: str = "/"


def _header(name: str, agency: str = "", unread: int = 0) -> str:
    page = engines["django"].from_string('{% frame "base/parts/header.html" %}')
    navigation = _Navigation(name, agency, unread)
    return str(page.render({"navigation": navigation, "csrf_token": f"tanda-{name}"}))


def test_two_people_share_the_drawing_and_no_word() -> None:
    first, second = (
        _header("Rina Wulandari", "Pemprov A", 3),
        _header("Joko Susilo", "Pemprov B", 4),
    )
    assert "Rina Wulandari" in first
    assert "Pemprov A" in first
    assert 'value="tanda-Rina Wulandari"' in first
    for word in ("Rina", "RW", "Pemprov A", "tanda-Rina"):
        assert word not in second
    assert "\x01" not in first + second


def test_what_people_are_called_is_escaped() -> None:
    assert "<script>" not in _header("<script>alert(1)</script>", "<b>x</b>")


def test_one_drawing_serves_everyone_with_the_same_look() -> None:
    frame._drawing.cache_clear()
    for name in ("Ana", "Budi", "Citra"):
        _header(name)
    assert frame._drawing.cache_info().misses == 1
