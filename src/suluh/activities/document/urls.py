"""Addresses of documents."""

from django.urls import URLPattern, path

from suluh.activities.document import views
from suluh.identity.middleware import signed_in

urlpatterns: list[URLPattern] = [
    path(
        "dokumen/<uuid:document>/<str:ticket>/berkas/",
        signed_in(views.download),
        name="document_file",
    ),
    path(
        "dokumen/<uuid:document>/<str:ticket>/<slug:name>/",
        signed_in(views.picture),
        name="document_picture",
    ),
]
