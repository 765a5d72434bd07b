"""The icon set: Lucide shapes from templates/base/icons.svg, drawn inline."""

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).parent / "templates" / "base" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)">(.*)</symbol>')


@cache
def shapes() -> dict[str, str]:
    """The drawing of each icon by name."""
    return dict(SYMBOL.findall(SPRITE.read_text(encoding="utf-8")))


@cache
def drawing(name: str) -> str:
    """The whole SVG of an icon; an unknown name is our mistake and says which names there are."""
    known = shapes()
    if name not in known:
        raise LookupError(f"no icon named {name!r}; known: {', '.join(sorted(known))}")
    return (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f"{known[name]}</svg>"
    )
