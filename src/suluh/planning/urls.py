"""URLs of planning."""

from django.urls import URLPattern, path

from suluh.identity.middleware import signed_in
from suluh.planning.views import advice, plans, team

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
]
