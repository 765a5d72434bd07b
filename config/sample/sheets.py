"""The sample's documents: sheets typeset from `texts/`, taken apart as an upload is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from suluh.activities.document.models import Reading
from suluh.activities.document.rules import reading as rules
from suluh.delivery.models import Progress
from suluh.library.actions.documents import keep_document, unpack

TEXTS = Path(__file__).parent / "texts"


def settings_of(lines: Sequence[str], *, tenant_id: int, at: datetime) -> dict[str, Any]:
    """`berkas: lembar-surat.typ` names the sheet, `nama:` the file that people see."""
    facts = {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    data: bytes = typst.compile(TEXTS / facts["berkas"])
    book = unpack(data)
    made = keep_document(
        tenant_id=tenant_id, name=facts["nama"], data=data, book=book, by_id=None, now=at
    )
    known = rules.settings_of(
        document=made.uuid, name=made.name, format=made.format, pages=book.pages
    )
    return known | {"share": 100, "download": True}


def keep_readings(steps: Iterable[Progress]) -> None:
    """What those left behind who have read a document."""
    Reading.objects.bulk_create(
        Reading(
            tenant_id=step.tenant_id, enrolment_id=step.enrolment_id, activity_id=step.activity_id,
            person_id=step.person_id, page=len(rules.needed(step.activity.settings)),
            seconds={str(n): 2 * s for n, s in enumerate(rules.needed(step.activity.settings), 1)},
            at=step.changed_at,
        )
        for step in steps
        if step.activity.kind == "document" and step.state == Progress.State.DONE
    )  # fmt: skip
