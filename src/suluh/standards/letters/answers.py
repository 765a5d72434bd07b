"""What somebody wrote anew in a letter: without quotes, lead-ins and signatures.

Our own letters carry a line above which one answers, so most is certain; the rest knows the ways of
mail programs in Indonesian and English.
"""

from __future__ import annotations

import re

MARK = "##-"  # the line in our letters begins and ends with it, whatever the language between
_LONGEST_LEAD_IN = 400
_JOINED = 3  # a lead-in is wrapped over so many lines at most

_LEAD_INS = (
    re.compile(r"(pada|on)\b.*(\d{4}|\d[.:]\d\d).*\b(menulis|wrote)\s*:?", re.IGNORECASE),
    re.compile(r"\d{4}.*(menulis|wrote)\s*:", re.IGNORECASE),
)
_HEADS = re.compile(
    r"-{2,}\s*(original message|pesan asli|forwarded message|pesan terusan)\s*-{2,}|_{10,}",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\*?(dari|from)\s*:\*?\s*\S", re.IGNORECASE)
_SECOND_FIELD = re.compile(
    r"\*?(dikirim|tanggal|kepada|ke|sent|date|to|subject|subjek|perihal)\s*:", re.IGNORECASE
)
_SIGNS = re.compile(
    r"(dikirim dari|sent from|dapatkan outlook|get outlook|terkirim dari|sent with)\b",
    re.IGNORECASE,
)


def answer_of(text: str) -> str:
    """The writer's own words; '' where there are none."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    own: list[str] = []
    for number, line in enumerate(lines):
        if _ends(lines, number):
            break
        if not line.lstrip().startswith(">"):
            own.append(line)
    while own and _is_lead_in(own[-1].strip()):
        own.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip()


def _ends(lines: list[str], number: int) -> bool:
    """Whether the writer's own words end before this line."""
    line = lines[number].strip()[:_LONGEST_LEAD_IN]
    if MARK in line or lines[number] in {"--", "—"}:
        return True
    if _HEADS.fullmatch(line) or (_SIGNS.match(line) and len(line) < 80):
        return True
    if _FIELD.match(line) and any(
        _SECOND_FIELD.match(each.strip()) for each in lines[number + 1 : number + 4]
    ):
        return True
    return _begins_quote(lines, number)


def _begins_quote(lines: list[str], number: int) -> bool:
    """A lead-in, perhaps wrapped, after which something is quoted or nothing of weight comes."""
    if not lines[number].strip():
        return False
    for count in range(1, _JOINED + 1):
        joined = " ".join(each.strip() for each in lines[number : number + count])
        if _is_lead_in(joined) and joined.endswith(":"):
            return True
    return False


def _is_lead_in(line: str) -> bool:
    return (
        bool(line)
        and len(line) < _LONGEST_LEAD_IN
        and any(each.fullmatch(line) for each in _LEAD_INS)
    )
