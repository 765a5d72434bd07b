"""Cases of the cross-tenant probe: delivery's routes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.signing import Signer

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.content.models import Picture
from suluh.content.tests import make as texts
from suluh.delivery.models import (
    Complaint,
    Correction,
    Document,
    Enrolment,
    LearningPath,
    Offering,
    PathAssignment,
    PathPlace,
    RosterSlot,
    Series,
)
from suluh.delivery.tests import make
from suluh.delivery.tests import probe_classes as of_class
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

_numbers = count(1)
_NOBODY = "01990000-0000-7000-8000-000000000000"


def _picture(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = Picture.objects.create(
            tenant=world.other, file=ContentFile(b"gambar", name="a.webp"), sha256="0" * 64,
            width=10, height=10, created_at=texts.NOW,
        )  # fmt: skip
    return {"picture": made.uuid}


def _event(world: World) -> Offering:
    event = make.offering(world.other, audience="agency", title=f"Acara {world.canary}")
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=world.other,
            offering=event,
            person=world.other_person,
            home=world.other,
            name=world.other_person.name,
            registered_at=make.NOW,
        )
    return event


def _one(world: World) -> Mapping[str, Any]:
    return {"uuid": _event(world).uuid}


def _pictured(world: World) -> Mapping[str, Any]:
    event, mark = _event(world), "0123456789abcdef"
    with scoped(SYSTEM):
        Offering.objects.filter(pk=event.pk).update(cover_mark=mark)
    return {"uuid": event.uuid, "mark": mark}


def _step(world: World) -> Mapping[str, Any]:
    return {"uuid": _event(world).uuid, "step": "waktu"}


def _document(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        file = Document.objects.create(
            tenant=world.other,
            offering=event,
            name=f"{world.canary}.pdf",
            file=ContentFile(b"isi", name="isi.pdf"),
            created_at=make.NOW,
        )
    return {"uuid": event.uuid, "document_uuid": file.uuid}


def _make_series(world: World) -> Series:
    with scoped(SYSTEM):
        return Series.objects.create(
            tenant=world.other, name=f"Seri {world.canary} {next(_numbers)}", created_at=make.NOW
        )


def _series(world: World) -> Mapping[str, Any]:
    return {"uuid": _make_series(world).uuid}


def _slot(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        slot = RosterSlot.objects.create(
            tenant=world.other,
            series=_make_series(world),
            unit=world.other_unit,
            date="2026-10-01",
            theme=world.canary,
            created_at=make.NOW,
        )
    return {"uuid": slot.uuid}


def _of_event(world: World) -> Mapping[str, Any]:
    return {"event": _event(world).uuid}


def _complaint(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        complaint = Complaint.objects.create(
            tenant=world.other,
            enrolment=Enrolment.objects.get(offering=event),
            person=world.other_person,
            text=world.canary,
            evidence=ContentFile(b"isi", name="bukti.pdf"),
            created_at=make.NOW,
        )
    return {"uuid": complaint.uuid}


def _correction(world: World) -> Mapping[str, Any]:
    event = _event(world)
    with scoped(SYSTEM):
        asked = Correction.objects.create(
            tenant=world.other,
            offering=event,
            people=[world.other_person.pk],
            content_sha256="0" * 64,
            reason=world.canary,
            asked_by_id=world.other_person.pk,
            asked_at=make.NOW,
        )
    return {"event": event.uuid, "uuid": asked.uuid}


def _feed(world: World) -> Mapping[str, Any]:
    _event(world)
    return {"token": Signer(salt="agenda", sep=".").sign(world.other_person.uuid.hex)}


def _path(world: World) -> LearningPath:
    with scoped(SYSTEM):
        path = LearningPath.objects.create(
            tenant=world.other, title=f"Jalur {world.canary}", state="published", created_by_id=1,
            created_at=make.NOW,
        )  # fmt: skip
        PathPlace.objects.create(
            tenant=world.other, path=path, person=world.other_person, home=world.other,
            name=world.canary, joined_at=make.NOW,
        )  # fmt: skip
    return path


def _one_path(world: World) -> Mapping[str, Any]:
    return {"uuid": _path(world).uuid}


def _path_act(world: World) -> Mapping[str, Any]:
    path = _path(world)
    with scoped(SYSTEM):
        made = PathAssignment.objects.create(
            tenant=world.other, path=path, unit=world.other_unit, follows=True, by_id=1,
            reason=world.canary, created_at=make.NOW,
        )  # fmt: skip
    return {"uuid": path.uuid, "assignment": made.uuid}


def _carried(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        competency = Competency.objects.get(tenant=None, code="M.01")
    return {"uuid": _one(world)["uuid"], "competency": competency.uuid}


CASES: dict[str, Case] = {
    "training_picture": Foreign(_picture),
    "batch_trainers": Foreign(of_class.taught, {"siapa": "orang@contoh.go.id"}),
    "batch_trainer_end": Foreign(of_class.trainer),
    "teaching": Own(of_class.trainer),
    "complain": Foreign(_of_event, {"text": "Saya hadir"}),
    "complaints": Own(_complaint),
    "complaint": Foreign(_complaint, {"answer": "Baik", "decision": "granted"}),
    "evidence": Foreign(_complaint),
    "mark_people": Foreign(_of_event),
    "correction": Foreign(_correction),
    "correction_refuse": Foreign(_correction, {"reason": "Salah"}),
    "learn": Own(_event),
    "events": Own(_event),
    "event": Foreign(_one),
    "event_register": Foreign(_one),
    "event_leave": Foreign(_one),
    "event_room": Foreign(_one),
    "event_calendar": Foreign(_one),
    "event_banner": Foreign(_one),
    "card_picture": Foreign(_pictured),
    "event_document": Foreign(_document),
    "course": Foreign(of_class.course),
    "course_cover": Foreign(of_class.course),
    "course_begin": Foreign(of_class.course),
    "course_learn": Foreign(of_class.course),
    "course_lesson": Foreign(of_class.lesson, {"end": "1"}),
    "course_note": Foreign(of_class.lesson, {"catatan": "Lain", "dasar": ""}),
    "course_notes": Foreign(of_class.course),
    "text_size": Public("remembers a size on this device, reads nothing"),
    "course_assign": Foreign(of_class.course, {"whom": "list", "numbers": "199001012020011001"}),
    "assignment_end": Foreign(of_class.assignment),
    "assign_by_rule": Foreign(of_class.course, {"jenis": "2"}),
    "assignment": Foreign(of_class.assignment),
    "assignment_undo": Foreign(of_class.assignment),
    "course_ask": Foreign(of_class.gate, {"note": "Ingin ikut"}),
    "course_withdraw": Foreign(of_class.gate),
    "course_gate": Foreign(
        of_class.gate, {"approval": "none", "wait_days": "3", "on_timeout": "pass"}
    ),
    "graduation_law": Public("rules of the nation, the same for everybody"),
    "graduation_rule_new": Public("rules of the nation, the same for everybody"),
    "course_waiver": Foreign(of_class.gate, {"nip": "199001012020011001", "reason": "Boleh"}),
    "waiver_withdraw": Foreign(of_class.waiver, {"reason": "Keliru orang dan keliru hari."}),
    "requests": Own(of_class.gated),
    "requests_mine": Own(of_class.gated),
    "own_courses": Own(of_class.batch),
    "requests_decide": Own(of_class.gated),
    "requests_delegate": Own(of_class.gated),
    "paths": Own(_path),
    "path": Foreign(_one_path),
    "path_join": Foreign(_one_path),
    "path_leave": Foreign(_one_path),
    "manage_paths": Own(_path),
    "path_new": Own(_path),
    "manage_path": Foreign(_one_path),
    "path_edit": Foreign(_one_path, {"title": "Lain", "mode": "all", "audience": "agency"}),
    "path_state": Foreign(_one_path, {"keadaan": "tutup"}),
    "path_assign": Foreign(_one_path, {"jenis": "2"}),
    "path_assign_list": Foreign(_one_path, {"numbers": "199001012015031001"}),
    "path_assignment": Foreign(_path_act),
    "path_assignment_end": Foreign(_path_act),
    "path_assignment_undo": Foreign(_path_act),
    "obligations": Own(of_class.make_course),
    "obligations_remind": Own(of_class.make_course),
    "training_courses": Foreign(of_class.training, {"mode": "always", "audience": "agency"}),
    "course_manage": Foreign(of_class.course),
    "course_close": Foreign(of_class.course),
    "course_audience": Foreign(of_class.course, {"audience": "national", "ya": "1"}),
    "course_change": Foreign(of_class.course, {"title": "Diambil alih"}),
    "course_cancel": Foreign(of_class.course, {"reason": "Diambil alih"}),
    "batch_rules": Foreign(of_class.batch, {"attendance_share": "10"}),
    "batch_timetable": Foreign(of_class.batch, {"subject": "Lain"}),
    "batch_day": Foreign(of_class.batch, {"day": "2026-09-16", "to": "2026-09-17"}),
    "meeting_edit": Foreign(of_class.meeting, {"subject": "Lain"}),
    "meeting_remove": Foreign(of_class.meeting),
    "course_report": Foreign(of_class.course),
    "batch_states": Foreign(of_class.batch, {"to": "diverifikasi"}),
    "batch_marks": Foreign(of_class.batch, {f"n:{_NOBODY}:{_NOBODY}": "90"}),
    "batch_tell": Foreign(of_class.batch, {"pilih": _NOBODY, "title": "a", "body": "b"}),
    "batch_costs": Foreign(of_class.batch, {"pengajar": "1"}),
    "batch_papers": Foreign(of_class.batch, {"kind": "tugas", "number": "1"}),
    "paper_pdf": Foreign(of_class.paper),
    "roll_pdf": Foreign(of_class.meeting),
    "batch_close": Foreign(of_class.batch, {"number": "1"}),
    "batch_rolls": Foreign(of_class.meeting_of),
    "roll": Foreign(of_class.meeting),
    "roll_tick": Foreign(of_class.meeting, {"place": _NOBODY, "status": "hadir"}),
    "roll_all": Foreign(of_class.meeting),
    "roll_close": Foreign(of_class.meeting),
    "roll_scan": Foreign(of_class.meeting, {"words": "[]"}),
    "roll_correct": Foreign(of_class.presence, {"status": "hadir", "reason": "Lain"}),
    "course_card": Foreign(of_class.batch),
    "course_timetable": Foreign(of_class.meeting_of),
    "course_calendar": Foreign(of_class.meeting_of),
    "agenda": Own(_event),
    "agenda_feed": Public("the signed address is the key; its holder reads one calendar", _feed),
    "series": Public("names and descriptions of series are public", _series),
    "manage_events": Own(_event),
    "event_new": Own(_event),
    "manage_event": Foreign(_one),
    "manage_people": Foreign(_one),
    "manage_cancel": Foreign(_one, {"reason": "Batal"}),
    "manage_copy": Foreign(_one),
    "event_competencies": Foreign(_one, {"competency": _NOBODY, "level": "2"}),
    "event_competency_drop": Foreign(_carried),
    "event_publish": Foreign(_one),
    "event_lineup": Foreign(_one, {"aksi": "hapus", "bagian": "1"}),
    "event_step": Foreign(_step),
    "event_preview": Foreign(_step),
    "manage_series_list": Own(_make_series),
    "series_new": Own(_make_series),
    "manage_series": Foreign(_series),
    "series_edit": Foreign(_series, {"name": "Lain"}),
    "series_fairness": Foreign(_series),
    "slot_change": Foreign(_slot, {"reason": "Ubah"}),
    "slot_swap": Foreign(_slot, {"reason": "Tukar"}),
    "slot_cancel": Foreign(_slot, {"reason": "Batal"}),
    "slot_confirm": Foreign(_slot),
}
