"""An agency's own colour: from one hex value to a small style sheet that stays readable. Pure."""

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
CARD = {"light": "#ffffff", "dark": "#11252d"}
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
WHITE, NIGHT = "#ffffff", "#06222a"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG defines it."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with that share of `other` in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def accent_sheet(colour: str) -> str:
    """The style sheet of an agency; an unreadable colour is moved until it can be read.

    Raises ValueError where `colour` is not #rrggbb.
    """
    if not HEX.fullmatch(colour):
        raise ValueError("an accent is written #rrggbb")
    light = _rules(_visible(colour.lower(), CARD["light"], NIGHT))
    dark = _rules(_visible(colour.lower(), CARD["dark"], WHITE))
    return (
        f":root{{{light}}}"
        "@media screen and (prefers-color-scheme:dark)"
        f'{{:root:not([data-theme="terang"]){{{dark}}}}}'
        f'@media screen{{:root[data-theme="gelap"]{{{dark}}}}}\n'
    )


def _rules(accent: str) -> str:
    ink = WHITE if contrast(WHITE, accent) >= contrast(NIGHT, accent) else NIGHT
    strong = mixed(accent, NIGHT if ink == WHITE else WHITE, 0.18)
    return f"--accent:{accent};--accent-strong:{strong};--on-accent:{ink}"


def _visible(colour: str, card: str, toward: str) -> str:
    """The colour, moved step by step until shapes stand out and words on it can be read."""
    for step in range(21):
        tried = mixed(colour, toward, step / 20)
        readable = max(contrast(WHITE, tried), contrast(NIGHT, tried)) >= TEXT_CONTRAST
        if readable and contrast(tried, card) >= SHAPE_CONTRAST:
            return tried
    return toward


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
