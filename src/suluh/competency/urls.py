"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.competency.views import dictionary, maps

urlpatterns: list[URLPattern] = [
    path("kompetensi/", maps.my_map, name="competency_map"),
    path("kompetensi/jabatan/", maps.posts, name="competency_posts"),
    path("kompetensi/riwayat/", maps.my_history, name="competency_history"),
    path("kompetensi/kamus/", dictionary.dictionary_list, name="competency_dictionary"),
    path("kompetensi/kamus/<uuid:uuid>/", dictionary.competency, name="competency_entry"),
]
