"""URLs of content: the author's workshop."""

from django.urls import URLPattern, path

from suluh.content.views import (
    activity,
    bringing,
    carrying,
    outline,
    pictures,
    publish,
    reuse,
    workshop,
)
from suluh.identity.middleware import signed_in

_TRAINING = "kelola/pelatihan/<uuid:uuid>/"
_ACTIVITY = f"{_TRAINING}kegiatan/<uuid:key>/"

urlpatterns: list[URLPattern] = [
    path("kelola/pelatihan/", signed_in(workshop.trainings), name="trainings"),
    path("kelola/pelatihan/baru/", signed_in(workshop.new), name="training_new"),
    path(_TRAINING, signed_in(outline.outline), name="training"),
    path(f"{_TRAINING}susunan/", signed_in(outline.change), name="training_outline"),
    path(f"{_TRAINING}berkas/", signed_in(bringing.bring_files), name="training_files"),
    path(f"{_TRAINING}gambar/", signed_in(pictures.add), name="training_picture_add"),
    path(f"{_TRAINING}draf/", signed_in(outline.draft), name="training_draft"),
    path(f"{_TRAINING}sampul.webp", signed_in(workshop.cover), name="training_cover"),
    path(f"{_TRAINING}data/", signed_in(workshop.details), name="training_details"),
    path(
        f"{_TRAINING}kompetensi/",
        signed_in(carrying.competencies),
        name="training_competencies",
    ),
    path(
        f"{_TRAINING}kompetensi/<uuid:competency>/lepas/",
        signed_in(carrying.drop),
        name="training_competency_drop",
    ),
    path(f"{_TRAINING}versi/", signed_in(workshop.history), name="training_history"),
    path(f"{_TRAINING}arsip/", signed_in(workshop.archive), name="training_archive"),
    path(f"{_TRAINING}terbit/", signed_in(publish.publish), name="training_publish"),
    path(f"{_TRAINING}telaah/", signed_in(publish.review), name="training_review"),
    path(f"{_TRAINING}salin/", signed_in(workshop.copy), name="training_copy"),
    path(f"{_TRAINING}pakai/", signed_in(reuse.reuse), name="training_reuse"),
    path(f"{_TRAINING}syarat/", signed_in(publish.completion), name="training_completion"),
    path(_ACTIVITY, signed_in(activity.edit), name="activity_edit"),
    path(f"{_ACTIVITY}pratinjau/", signed_in(activity.preview), name="activity_preview"),
]
