"""Every column that holds what people typed, found on the models; filled with whatever a test needs.

A new text column is filled by itself. `MACHINE` names the columns that only we write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from suluh.base.policies import protected_models

# Columns of text that no person types: keys, states, hashes, places of files, words of ours.
MACHINE = {
    "base_domainevent.name", "base_readerposition.reader", "base_longjob.name", "base_longjob.link",
    "base_limit.key", "organisation_agency.code", "organisation_agency.zone",
    "organisation_agency.accent", "organisation_unit.path", "identity_person.nip",
    "identity_account.password", "identity_account.username", "identity_account.language",
    "identity_account.email", "identity_session.session_key", "identity_session.session_data",
    "identity_columnmapping.header", "messaging_notice.key", "messaging_notice.kind",
    "messaging_notice.link", "messaging_delivery.channel", "messaging_sinkmail.message_id",
    "ledger_form.share", "ledger_conversionrule.certainty", "ledger_targetrule.certainty",
    "ledger_targetrule.status", "ledger_jpentry.activity_key", "ledger_jpentry.rule",
    "ledger_jpentry.source_type", "ledger_jpentry.source_id", "ledger_checkpoint.note",
    "credentials_certificate.code", "credentials_certificate.role", "credentials_certificate.kind",
    "credentials_certificate.source_type", "credentials_certificate.source_id",
    "credentials_certificate.claims", "credentials_certificate.file_sha256",
    "credentials_numberseries.pattern", "content_activity.kind", "delivery_offering.zone",
    "delivery_enrolment.source",
    "delivery_correction.content_sha256", "session_checkin.device",
    "session_meetingreport.file_sha256", "session_meetingrow.key", "reporting_personrate.unit_path",
    "reporting_personrate.status", "reporting_personrate.jenis", "reporting_personrate.rank_group",
    "reporting_personrate.sex", "reporting_unitrate.dimension", "reporting_unitrate.value",
}  # fmt: skip
# JSON columns whose strings people typed; None: all of them, else those under these keys.
TYPED: dict[str, set[str] | None] = {
    "base_domainevent.data": {"name", "text", "file", "rule", "unit", "fields"},
    "identity_importrun.mapping": {"samples", "header"},
    "identity_importrow.values": None,
    "identity_importrow.before": None,
    "identity_importrow.problems": {"value"},
    "credentials_certificatetemplate.settings": {
        "letterhead", "title", "issued_at", "name", "post", "rank",
    },
    "credentials_certificate.face": {
        "name", "position", "unit", "agency", "title", "place", "form_name", "predicate", "speaker",
    },
    "content_activity.settings": None,
    "content_logentry.changes": None,
    "session_poll.options": None,
    "session_meetingreport.refused": None,
    "survey_survey.questions": {"text"},
    "survey_surveyanswer.answers": None,
}  # fmt: skip


def text_columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every column that somebody's words may stand in."""
    for model, _protection in protected_models():
        for field in model._meta.concrete_fields:
            name = f"{model._meta.db_table}.{field.column}"
            typed = isinstance(field, models.CharField | models.TextField) and not field.choices
            file = isinstance(field, models.FileField)
            if name in TYPED or (typed and not file and name not in MACHINE):
                yield model, field


def fill(run: Callable[[str, list[Any]], list[tuple[Any, ...]]], text: str) -> int:
    """Write `text` into every such column of every row; gives how many columns were filled.

    `run` executes a statement and gives its rows; it must be allowed to.
    """
    filled = 0
    for model, field in text_columns():
        table, column = model._meta.db_table, str(field.column)
        if isinstance(field, models.JSONField):
            _fill_json(run, table, column, text)
        else:
            mark = _mark(model, field)
            room = (field.max_length or 10_000) - (12 if mark else 0)
            run(f"UPDATE {table} SET {column} = left(%s, %s){mark}", [text, room])
        filled += 1
    return filled


def _mark(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    """What makes the value of each row another one where the column is part of a unique key."""
    keys = [set(each.fields) for each in model._meta.constraints if hasattr(each, "fields")]
    alone = field.unique or any(field.name in key for key in keys)
    return f" || {model._meta.pk.column}::text" if alone else ""


def _fill_json(
    run: Callable[..., list[tuple[Any, ...]]], table: str, column: str, text: str
) -> None:
    keys = TYPED[f"{table}.{column}"]
    # `ctid` is where the row lies: tables have keys of several names.
    for place, value in run(f"SELECT ctid::text, {column}::text FROM {table}", []):
        changed = _with_text(json.loads(value), text, keys, is_typed=keys is None)
        run(
            f"UPDATE {table} SET {column} = %s::jsonb WHERE ctid = %s::tid",
            [json.dumps(changed), place],
        )


def _with_text(value: Any, text: str, keys: set[str] | None, *, is_typed: bool) -> Any:
    if isinstance(value, dict):
        return {
            key: _with_text(
                each, text, keys, is_typed=is_typed or (keys is not None and key in keys)
            )
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_with_text(each, text, keys, is_typed=is_typed) for each in value]
    return text if is_typed and isinstance(value, str) else value
