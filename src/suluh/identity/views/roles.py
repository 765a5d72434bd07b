"""Who holds which role: list, give, take back."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.base.clock import now
from suluh.base.errors import DomainError, NotAllowed
from suluh.base.paging import get_page
from suluh.base.scope import Scope, scoped
from suluh.identity.actions.roles import grant_role, revoke_role
from suluh.identity.forms.roles import GrantForm, RevokeForm
from suluh.identity.middleware import actor_of, signed_in
from suluh.identity.queries.roles import (
    agency_in_view,
    get_agencies,
    get_grant,
    get_grants,
    nip_of,
    units_of,
)
from suluh.identity.rules.granting import IN_AGENCY, WORDS, grantable_roles
from suluh.organisation.models import Agency
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Role


def _agency(request: HttpRequest) -> tuple[Agency, Scope]:
    """The agency in view, and the scope in which its people are seen."""
    actor = actor_of(request)
    agency = agency_in_view(actor, Permission.ROLE_GRANT, request.GET.get("instansi", ""))
    return agency, Scope(tenant_id=agency.pk, person_id=actor.person_id)


def _list_url(agency: Agency) -> str:
    return f"{reverse('roles')}?{urlencode({'instansi': agency.code})}"


@require_safe
@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """`/peran/`: standing roles, by name."""
    actor, (agency, scope) = actor_of(request), _agency(request)
    search, role = request.GET.get("q", "").strip(), request.GET.get("peran", "")
    with scoped(scope):
        rows = get_grants(actor, agency_id=agency.pk, search=search, role=role)
        page = get_page(request, rows)
    national = actor.holds(Role.NATIONAL)
    context = {
        "page": page, "agency": agency, "search": search, "role": role, "actor_id": actor.person_id,
        "words": {each.value: WORDS[each] for each in Role},
        "roles": [(each.value, WORDS[each].label) for each in IN_AGENCY],
        "agencies": get_agencies() if national else (),
    }  # fmt: skip
    return render(request, "identity/roles.html", context)


@signed_in
def grant(request: HttpRequest) -> HttpResponse:
    """`/peran/beri/`: give somebody a role."""
    actor, (agency, scope) = actor_of(request), _agency(request)
    with scoped(scope):
        allowed = grantable_roles(actor, agency_id=agency.pk) or IN_AGENCY
        form = GrantForm(
            request.POST or None, roles=allowed, units=units_of(agency.pk),
            initial={"nip": nip_of(agency.pk, request.GET.get("orang", ""))},
        )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            with scoped(scope):
                given = grant_role(
                    actor=actor, agency_id=agency.pk, nip=form.cleaned_data["nip"],
                    role=Role(form.cleaned_data["role"]), unit=form.chosen_unit(),
                    reason=form.cleaned_data["reason"], now=now(),
                )  # fmt: skip
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            label = WORDS[Role(given.role)].label
            done = _("%(name)s kini %(role)s. Ia perlu masuk lagi.")
            messages.success(request, done % {"name": given.person.name, "role": label})
            return redirect(_list_url(agency))
    return render(request, "identity/grant.html", {"form": form, "agency": agency})


@signed_in
def revoke(request: HttpRequest, grant: UUID) -> HttpResponse:
    """`/peran/<uuid>/cabut/`: ask once more, then take the role back."""
    actor, (agency, scope) = actor_of(request), _agency(request)
    form = RevokeForm(request.POST or None)
    with scoped(scope):
        found = get_grant(actor, agency_id=agency.pk, grant=grant)
        if request.method == "POST" and form.is_valid():
            revoke_role(
                actor=actor, agency_id=agency.pk, grant=grant,
                reason=form.cleaned_data["reason"], now=now(),
            )  # fmt: skip
            messages.success(request, _("Peran dicabut."))
            return redirect(_list_url(agency))
    context = {
        "form": form, "grant": found, "agency": agency, "role": WORDS[Role(found.role)],
        "back_url": _list_url(agency),
    }  # fmt: skip
    return render(request, "identity/revoke.html", context)
