"""One's own account: data, address, password, second factor, sessions, language, theme."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from suluh.base import limits
from suluh.base.clock import now
from suluh.base.jobs import enqueue
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions import accounts as actions
from suluh.identity.forms.accounts import ChangePasswordForm, EmailForm, PhoneForm
from suluh.identity.middleware import actor_of, own_scope, scope_for, signed_in
from suluh.identity.queries.accounts import own_account, own_factors, own_person, own_sessions
from suluh.identity.queries.people import get_face
from suluh.identity.rules.links import NEW_EMAIL, content_of, signed


@never_cache
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """`/saya/`: everything about one's account at a glance."""
    actor = actor_of(request)
    factors = [factor.type for factor in own_factors(actor)]
    context = {
        "person": own_person(actor),
        "face": get_face(actor.person_id),
        "account": own_account(actor),
        "sessions": own_sessions(actor, this_key=request.session.session_key or "", now=now()),
        "has_totp": Authenticator.Type.TOTP in factors,
        "passkeys": factors.count(Authenticator.Type.WEBAUTHN),
        "languages": settings.LANGUAGES,
        "now": now(),
    }
    return render(request, "identity/account.html", context)


@never_cache
@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """`/saya/keamanan/`: authenticator app, passkeys, recovery codes; why they are needed."""
    factors = own_factors(actor_of(request))
    kinds = Authenticator.Type
    codes = [factor for factor in factors if factor.type == kinds.RECOVERY_CODES]
    context = {
        "totp": any(factor.type == kinds.TOTP for factor in factors),
        "passkeys": [factor.wrap() for factor in factors if factor.type == kinds.WEBAUTHN],
        "unused_codes": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "has_codes": bool(codes),
    }
    return render(request, "identity/second_factor.html", context)


@own_scope
@never_cache
@signed_in
@sensitive_post_parameters("present", "password")
def change_password(request: HttpRequest) -> HttpResponseBase:
    """`/saya/sandi/`: the other sessions end."""
    actor = actor_of(request)
    mine = own_account(actor)
    form = ChangePasswordForm(request.POST or None, account=mine)
    tried = request.method == "POST"
    if tried and not limits.allow(f"sandi:akun:{actor.account_id}", 10, 3600):
        form.add_error(None, _("Terlalu banyak percobaan. Tunggu satu jam."))
    elif tried and form.is_valid():
        assert request.user.is_authenticated  # read now: the session knows the old hash
        with scoped(scope_for(actor)):
            actions.set_password(
                account=mine, password=form.cleaned_data["password"], now=now(),
                keep_session=request.session.session_key,
            )  # fmt: skip
        update_session_auth_hash(request, mine)
        messages.success(request, _("Kata sandi diganti. Perangkat lain sudah dikeluarkan."))
        return redirect("account")
    return render(request, "identity/change_password.html", {"form": form})


@own_scope
@never_cache
@signed_in
def change_email(request: HttpRequest) -> HttpResponse:
    """`/saya/surel/`: a link goes to the new address; nothing changes before it is opened."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, address = actor_of(request), form.cleaned_data["email"]
        if limits.allow(f"surel:akun:{actor.account_id}", 5, 3600):
            token = signed(NEW_EMAIL, [actor.account_id, address])
            enqueue("identity.send_email_link", email=address, token=token)
            return render(request, "identity/email_sent.html", {"email": address})
        form.add_error(None, _("Terlalu banyak permintaan. Tunggu satu jam."))
    return render(request, "identity/change_email.html", {"form": form})


@own_scope
@never_cache
@signed_in
def new_email(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail, opened by the same person: confirm, and the address counts."""
    actor, content = actor_of(request), content_of(NEW_EMAIL, token)
    if not isinstance(content, list) or content[0] != actor.account_id:
        return render(request, "identity/link_over.html", status=410)
    if request.method == "POST":
        with scoped(SYSTEM):
            actions.change_email(account=own_account(actor), email=content[1], now=now())
        messages.success(request, _("Surel Anda sudah diganti."))
        return redirect("account")
    return render(request, "identity/confirm_email.html", {"email": content[1]})


@never_cache
@signed_in
def change_phone(request: HttpRequest) -> HttpResponse:
    """`/saya/telepon/`."""
    actor = actor_of(request)
    form = PhoneForm(request.POST or None, initial={"phone": own_person(actor).phone})
    if request.method == "POST" and form.is_valid():
        actions.change_phone(actor=actor, phone=form.cleaned_data["phone"], now=now())
        messages.success(request, _("Nomor telepon disimpan."))
        return redirect("account")
    return render(request, "identity/change_phone.html", {"form": form})


@require_POST
@signed_in
def end_session(request: HttpRequest, handle: str) -> HttpResponse:
    """End one of one's own sessions on another device."""
    actions.end_session(actor=actor_of(request), handle=handle, now=now())
    messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    return redirect("account")


@require_POST
@signed_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    mine = own_account(actor_of(request))
    actions.end_sessions(account=mine, keep_session=request.session.session_key)
    messages.success(request, _("Semua perangkat lain sudah dikeluarkan."))
    return redirect("account")


@require_POST
@signed_in
def change_language(request: HttpRequest) -> HttpResponse:
    """The language of pages and mails."""
    chosen = request.POST.get("bahasa", "")
    response = redirect("account")
    if chosen in dict(settings.LANGUAGES):
        actions.change_language(actor=actor_of(request), language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax",
            secure=settings.SECURE_COOKIES, httponly=True,
        )  # fmt: skip
    return response
