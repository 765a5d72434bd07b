"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.reporting.views import boards, papers, people

urlpatterns: list[URLPattern] = [
    path("capaian/", boards.home, name="rates"),
    path("capaian/nasional/", boards.nation, name="rates_nation"),
    path("capaian/unit/<uuid:unit>/", boards.unit, name="rates_unit"),
    path("capaian/pegawai/<uuid:person>/", people.person, name="rates_person"),
    path("capaian/<slug:code>/", boards.agency, name="rates_agency"),
    path("capaian/<slug:code>/pegawai/", people.people, name="rates_people"),
    path("capaian/<slug:code>/ajak/", people.invite, name="rates_invite"),
    path("capaian/<slug:code>/cetak/", papers.print_page, name="rates_print"),
    path("capaian/<slug:code>/capaian.pdf", papers.pdf, name="rates_pdf"),
    path("capaian/<slug:code>/capaian.xlsx", papers.sheet, name="rates_sheet"),
]
