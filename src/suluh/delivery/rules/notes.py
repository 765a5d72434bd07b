"""Two devices that write one note. Pure."""

from __future__ import annotations


def merged(*, kept: str, written: str, base: str) -> str:
    """The note after somebody wrote `written` on top of `base`, while `kept` stands here.

    Where another device changed it meanwhile, both stay: nobody's words are lost.
    """
    if kept.strip() in ("", written.strip()) or kept == base or kept.strip() in written:
        return written
    if written.strip() in kept:
        return kept
    return f"{kept.rstrip()}\n\n{written.lstrip()}"
