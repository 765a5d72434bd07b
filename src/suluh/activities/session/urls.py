"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.session.views import checkin, live, meeting, monitor, results, stage

_LIVE = "acara/<uuid:event>/langsung/"
_RUN = "kelola/acara/<uuid:event>/"

urlpatterns: list[URLPattern] = [
    path("hadir/<uuid:window>/", checkin.check_in_now, name="check_in"),
    path("hadir/k/<str:token>/", live.scanned, name="check_in_scanned"),
    path(_LIVE, live.live_page, name="live"),
    path(f"{_LIVE}tanya/", live.ask, name="live_ask"),
    path(f"{_LIVE}tanya/<uuid:question>/dukung/", live.vote, name="live_vote"),
    path(f"{_LIVE}jajak/<uuid:poll>/", live.choose, name="live_choose"),
    path("acara/<uuid:event>/hasil/", results.own_result, name="own_result"),
    path(f"{_RUN}kehadiran/", monitor.monitor, name="monitor"),
    path(f"{_RUN}kehadiran/<slug:kind>/", monitor.change_window, name="change_window"),
    path(f"{_RUN}kehadiran/<slug:kind>/belum/", monitor.missing, name="missing"),
    path(f"{_RUN}layar/", monitor.screen, name="screen"),
    path(f"{_RUN}panggung/", stage.stage, name="stage"),
    path(f"{_RUN}panggung/tanya/<uuid:question>/", stage.moderate, name="moderate_question"),
    path(f"{_RUN}panggung/jajak/<uuid:poll>/", stage.close_poll, name="close_poll"),
    path(f"{_RUN}rapat/", meeting.reports, name="meeting_reports"),
    path(f"{_RUN}rapat/cocok/", meeting.decide, name="meeting_decide"),
    path(f"{_RUN}rapat/<uuid:report>/batal/", meeting.undo, name="meeting_undo"),
]
