"""Colours can be read: the tokens in both themes, and any agency's accent."""

import re

import pytest

from suluh.base import accent
from suluh.base.assets import STYLES

SOURCE = (STYLES / "tokens.css").read_text(encoding="utf-8")
TOKENS = SOURCE.split("@media (prefers-contrast", maxsplit=1)[0]
PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunken"),
    ("muted", "paper"),
    ("muted", "card"),
    ("muted", "sunken"),
    ("primary", "paper"),
    ("primary", "card"),
    ("primary", "primary-soft"),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("on-torch", "torch"),
    ("on-torch", "torch-strong"),
    ("torch-ink", "torch-soft"),
    ("good", "good-soft"),
    ("good", "card"),
    ("bad", "bad-soft"),
    ("bad", "card"),
    ("on-bad", "bad"),
    ("on-bad", "bad-strong"),
    ("on-night", "night"),
    ("on-night", "deep"),
    ("on-night-soft", "night"),
    ("on-night-soft", "deep"),
    ("ink", "primary-soft"),
    ("ink", "torch-soft"),
    ("ink", "good-soft"),
    ("ink", "bad-soft"),
    ("muted", "line"),
]
SHAPES = [
    ("edge", "card"),
    ("edge", "paper"),
    ("focus", "paper"),
    ("focus", "card"),
    ("bar-low", "card"),
    ("part-2", "card"),
    ("part-3", "card"),
    ("part-4", "card"),
    ("part-5", "card"),
]


def theme(name: str) -> dict[str, str]:
    light, dark = TOKENS.split("@media screen and", 1)
    pattern = r"--([a-z0-9-]+): (#[0-9a-f]{3,6})\b"
    found = dict(re.findall(pattern, light))
    if name == "dark":
        found |= dict(re.findall(pattern, dark.split("@media screen {")[0]))
    return {
        key: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value
        for key, value in found.items()
    }


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read(name: str, ink: str, ground: str) -> None:
    colours = theme(name)
    ratio = accent.contrast(colours[ink], colours[ground])
    assert ratio >= 4.5, f"{ink} on {ground}, {name}: {ratio:.2f}"


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out(name: str, shape: str, ground: str) -> None:
    colours = theme(name)
    ratio = accent.contrast(colours[shape], colours[ground])
    assert ratio >= 3, f"{shape} on {ground}, {name}: {ratio:.2f}"


def test_manual_and_automatic_dark_are_the_same() -> None:
    _light, automatic, manual = re.split(
        r"@media screen(?: and [^{]*)?\{|@media screen[^{]*\{", TOKENS
    )
    pattern = r"--([a-z0-9-]+): ([^;]+);"
    assert dict(re.findall(pattern, automatic)) == dict(re.findall(pattern, manual))


@pytest.mark.parametrize(
    "colour", ["#ffffff", "#000000", "#ffff00", "#0f6674", "#7f7f7f", "#c8102e"]
)
def test_any_accent_becomes_readable(colour: str) -> None:
    sheet = accent.accent_sheet(colour)
    rules = re.findall(r"--accent:(#\w+);--accent-strong:(#\w+);--on-accent:(#\w+)", sheet)
    assert len(rules) == 3
    for (fill, strong, ink), card in zip(rules, ("#ffffff", "#11252d", "#11252d"), strict=True):
        assert accent.contrast(ink, fill) >= 4.5
        assert accent.contrast(ink, strong) >= 4.5
        assert accent.contrast(fill, card) >= 3


@pytest.mark.parametrize("colour", ["red", "#12345", "#0f6674}body{display:none", ""])
def test_accent_takes_only_a_colour(colour: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        accent.accent_sheet(colour)
