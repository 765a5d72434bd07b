"""URLs of delivery: catalogue and events for everyone, organising, series, agenda."""

from django.urls import URLPattern, path

from suluh.delivery.views import (
    agenda,
    assigning,
    batch,
    catalogue,
    courses,
    event,
    learning,
    lineup,
    manage,
    notes,
    obligations,
    review,
    series,
    timetable,
    wizard,
)
from suluh.identity.middleware import signed_in

_MANAGE = "kelola/acara/<uuid:uuid>/"
_SLOT = "kelola/seri/giliran/<uuid:uuid>/"
_BATCH = "kelola/kelas/<uuid:uuid>/"
_MARK = "kelola/acara/<uuid:event>/tandai/"

urlpatterns: list[URLPattern] = [
    path("belajar/", catalogue.learn, name="learn"),
    path("acara/", catalogue.events, name="events"),
    path("acara/<uuid:uuid>/", event.event, name="event"),
    path("acara/<uuid:uuid>/daftar/", event.take_place, name="event_register"),
    path("acara/<uuid:uuid>/batal/", event.leave_place, name="event_leave"),
    path("acara/<uuid:uuid>/ruang/", signed_in(event.room), name="event_room"),
    path("acara/<uuid:uuid>/kalender.ics", event.calendar_file, name="event_calendar"),
    path("acara/<uuid:uuid>/spanduk.webp", event.banner, name="event_banner"),
    path("acara/<uuid:uuid>/berkas/<uuid:document_uuid>/", event.document, name="event_document"),
    path("pelatihan/<uuid:uuid>/", learning.course, name="course"),
    path("pelatihan/<uuid:uuid>/mulai/", learning.begin, name="course_begin"),
    path("pelatihan/<uuid:uuid>/belajar/", signed_in(learning.learn), name="course_learn"),
    path(
        "pelatihan/<uuid:uuid>/belajar/<uuid:key>/",
        signed_in(learning.lesson),
        name="course_lesson",
    ),
    path(
        "pelatihan/<uuid:uuid>/belajar/<uuid:key>/catatan/",
        signed_in(notes.note),
        name="course_note",
    ),
    path("pelatihan/<uuid:uuid>/catatan/", signed_in(notes.notes), name="course_notes"),
    path("tampilan/huruf/", notes.text_size, name="text_size"),
    path("pelatihan/<uuid:uuid>/tugaskan/", signed_in(courses.assign_people), name="course_assign"),
    path(
        "pelatihan/<uuid:uuid>/tugaskan/<uuid:assignment>/akhiri/",
        signed_in(courses.end),
        name="assignment_end",
    ),
    path(
        "pelatihan/<uuid:uuid>/tugaskan/aturan/",
        signed_in(assigning.assign_by_rule),
        name="assign_by_rule",
    ),
    path(
        "pelatihan/<uuid:uuid>/tugaskan/<uuid:assignment>/",
        signed_in(assigning.assignment),
        name="assignment",
    ),
    path(
        "pelatihan/<uuid:uuid>/tugaskan/<uuid:assignment>/batalkan/",
        signed_in(assigning.undo),
        name="assignment_undo",
    ),
    path("kewajiban/", signed_in(obligations.show), name="obligations"),
    path("kewajiban/ingatkan/", signed_in(obligations.remind), name="obligations_remind"),
    path(
        "kelola/pelatihan/<uuid:uuid>/kelas/",
        signed_in(courses.of_training),
        name="training_courses",
    ),
    path("kelola/kelas/<uuid:uuid>/", signed_in(courses.manage), name="course_manage"),
    path("kelola/kelas/<uuid:uuid>/tutup/", signed_in(courses.close), name="course_close"),
    path(f"{_BATCH}aturan/", signed_in(batch.rules), name="batch_rules"),
    path(f"{_BATCH}jadwal/", signed_in(timetable.manage), name="batch_timetable"),
    path(f"{_BATCH}jadwal/hari/", signed_in(timetable.shift_day), name="batch_day"),
    path(f"{_BATCH}jadwal/<uuid:meeting>/", signed_in(timetable.change), name="meeting_edit"),
    path(
        f"{_BATCH}jadwal/<uuid:meeting>/hapus/", signed_in(timetable.remove), name="meeting_remove"
    ),
    path("pelatihan/<uuid:uuid>/jadwal/", signed_in(timetable.own), name="course_timetable"),
    path(
        "pelatihan/<uuid:uuid>/jadwal.ics",
        signed_in(timetable.calendar_file),
        name="course_calendar",
    ),
    path("agenda/", signed_in(agenda.agenda), name="agenda"),
    path("agenda/umpan/<str:token>.ics", agenda.feed, name="agenda_feed"),
    path("seri/<uuid:uuid>/", series.public_series, name="series"),
    path("kelola/acara/", signed_in(manage.events), name="manage_events"),
    path("kelola/acara/baru/", signed_in(wizard.new), name="event_new"),
    path(_MANAGE, signed_in(manage.event), name="manage_event"),
    path(f"{_MANAGE}peserta/", signed_in(manage.people), name="manage_people"),
    path(f"{_MANAGE}batalkan/", signed_in(manage.cancel), name="manage_cancel"),
    path(f"{_MANAGE}salin/", signed_in(manage.copy), name="manage_copy"),
    path(f"{_MANAGE}terbitkan/", signed_in(wizard.publish), name="event_publish"),
    path(f"{_MANAGE}ubah/pembicara/", signed_in(lineup.lineup), name="event_lineup"),
    path(f"{_MANAGE}ubah/<slug:step>/", signed_in(wizard.step), name="event_step"),
    path(f"{_MANAGE}pratinjau/<slug:step>/", signed_in(wizard.preview), name="event_preview"),
    path("kelola/seri/", signed_in(series.series_list), name="manage_series_list"),
    path("kelola/seri/baru/", signed_in(series.edit_series), name="series_new"),
    path("kelola/seri/<uuid:uuid>/", signed_in(series.roster), name="manage_series"),
    path("kelola/seri/<uuid:uuid>/ubah/", signed_in(series.edit_series), name="series_edit"),
    path("kelola/seri/<uuid:uuid>/keadilan/", signed_in(series.fairness), name="series_fairness"),
    path(f"{_SLOT}ubah/", signed_in(series.change), name="slot_change"),
    path(f"{_SLOT}tukar/", signed_in(series.swap), name="slot_swap"),
    path(f"{_SLOT}batal/", signed_in(series.cancel), name="slot_cancel"),
    path(f"{_SLOT}konfirmasi/", signed_in(series.confirm), name="slot_confirm"),
    path("acara/<uuid:event>/sanggah/", signed_in(review.complain), name="complain"),
    path("kelola/sanggahan/", signed_in(review.complaints), name="complaints"),
    path("kelola/sanggahan/<uuid:uuid>/", signed_in(review.complaint), name="complaint"),
    path("kelola/sanggahan/<uuid:uuid>/bukti/", signed_in(review.evidence), name="evidence"),
    path(_MARK, signed_in(review.mark), name="mark_people"),
    path(f"{_MARK}<uuid:uuid>/", signed_in(review.correction), name="correction"),
    path(f"{_MARK}<uuid:uuid>/tolak/", signed_in(review.refuse), name="correction_refuse"),
]
