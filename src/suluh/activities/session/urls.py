"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.session.views import (
    checkin,
    course,
    live,
    meeting,
    monitor,
    results,
    stage,
)
from suluh.identity.middleware import signed_in

_LIVE = "acara/<uuid:event>/langsung/"
_RUN = "kelola/acara/<uuid:event>/"
_CLASS = "kelola/kelas/<uuid:offering>/sesi/"

urlpatterns: list[URLPattern] = [
    path(_CLASS, signed_in(course.sessions), name="course_sessions"),
    path(f"{_CLASS}<uuid:key>/", signed_in(course.session), name="course_session"),
    path(f"{_CLASS}<uuid:key>/hadir/", signed_in(course.state), name="course_session_state"),
    path("hadir/<uuid:window>/", checkin.check_in_now, name="check_in"),
    path("hadir/k/<str:token>/", signed_in(live.scanned), name="check_in_scanned"),
    path(_LIVE, signed_in(live.live_page), name="live"),
    path(f"{_LIVE}tanya/", signed_in(live.ask), name="live_ask"),
    path(f"{_LIVE}tanya/<uuid:question>/dukung/", signed_in(live.vote), name="live_vote"),
    path(f"{_LIVE}jajak/<uuid:poll>/", signed_in(live.choose), name="live_choose"),
    path("acara/<uuid:event>/hasil/", signed_in(results.own_result), name="own_result"),
    path(f"{_RUN}kehadiran/", signed_in(monitor.monitor), name="monitor"),
    path(f"{_RUN}kehadiran/<slug:kind>/", signed_in(monitor.change_window), name="change_window"),
    path(f"{_RUN}kehadiran/<slug:kind>/belum/", signed_in(monitor.missing), name="missing"),
    path(f"{_RUN}layar/", signed_in(monitor.screen), name="screen"),
    path(f"{_RUN}panggung/", signed_in(stage.stage), name="stage"),
    path(
        f"{_RUN}panggung/tanya/<uuid:question>/",
        signed_in(stage.moderate),
        name="moderate_question",
    ),
    path(f"{_RUN}panggung/jajak/<uuid:poll>/", signed_in(stage.close_poll), name="close_poll"),
    path(f"{_RUN}rapat/", signed_in(meeting.reports), name="meeting_reports"),
    path(f"{_RUN}rapat/cocok/", signed_in(meeting.decide), name="meeting_decide"),
    path(f"{_RUN}rapat/<uuid:report>/batal/", signed_in(meeting.undo), name="meeting_undo"),
]
