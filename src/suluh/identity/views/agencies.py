"""The page that opens an agency with its first administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base import clock
from suluh.identity.actions.agencies import AdminRefused, open_agency
from suluh.identity.forms.agencies import AgencyForm
from suluh.identity.middleware import actor_of
from suluh.organisation.actions.agencies import CodeTaken
from suluh.organisation.rules.roles import Permission, require


@require_http_methods(["GET", "POST"])
def agency_add(request: HttpRequest) -> HttpResponse:
    """A new agency, for the national role."""
    actor, now = actor_of(request), clock.now()
    require(actor, Permission.AGENCY_CREATE)
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        today = clock.local_date(now, form.cleaned_data["zone"])
        try:
            open_agency(
                actor=actor, now=now, data=form.agency_data(), admin=form.first_admin(), today=today
            )
        except CodeTaken as refusal:
            form.add_error("code", str(refusal.sentence))
        except AdminRefused as refusal:
            form.add_error("admin_nip", str(refusal.sentence))
        else:
            messages.success(
                request, _("Instansi dibuat. Pengelolanya mengaktifkan akun lewat surel.")
            )
            return redirect("agencies")
    return render(request, "identity/people_agency_form.html", {"form": form})
