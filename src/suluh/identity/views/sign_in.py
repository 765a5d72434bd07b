"""Coming in: sign-in, recovery, activation, guests."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import login as open_session
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from suluh.base import limits
from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.jobs import enqueue
from suluh.base.requests import client_address, next_path
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.accounts import create_guest, set_password
from suluh.identity.actions.sign_in import TooManyAttempts, check_credentials
from suluh.identity.forms.accounts import GuestForm, NewPasswordForm, RecoverForm, SignInForm
from suluh.identity.middleware import is_signed_in, own_scope
from suluh.identity.models import Account
from suluh.identity.queries.accounts import get_account
from suluh.identity.rules.links import (
    ACTIVATION,
    DEVICE,
    GUEST,
    GuestRequest,
    activation_content,
    content_of,
    signed,
)
from suluh.identity.rules.names import device_name

DEVICE_COOKIE = "dikenal"  # not the check-in's `perangkat`: of two alike the server sees one
_BACKEND = settings.AUTHENTICATION_BACKENDS[0]
_HOUR = 3600


@own_scope
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """`/masuk/`: NIP or e-mail and password; a passkey by its own button."""
    if is_signed_in(request):
        return redirect(next_path(request))
    form, status = SignInForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            account = check_credentials(
                login=form.cleaned_data["login"],
                password=form.cleaned_data["password"],
                address=client_address(request),
                device=request.COOKIES.get(DEVICE_COOKIE, ""),
            )
            return _enter(request, account)
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
            status = refusal.status if isinstance(refusal, TooManyAttempts) else 200
    context = {"form": form, "next": next_path(request, "")}
    return render(request, "identity/sign_in.html", context, status=status)


def _enter(request: HttpRequest, account: Account) -> HttpResponseBase:
    """Open the session, or ask for the second factor first."""
    _describe_session(request)
    goal = next_path(request)
    if getattr(account, "has_factor", True):
        login = Login(user=account, redirect_url=goal)
        answer = perform_password_login(request, {"username": account.username}, login)
    else:
        needs_factor = getattr(account, "needs_factor", False)
        record_authentication(request, account, "password", reauthenticated=True)
        open_session(request, account, backend=_BACKEND)
        answer = redirect(reverse("second_factor") if needs_factor else goal)
    answer.set_cookie(
        DEVICE_COOKIE, signed(DEVICE, str(account.uuid)), max_age=365 * 86400, httponly=True,
        secure=settings.SECURE_COOKIES, samesite="Lax", path=reverse("account_login"),
    )  # fmt: skip
    return answer


def _describe_session(request: HttpRequest) -> None:
    """What the list of one's own sessions shows."""
    request.session["device"] = device_name(request.headers.get("User-Agent", ""))
    request.session["address"] = client_address(request)
    request.session["since"] = now().isoformat()


@own_scope
@never_cache
def recover(request: HttpRequest, *, activating: bool = False) -> HttpResponse:
    """`/masuk/lupa/` and `/masuk/aktifkan/`: a link goes to the address we know, if we know one."""
    form, status = RecoverForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        login = form.cleaned_data["login"]
        if _within_limits(request, "pulih", login):
            # The job looks the account up: known and unknown names take the same time here.
            enqueue("identity.send_password_link", login=login)
            return redirect("recover_sent")
        form.add_error(None, str(TooManyAttempts.sentence))
        status = TooManyAttempts.status
    context = {"form": form, "activating": activating}
    return render(request, "identity/recover.html", context, status=status)


def recover_sent(request: HttpRequest) -> HttpResponse:
    """The same words whether or not there is such an account."""
    return render(request, "identity/sent.html", {"guest": request.GET.get("tamu") == "1"})


@own_scope
@never_cache
@sensitive_post_parameters("password")
def new_password(request: HttpRequest, account: UUID, token: str) -> HttpResponse:
    """The link from the mail: choose a password; all sessions end."""
    found = get_account(account)
    if found is None or not default_token_generator.check_token(found, token):
        return render(request, "identity/link_over.html", status=410)
    return _choose_password(request, found)


@own_scope
@never_cache
@sensitive_post_parameters("password")
def first_password(request: HttpRequest, token: str) -> HttpResponse:
    """The link that the agency sent: choose the first password."""
    content = content_of(ACTIVATION, token)
    found = get_account(UUID(content[0])) if isinstance(content, list) else None
    if found is None or content != activation_content(found.uuid, found.password):
        return render(request, "identity/link_over.html", {"activating": True}, status=410)
    with scoped(SYSTEM):
        name = found.person.name if found.person else found.username
    return _choose_password(request, found, welcome=name)


def _choose_password(request: HttpRequest, account: Account, welcome: str = "") -> HttpResponse:
    form = NewPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        with scoped(SYSTEM):
            set_password(account=account, password=form.cleaned_data["password"], now=now())
        return render(request, "identity/password_set.html")
    context = {"form": form, "login": account.username, "welcome": welcome}
    return render(request, "identity/new_password.html", context)


@own_scope
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """`/daftar/`: for who has no NIP. Nothing is stored before the address is proven."""
    form, status = GuestForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _within_limits(request, "tamu", data["email"]):
            content = [data["name"], data["email"], data["organisation"]]
            enqueue("identity.send_guest_link", email=data["email"], token=signed(GUEST, content))
            return redirect(reverse("recover_sent") + "?tamu=1")
        form.add_error(None, str(TooManyAttempts.sentence))
        status = TooManyAttempts.status
    return render(request, "identity/sign_up.html", {"form": form}, status=status)


@own_scope
@never_cache
@sensitive_post_parameters("password")
def sign_up_finish(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link from the guest's mail: choose a password, and come in."""
    content = content_of(GUEST, token)
    if not isinstance(content, list):
        return render(request, "identity/link_over.html", status=410)
    guest = GuestRequest(*content)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with scoped(SYSTEM):
                account = create_guest(
                    request=guest, password=form.cleaned_data["password"], now=now()
                )
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            account.has_factor = False  # type: ignore[attr-defined]
            return _enter(request, account)
    context = {"form": form, "login": guest.email, "welcome": guest.name}
    return render(request, "identity/new_password.html", context)


def _within_limits(request: HttpRequest, door: str, name: str) -> bool:
    """Five links an hour for a name, sixty from an address."""
    keys = {f"{door}:nama:{name}": 5, f"{door}:alamat:{client_address(request)}": 60}
    return not limits.count(keys, _HOUR)


def sample_accounts(request: HttpRequest) -> HttpResponse:
    """`/contoh/`: who can sign in to the sample, with password and present code."""
    from suluh.identity.queries.sample import get_cast

    context = {"cast": get_cast(), "title": _("Akun contoh")}
    return render(request, "identity/sample_accounts.html", context)
