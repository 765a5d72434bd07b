"""The lembar bimbingan as PDF, drawn by Typst; all text goes in as data, never as markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "lembar.typ"


def pdf(data: dict[str, Any], *, name: str) -> HttpResponse:
    """The page of paper."""
    import typst  # large, and few ask for a page of paper

    made = typst.compile(_source(), sys_inputs={"data": json.dumps(data)})
    answer = HttpResponse(bytes(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()
