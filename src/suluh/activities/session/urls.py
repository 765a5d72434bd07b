"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.session.views import checkin, live, results

_LIVE = "acara/<uuid:event>/langsung/"

urlpatterns: list[URLPattern] = [
    path("hadir/<uuid:window>/", checkin.check_in_now, name="check_in"),
    path("hadir/k/<str:token>/", live.scanned, name="check_in_scanned"),
    path(_LIVE, live.live_page, name="live"),
    path(f"{_LIVE}tanya/", live.ask, name="live_ask"),
    path(f"{_LIVE}tanya/<uuid:question>/dukung/", live.vote, name="live_vote"),
    path(f"{_LIVE}jajak/<uuid:poll>/", live.choose, name="live_choose"),
    path("acara/<uuid:event>/hasil/", results.own_result, name="own_result"),
]
