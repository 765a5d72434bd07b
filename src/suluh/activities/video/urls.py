"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.video.views import clips, stops, uploads, watching
from suluh.identity.middleware import signed_in

_LIBRARY = "kelola/video/"
urlpatterns: list[URLPattern] = [
    path(
        "pelatihan/<uuid:offering>/video/<uuid:key>/",
        signed_in(watching.watched),
        name="video_watched",
    ),
    path(
        "pelatihan/<uuid:offering>/video/<uuid:key>/tanya/<int:number>/",
        signed_in(stops.stop),
        name="video_stop",
    ),
    path("video/<str:signed>/<path:name>", signed_in(watching.media), name="video_file"),
    path(_LIBRARY, signed_in(clips.library), name="clips"),
    path(f"{_LIBRARY}baru/", signed_in(clips.new), name="clip_new"),
    path(f"{_LIBRARY}unggah/", signed_in(uploads.begin), name="upload"),
    path(f"{_LIBRARY}unggah/<uuid:upload>/", signed_in(uploads.part), name="upload_part"),
    path(f"{_LIBRARY}<uuid:clip>/", signed_in(clips.clip), name="clip"),
    path(f"{_LIBRARY}<uuid:clip>/teks/", signed_in(clips.captions), name="clip_captions"),
    path(f"{_LIBRARY}<uuid:clip>/arsip/", signed_in(clips.archive), name="clip_archive"),
]
