"""URLs of planning."""

from django.urls import URLPattern, path

from suluh.identity.middleware import signed_in
from suluh.planning.views import advice, agency, needs, papers, plans, team

urlpatterns: list[URLPattern] = [
    path("rekomendasi/", signed_in(advice.advice), name="advice"),
    path("rekomendasi/cara/", signed_in(advice.how), name="advice_how"),
    path("rekomendasi/terima/", signed_in(advice.accept), name="advice_accept"),
    path("rekomendasi/abaikan/", signed_in(advice.wave_away), name="advice_dismiss"),
    path("rekomendasi/urungkan/", signed_in(advice.undo), name="advice_undo"),
    path("rencana/", signed_in(plans.plan), name="plan"),
    path("rencana/butir/", signed_in(plans.item), name="plan_item_new"),
    path("rencana/butir/<uuid:uuid>/", signed_in(plans.item), name="plan_item"),
    path("rencana/butir/<uuid:uuid>/hapus/", signed_in(plans.remove), name="plan_item_remove"),
    path("rencana/jabatan/", signed_in(plans.aim), name="plan_aim"),
    path("rencana/sasaran/", signed_in(plans.goal), name="plan_goal"),
    path(
        "rencana/sasaran/<uuid:uuid>/hapus/", signed_in(plans.goal_remove), name="plan_goal_remove"
    ),
    path("rencana/ajukan/", signed_in(plans.submit), name="plan_submit"),
    path("rencana/tim/", signed_in(team.team), name="plan_team"),
    path("rencana/tim/putuskan/", signed_in(team.decide), name="plan_decide"),
    path("rencana/tim/<uuid:uuid>/", signed_in(team.one), name="plan_team_one"),
    path("rencana/<uuid:uuid>/komentar/", signed_in(team.comment), name="plan_comment"),
    path("rencana/instansi/", signed_in(agency.five_years), name="hcdp"),
    path("rencana/instansi/<int:year>/", signed_in(agency.year), name="agency_plan"),
    path(
        "rencana/instansi/<int:year>/himpun/", signed_in(agency.collect), name="agency_plan_collect"
    ),
    path("rencana/instansi/<int:year>/tetapkan/", signed_in(agency.set_it), name="agency_plan_set"),
    path("rencana/instansi/<int:year>/rencana.pdf", signed_in(papers.pdf), name="agency_plan_pdf"),
    path(
        "rencana/instansi/<int:year>/rencana.xlsx",
        signed_in(papers.sheet),
        name="agency_plan_sheet",
    ),
    path("rencana/instansi/<int:year>/baris/", signed_in(agency.line), name="agency_line_new"),
    path(
        "rencana/instansi/<int:year>/baris/<uuid:uuid>/", signed_in(agency.line), name="agency_line"
    ),
    path(
        "rencana/instansi/<int:year>/baris/<uuid:uuid>/hapus/",
        signed_in(agency.line_remove),
        name="agency_line_remove",
    ),
    path(
        "rencana/instansi/<int:year>/baris/<uuid:uuid>/biaya/",
        signed_in(agency.spent),
        name="agency_spent",
    ),
    path("rencana/kebutuhan/", signed_in(needs.unit_needs), name="needs"),
    path("rencana/usulan/", signed_in(needs.propose), name="propose"),
    path("rencana/usulan/<uuid:uuid>/putuskan/", signed_in(needs.decide), name="proposal_decide"),
    path("rencana/isu/", signed_in(needs.issues), name="issues"),
    path("rencana/isu/baru/", signed_in(needs.issue), name="issue_new"),
    path("rencana/isu/<uuid:uuid>/", signed_in(needs.issue), name="issue"),
    path("rencana/isu/<uuid:uuid>/pelatihan/", signed_in(needs.serve), name="issue_serve"),
    path("rencana/isu/<uuid:uuid>/tutup/", signed_in(needs.close), name="issue_close"),
]
