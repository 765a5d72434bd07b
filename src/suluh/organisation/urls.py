"""URLs of organisation: units, posts, agencies."""

from django.urls import URLPattern, path

from suluh.organisation.views import agencies, units

urlpatterns: list[URLPattern] = [
    path("unit/", units.unit_tree, name="units"),
    path("unit/tambah/", units.unit_add, name="unit_add"),
    path("unit/ditutup/", units.closed_units, name="units_closed"),
    path("unit/<uuid:unit>/", units.unit_page, name="unit"),
    path("unit/<uuid:unit>/nama/", units.unit_rename, name="unit_rename"),
    path("unit/<uuid:unit>/pindah/", units.unit_move, name="unit_move"),
    path("unit/<uuid:unit>/tutup/", units.unit_close, name="unit_close"),
    path("jabatan/", units.position_list, name="positions"),
    path("instansi/", agencies.agency_list, name="agencies"),
    path("instansi/pengaturan/", agencies.agency_settings, name="agency_settings"),
    path("instansi/<slug:code>/logo/", agencies.agency_logo, name="agency_logo"),
    path("instansi/<slug:code>/warna.css", agencies.agency_style, name="agency_style"),
]
