"""The cast of the sample: who can sign in, with which password and present code."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.utils.module_loading import import_string

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped


@dataclass(frozen=True, slots=True)
class Player:
    """One account of the sample."""

    role: str
    name: str
    nip: str
    password: str
    code: str


def get_cast() -> list[Player]:
    """One account for each role; none while the sample loads. NotFound outside the sample."""
    if not settings.SAMPLE:
        raise NotFound
    password = import_string(settings.SAMPLE_PASSWORD)
    with scoped(SYSTEM):
        people = list(import_string(settings.SAMPLE_CAST)())
        codes = _codes([person.pk for _, person in people])
    return [
        Player(role, person.full_name, person.nip or "", password, codes.get(person.pk, ""))
        for role, person in people
    ]


def _codes(people: list[int]) -> dict[int, str]:
    """The codes that the people's authenticator apps show at present."""
    rows = Authenticator.objects.filter(
        user__person_id__in=people, type=Authenticator.Type.TOTP
    ).values_list("user__person_id", "data")
    step = int(time.time()) // 30
    secrets = {person: get_adapter().decrypt(data["secret"]) for person, data in rows}
    return {
        person: format_hotp_value(hotp_value(secret, step))
        for person, secret in secrets.items()
        if secret
    }
