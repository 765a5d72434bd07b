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
    "content_activity.kind", "ledger_cosignature.witness", "ledger_cosignature.key_hash",
    "ledger_cosignature.line", "quiz_attempt.seed", "quiz_question.sort",
    "quiz_bankimport.format", "quiz_regrade.way", "quiz_picture.sha256", "content_picture.sha256",
    "messaging_notice.link", "messaging_delivery.channel",
    "messaging_sinkmail.message_id", "messaging_sinkmail.reply_to",
    "ledger_form.share", "ledger_conversionrule.certainty", "ledger_targetrule.certainty",
    "ledger_targetrule.status", "ledger_jpentry.activity_key", "ledger_jpentry.rule",
    "ledger_jpentry.source_type", "ledger_jpentry.source_id", "ledger_checkpoint.note",
    "credentials_certificate.code", "credentials_certificate.role", "credentials_certificate.kind",
    "credentials_certificate.source_type", "credentials_certificate.source_id",
    "credentials_certificate.claims", "credentials_certificate.file_sha256",
    "credentials_numberseries.pattern", "delivery_offering.zone", "delivery_batchtrainer.zone",
    "delivery_enrolment.source", "assignment_work.needs", "assignment_mark.role",
    "recognition_claim.content_key", "recognition_claim.number_key",
    "recognition_claim.activity_key", "recognition_claim.certificate_code",
    "recognition_claim.source_type", "recognition_claim.source_id",
    "recognition_claim.reason_code",
    "delivery_correction.content_sha256", "discussion_post.standing", "session_checkin.device",
    "delivery_presencemark.before", "delivery_presencemark.device",
    "content_training.cover_mark", "delivery_offering.cover_mark",
    "delivery_graduationrule.certainty",
    "delivery_standing.predicate", "session_meetingreport.file_sha256", "session_meetingrow.key",
    "competency_maprow.unit_path", "competency_mapcell.unit_path",
    "competency_attainment.key", "competency_attainment.source_type",
    "competency_attainment.source_id", "competency_competencyversion.certainty",
    "competency_standard.certainty", "competency_holdingrule.certainty",
    "competency_sourcerule.certainty", "competency_bandrule.certainty",
    "planning_agencyline.key", "reporting_personrate.unit_path",
    "reporting_personrate.status", "reporting_personrate.jenis", "reporting_personrate.rank_group",
    "reporting_personindex.unit_path", "reporting_personindex.post_group",
    "reporting_personindex.category", "reporting_indexrule.certainty",
    "reporting_personrate.sex", "reporting_unitrate.dimension", "reporting_unitrate.value",
}  # fmt: skip
# JSON columns whose strings people typed; None: all of them, else those under these keys.
TYPED: dict[str, set[str] | None] = {
    "base_domainevent.data": {"name", "text", "file", "rule", "unit", "fields"},
    "delivery_assignment.rule": {"post", "jenjang", "rank"},
    "delivery_pathassignment.rule": {"post", "jenjang", "rank"},
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
    "library_book.titles": None,
    "content_activity.settings": {"text", "intro", "caption", "title"},
    "content_parcel.report": {"path", "title"},
    "content_logentry.changes": {"added", "removed", "changed", "before", "after", "title"},
    "delivery_tally.activities": {"title"},
    "delivery_tally.units": {"name", "above"},
    "delivery_graduationrule.bands": {"word"},
    "delivery_paper.content": {
        "name", "unit", "place", "chair", "chair_post", "note", "post", "rank", "city",
        "basis",
    },
    "quiz_questionversion.data": {"text", "feedback", "pairs", "rubric", "alt", "regions"},
    "quiz_response.answer": {"text"},
    "planning_planstep.content": {"post", "name", "title"},
    "quiz_bankimport.notes": None,
    "quiz_bankimport.problem": None,
    "quiz_bankimportrow.data": {"text", "feedback", "pairs", "rubric", "category", "name", "tags"},
    "quiz_bankimportrow.before": {"text", "feedback", "pairs", "rubric", "category", "name", "tags"},
    "quiz_bankimportrow.remarks": None,
    "competency_sheetimport.rows": None,
    "session_poll.options": None,
    "session_meetingreport.refused": None,
    "discussion_post.mentioned": None,
    "survey_survey.questions": {"text"},
    "survey_surveyanswer.answers": None,
}  # fmt: skip
# JSON columns in which nobody's words stand: counts, ids, places, rules, facts of ours.
NUMBERS = {
    "competency_sheetimport.counts",
    "content_version.completion", "document_reading.seconds", "delivery_batch.costs",
    "delivery_correction.people", "delivery_tally.counts", "delivery_enrolment.result",
    "delivery_offering.attendance_rule", "delivery_progress.days", "delivery_progress.position",
    "delivery_rosterslot.reminded", "identity_columnmapping.columns", "identity_importrun.counts",
    "ledger_jpentry.facts", "library_book.needed",
    "library_bookreading.seconds", "messaging_sinkmail.attachments", "quiz_attempt.drawn",
    "planning_agencyplan.composers",
    "quiz_bankimport.counts", "quiz_mark.earned", "quiz_regrade.counts", "quiz_regrade.paths",
    "competency_assessment.observed", "reporting_indexforms.technical",
    "reporting_indexforms.seminar", "reporting_indexrule.law",
    "session_meetingrow.suggestions", "video_clip.packed", "video_play.spans",
}  # fmt: skip

