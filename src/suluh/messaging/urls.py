"""URLs of messaging."""

from django.urls import URLPattern, path

from suluh.messaging.views import deliveries, notices, sink

urlpatterns: list[URLPattern] = [
    path("pemberitahuan/", notices.notices, name="notices"),
    path("pemberitahuan/dibaca/", notices.read_all, name="notices_read_all"),
    path("pemberitahuan/<uuid:notice>/buka/", notices.open_notice, name="notice_open"),
    path("pemberitahuan/<uuid:notice>/lampiran/", notices.attachment, name="notice_attachment"),
    path("pesan/kiriman/", deliveries.deliveries, name="deliveries"),
    path("pesan/kiriman/ulang/", deliveries.resend, name="deliveries_resend"),
    path("surel-contoh/", sink.sink_mails, name="sink_mails"),
    path("surel-contoh/<uuid:mail>/", sink.sink_mail, name="sink_mail"),
]
