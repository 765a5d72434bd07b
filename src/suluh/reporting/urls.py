"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.reporting.views import boards, index, index_boards, papers, people

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
    path("capaian/<slug:code>/ip-asn/", index_boards.board, name="index_board"),
    path("capaian/<slug:code>/ip-asn/pegawai/", index_boards.people, name="index_people"),
    path("ip-asn/", index.mine, name="index_mine"),
    path("ip-asn/bentuk/", index_boards.forms, name="index_forms"),
    path("ip-asn/aturan/", index.rules, name="index_rules"),
    path("ip-asn/aturan/baru/", index.new_rule, name="index_new_rule"),
    path("ip-asn/aturan/<int:version>/", index.rule, name="index_rule"),
    path("ip-asn/pegawai/<uuid:person>/", index.person, name="index_person"),
]
