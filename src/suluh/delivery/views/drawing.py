"""Papers as PDF by Typst; all text goes in as data, never as markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "surat.typ"


def pdf_answer(data: dict[str, Any], *, name: str) -> HttpResponse:
    """The paper in the browser."""
    answer = HttpResponse(pdf_of(data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def pdf_of(data: dict[str, Any]) -> bytes:
    """The paper; its last rows stand with the signature."""
    import typst  # large, and few ask for a page of paper

    return bytes(typst.compile(_source(), sys_inputs={"data": json.dumps(data)}))


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()
