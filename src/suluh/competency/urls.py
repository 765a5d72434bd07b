"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.competency.views import (
    dictionary,
    entries,
    law,
    manage,
    maps,
    rating,
    results,
    sheets,
    units,
    withdrawing,
)

urlpatterns: list[URLPattern] = [
    path("kompetensi/", maps.my_map, name="competency_map"),
    path("kompetensi/jabatan/", maps.posts, name="competency_posts"),
    path("kompetensi/riwayat/", maps.my_history, name="competency_history"),
    path("kompetensi/kamus/", dictionary.dictionary_list, name="competency_dictionary"),
    path("kompetensi/kamus/<uuid:uuid>/", dictionary.competency, name="competency_entry"),
    path("kompetensi/aturan/", law.law, name="competency_law"),
    path("kompetensi/aturan/<str:kind>/baru/", law.new_rule, name="competency_rule_new"),
    path(
        "kompetensi/aturan/<str:kind>/<str:source>/baru/",
        law.new_rule,
        name="competency_source_new",
    ),
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
    path("kompetensi/nilai-diri/", rating.self_rating, name="competency_rate_self"),
    path("kompetensi/nilai/<uuid:person>/", rating.team_rating, name="competency_rate"),
    path("kompetensi/asesor/", rating.desk, name="competency_assessors"),
    path("kompetensi/asesor/<uuid:person>/", rating.assessed, name="competency_assessed"),
    path(
        "kompetensi/asesor/<uuid:person>/<uuid:competency>/",
        rating.rubric,
        name="competency_rubric",
    ),
    path(
        "kompetensi/hasil-orang/<uuid:result>/tarik/",
        withdrawing.withdraw_result,
        name="competency_withdraw",
    ),
    path("kompetensi/hasil/", results.result_list, name="competency_results"),
    path("kompetensi/hasil/contoh.xlsx", results.result_sample, name="competency_result_sample"),
    path("kompetensi/hasil/<uuid:run>/", results.result_run, name="competency_result_run"),
    path(
        "kompetensi/hasil/<uuid:run>/catat/", results.result_apply, name="competency_result_apply"
    ),
    path(
        "kompetensi/hasil/<uuid:run>/buang/",
        results.result_discard,
        name="competency_result_discard",
    ),
]
