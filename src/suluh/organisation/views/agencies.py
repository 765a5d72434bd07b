"""Pages of agencies: the national list, one's own settings, logo and colour."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base import clock
from suluh.base.accent import accent_sheet
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.organisation.actions import agencies as actions
from suluh.organisation.forms import SettingsForm
from suluh.organisation.queries import agencies as queries
from suluh.organisation.types import Actor


@require_GET
def agency_list(request: HttpRequest) -> HttpResponse:
    """All agencies, for the national role."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()[:60]
    page = get_page(request, queries.agencies(actor, text))
    return render(request, "organisation/agencies.html", {"page": page, "text": text})


@require_http_methods(["GET", "POST"])
def agency_settings(request: HttpRequest) -> HttpResponse:
    """Name, logo, colour, zone and numbers of one's own agency."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    agency = queries.own_agency(actor)
    fields = {key: getattr(agency, key) for key in SettingsForm.base_fields if key != "logo"}
    fields["target_share"] = f"{agency.target_share:.2f}".rstrip("0").rstrip(".")  # 80, not 80.00
    form = SettingsForm(request.POST or None, request.FILES or None, initial=fields)
    if form.is_valid():
        try:
            actions.edit_agency(
                actor=actor,
                now=clock.now(),
                settings=form.settings(),
                logo=form.cleaned_data["logo"],
            )
        except (actions.LogoRefused, actions.AccentRefused) as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Pengaturan disimpan."))
            return redirect("agency_settings")
    context = {"form": form, "agency": agency}
    return render(request, "organisation/agency_settings.html", context)


@require_GET
def agency_logo(_request: HttpRequest, code: str) -> FileResponse:
    """An agency's logo: public, as its name is."""
    agency = queries.get_agency(code)
    if not agency.logo:
        raise NotFound
    answer = FileResponse(agency.logo.open("rb"))
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@require_GET
def agency_style(_request: HttpRequest, code: str) -> HttpResponse:
    """An agency's colour as a small style sheet."""
    agency = queries.get_agency(code)
    if not agency.accent:
        raise NotFound
    answer = HttpResponse(accent_sheet(agency.accent), content_type="text/css")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
