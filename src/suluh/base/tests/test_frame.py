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


def test_a_part_is_drawn_once_for_its_values_and_holds_nobodys_token() -> None:
    page = engines["django"].from_string('{% kept "base/parts/empty.html" title=judul why=sebab %}')
    frame._part.cache_clear()
    first = page.render({"judul": "Kosong", "sebab": "<b>", "csrf_token": "tanda"})
    again = page.render({"judul": "Kosong", "sebab": "<b>", "asing": "rahasia"})
    other = page.render({"judul": "Lain", "sebab": "<b>"})

    assert first == again
    assert "Kosong" in first
    assert "<b>&lt;b&gt;</b>" not in first
    assert "&lt;b&gt;" in first
    assert "Lain" in other
    assert frame._part.cache_info().misses == 2


def test_each_persons_token_is_filled_into_a_kept_form() -> None:
    form = engines["django"].from_string('{% kept "base/parts/confirm.html" item="x" %}')
    assert "\x01" not in form.render({"csrf_token": "tanda"})
