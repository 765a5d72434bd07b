"""Checking who wants to come in: one look-up, one hash, limits on failures."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from suluh.base import limits
from suluh.base.errors import DomainError
from suluh.identity.models import Account
from suluh.identity.queries.accounts import find_account
from suluh.identity.rules.links import DEVICE, content_of

PER_ACCOUNT, PER_ADDRESS = 10, 300  # failures an hour; offices share one address
_HOUR = 3600


class WrongCredentials(DomainError):
    """No such account, or another password: both look and take alike."""

    code = "wrong_credentials"
    sentence = _(
        "NIP atau surel dan kata sandi itu tidak cocok. Periksa lagi, atau pulihkan kata sandi."
    )


class TooManyAttempts(DomainError):
    """Too many failures for this account or from this address."""

    code = "too_many_attempts"
    status = 429
    sentence = _(
        "Terlalu banyak percobaan. Tunggu satu jam, atau pulihkan kata sandi lewat surel sekarang."
    )


def check_credentials(*, login: str, password: str, address: str, device: str) -> Account:
    """The account that login and password open.

    Raises WrongCredentials or TooManyAttempts. A device that once signed in to the account (its
    signed cookie says so) has a count of its own: strangers cannot lock its owner out.
    """
    account = find_account(login)
    doors = _doors(account, login, device) | {f"masuk:alamat:{address}": PER_ADDRESS}
    if limits.is_reached(doors):
        raise TooManyAttempts
    if not _opens(account, password):
        limits.count(doors, _HOUR)
        raise WrongCredentials
    assert account is not None
    return account


def _opens(account: Account | None, password: str) -> bool:
    if account is None or not account.is_active or not account.has_usable_password():
        make_password(password)  # the same work as for a known account
        return False
    return account.check_password(password)


def _doors(account: Account | None, login: str, device: str) -> dict[str, int]:
    name = str(account.pk) if account else login
    known = account is not None and content_of(DEVICE, device) == str(account.uuid)
    kind = "masuk-kenal" if known else "masuk"
    return {f"{kind}:akun:{name}": PER_ACCOUNT}
