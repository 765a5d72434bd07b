"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.competency.views import dictionary, entries, manage, maps, sheets, units

urlpatterns: list[URLPattern] = [
    path("kompetensi/", maps.my_map, name="competency_map"),
    path("kompetensi/jabatan/", maps.posts, name="competency_posts"),
    path("kompetensi/riwayat/", maps.my_history, name="competency_history"),
    path("kompetensi/kamus/", dictionary.dictionary_list, name="competency_dictionary"),
    path("kompetensi/kamus/<uuid:uuid>/", dictionary.competency, name="competency_entry"),
    path("kompetensi/unit/", units.tops, name="competency_units"),
    path("kompetensi/unit/<uuid:uuid>/", units.unit, name="competency_unit"),
    path("kompetensi/unit/<uuid:uuid>/<uuid:competency>/", units.cell, name="competency_cell"),
    path("kompetensi/orang/<uuid:uuid>/", units.person, name="competency_person"),
    path("kelola/kompetensi/", manage.standards, name="competency_standards"),
    path("kelola/kompetensi/baru/", manage.new_standard, name="competency_standard_new"),
    path("kelola/kompetensi/standar/<uuid:uuid>/", manage.standard, name="competency_standard"),
    path("kelola/kompetensi/kamus/baru/", entries.new_entry, name="competency_entry_new"),
    path("kelola/kompetensi/kamus/<uuid:uuid>/", entries.edit_entry, name="competency_entry_edit"),
    path("kelola/kompetensi/unduh/", sheets.export, name="competency_export"),
    path("kelola/kompetensi/impor/", sheets.imports, name="competency_imports"),
    path("kelola/kompetensi/impor/<uuid:uuid>/", sheets.import_run, name="competency_import"),
    path(
        "kelola/kompetensi/impor/<uuid:uuid>/putuskan/",
        sheets.import_decide,
        name="competency_import_decide",
    ),
]
