"""URLs of delivery: catalogue and events for everyone, organising, series, agenda."""

from django.urls import URLPattern, path

from suluh.delivery.views import catalogue, event

urlpatterns: list[URLPattern] = [
    path("belajar/", catalogue.learn, name="learn"),
    path("acara/", catalogue.events, name="events"),
    path("acara/<uuid:uuid>/", event.event, name="event"),
    path("acara/<uuid:uuid>/daftar/", event.take_place, name="event_register"),
    path("acara/<uuid:uuid>/batal/", event.leave_place, name="event_leave"),
    path("acara/<uuid:uuid>/ruang/", event.room, name="event_room"),
    path("acara/<uuid:uuid>/kalender.ics", event.calendar_file, name="event_calendar"),
    path("acara/<uuid:uuid>/spanduk.webp", event.banner, name="event_banner"),
    path(
        "acara/<uuid:uuid>/berkas/<uuid:document_uuid>/", event.document, name="event_document"
    ),
]
