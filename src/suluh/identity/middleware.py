"""Finds who acts, opens their scope around the view, and turns refusals into sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject

from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.requests import came_from
from suluh.base.scope import NOBODY, Scope, scoped
from suluh.identity.queries import get_actor
from suluh.organisation.types import Actor

View = Callable[..., HttpResponseBase]
_ANONYMOUS = Actor(account_id=0, person_id=0)


def own_scope(view: View) -> View:
    """Mark a view that opens its own scope (the check-in's hot path, public verification)."""

    @wraps(view)
    def inner(*arguments: Any, **named: Any) -> HttpResponseBase:
        return view(*arguments, **named)

    inner.opens_own_scope = True  # type: ignore[attr-defined]
    return inner


def signed_in(view: View) -> View:
    """Send whoever is not signed in to the sign-in page, and back afterwards."""

    @wraps(view)
    def inner(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if not is_signed_in(request):
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return view(request, *arguments, **named)

    return inner


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in actor; one with account_id 0 where nobody is signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in."""
    return actor_of(request).account_id != 0


def scope_for(actor: Actor) -> Scope:
    """The actor's own scope: home agency and own rows."""
    if actor.account_id == 0:
        return NOBODY
    return Scope(tenant_id=actor.agency_id, person_id=actor.person_id)


class ActorMiddleware:
    """Sets `request.actor` and runs each view in one transaction inside the actor's scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Attach the actor lazily: pages that ask nobody cost no query."""
        request.actor = SimpleLazyObject(lambda: _find_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Run the view in the actor's scope; an expected refusal becomes a page."""
        if getattr(view, "opens_own_scope", False) or not view.__module__.startswith("suluh."):
            return None
        try:
            with scoped(scope_for(actor_of(request))):
                response = view(request, *arguments, **named)
                if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                    response = response.render()
                return response
        except DomainError as refusal:
            return refused(request, refusal)


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponseBase:
    """The page for an expected refusal: its sentence, nothing internal.

    What only a role may do leads a stranger to sign-in, and whoever holds such a role without a
    second factor to its set-up.
    """
    if isinstance(refusal, NotAllowed):
        actor = actor_of(request)
        if not actor.account_id:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if actor.needs_second_factor:
            return redirect("second_factor")
    context = {
        "sentence": refusal.sentence,
        "came_from": came_from(request),
        "not_found": refusal.status == NotFound.status,
        "not_allowed": refusal.status == NotAllowed.status,
    }
    return render(request, "base/refused.html", context, status=refusal.status)


def _find_actor(request: HttpRequest) -> Actor:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return _ANONYMOUS
    return get_actor(key) or _ANONYMOUS
