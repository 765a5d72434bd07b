"""Papers as PDF by Typst; all text goes in as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "surat.typ"
_FEWEST_ROWS = 4  # beside the signature on a page of their own
_OTHER_PADDINGS = (0, -1, 1, 2, 3)  # in points, in the order in which they are tried


def pdf_answer(data: dict[str, Any], *, name: str) -> HttpResponse:
    """The paper in the browser."""
    answer = HttpResponse(pdf_of(data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def pdf_of(data: dict[str, Any]) -> bytes:
    """The paper; its rows are spaced so that none goes to the last page alone."""
    import typst  # large, and few ask for a page of paper

    drawn = next((each for each in _spaced(data) if _is_balanced(each)), data)
    return bytes(typst.compile(_source(), sys_inputs={"data": json.dumps(drawn)}))


def _spaced(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for more in _OTHER_PADDINGS:
        yield data | {"padding": data["padding"] + more}


def _is_balanced(data: dict[str, Any]) -> bool:
    """Whether all is on one page, or enough rows stand with the signature on the last one."""
    import typst

    if not data["rows"]:
        return True
    found = typst.query(_source(), "<letak>", field="value", sys_inputs={"data": json.dumps(data)})
    *rows, last = json.loads(found)
    return last == 1 or sum(page == last for page in rows) >= _FEWEST_ROWS


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()