# Rows whose text is a number by its kind, which their door lets nothing else into.
ONLY = {"identity_personfact.value": "t.kind <> 'ip_asn'"}

Column = tuple[type[models.Model], "models.Field[Any, Any]"]


def text_columns() -> Iterator[Column]:
    """Every column that somebody's words may stand in."""
    for model, _protection in protected_models():
        for field in model._meta.concrete_fields:
            name = f"{model._meta.db_table}.{field.column}"
            typed = isinstance(field, models.CharField | models.TextField) and not field.choices
            file = isinstance(field, models.FileField)
            if name in TYPED or (typed and not file and name not in MACHINE):
                yield model, field


def fill(run: Callable[[str, list[Any]], list[tuple[Any, ...]]], *texts: str) -> int:
    """Write the first of `texts` that has room into every such column of every row.

    `run` executes a statement and gives its rows; it must be allowed to. What has no room at all
    is cut. Gives how many columns were filled.
    """
    filled = 0
    for model, field in text_columns():
        table, column = model._meta.db_table, str(field.column)
        if isinstance(field, models.JSONField):
            _fill_json(run, table, column, texts[0])
        else:
            mark = _mark(model, field)
            room = (field.max_length or 10_000) - (12 if mark else 0)
            text = next((each for each in texts if len(each) <= room), texts[-1])
            only = ONLY.get(f"{table}.{column}", "true")
            run(f"UPDATE {table} t SET {column} = left(%s, %s){mark} WHERE {only}", [text, room])
        filled += 1
    return filled


def scatter(
    run: Callable[..., Any], column: Column, ways: list[str], *, start: int, most: int = 300
) -> None:
    """Write into the column of each row another one of `ways`, beginning at `start`.

    Expects a table `way (words, number)` of them; of JSON columns the first `most` rows.
    """
    model, field = column
    table, name = model._meta.db_table, str(field.column)
    if not isinstance(field, models.JSONField):
        mark = _mark(model, field, of="t.")
        room = (field.max_length or 10_000) - (12 if mark else 0)
        only = ONLY.get(f"{table}.{name}", "true")
        run(
            f"UPDATE {table} t SET {name} = left(w.words, %s){mark} FROM"
            f" (SELECT ctid, row_number() OVER (ORDER BY ctid) AS n FROM {table}) r"
            " JOIN way w ON w.number = (r.n + %s) %% %s + 1 WHERE t.ctid = r.ctid"
            f" AND {only}",
            [room, start, len(ways)],
        )
        return
    keys = TYPED[f"{table}.{name}"]
    rows = run(f"SELECT ctid::text, {name}::text FROM {table} ORDER BY ctid DESC LIMIT %s", [most])
    for number, (place, value) in enumerate(rows.fetchall(), start=start):
        changed = _with_text(
            json.loads(value), ways[number % len(ways)], keys, is_typed=keys is None
        )
        run(
            f"UPDATE {table} SET {name} = %s::jsonb WHERE ctid = %s::tid",
            [json.dumps(changed), place],
        )


def _mark(model: type[models.Model], field: models.Field[Any, Any], *, of: str = "") -> str:
    """What makes the value of each row another one where the column is part of a unique key."""
    keys = [set(each.fields) for each in model._meta.constraints if hasattr(each, "fields")]
    alone = field.unique or any(field.name in key for key in keys)
    return f" || {of}{model._meta.pk.column}::text" if alone else ""


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
