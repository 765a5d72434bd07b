"""How the cross-tenant probe asks for the pages of sign-in, accounts and roles."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.test import Client

from suluh.base.clock import now
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, RoleGrant
from suluh.identity.queries.accounts import session_handle
from suluh.identity.rules.links import ACTIVATION, GUEST, NEW_EMAIL, activation_content, signed
from suluh.identity.tests.probe_people import CASES as PEOPLE
from suluh.organisation.types import Role
from tests import make
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

COMING_IN = Public("coming in: nobody is known yet")
ADDRESSEE = "opened by a token that only the addressee holds; tested with sign-in"

# What a browser sends of a new passkey, as allauth keeps it.
CREDENTIAL = {
    "id": "a3VuY2kta2VuYXJpLTAwMQ",
    "rawId": "a3VuY2kta2VuYXJpLTAwMQ",
    "type": "public-key",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbGVuZ2UiOiAiQUEiLCAib3JpZ2luIjog"
        "Imh0dHA6Ly9sb2NhbGhvc3QifQ",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViUSZYN5YgOjGh0NBcPZHZgW4_krrmihjLH"
        "mVzzuoMdl2NFAAAAAAAAAAAAAAAAAAAAAAAAAAAAEGt1bmNpLWtlbmFyaS0wMDGlAQIDJiABIVggAQEBAQEBAQEBAQ"
        "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEiWCACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg",
    },
    "clientExtensionResults": {},
}


def foreign_session(world: World) -> dict[str, Any]:
    """A session of somebody else."""
    client = Client()
    make.sign_in(client, world.other_person)
    return {"handle": session_handle(client.cookies["sessionid"].value)}


def foreign_key(world: World) -> dict[str, Any]:
    """A passkey of somebody else."""
    with scoped(SYSTEM):
        owner = Account.objects.get(person=world.other_person)
    data = {"name": world.canary, "credential": CREDENTIAL, "passwordless": True}
    key = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data=data)
    return {"pk": key.pk}


def foreign_grant(world: World) -> dict[str, Any]:
    """A role of somebody of the other agency."""
    make.grant(world.other_person, Role.ORGANISER, world.other)
    return {"grant": RoleGrant.objects.get(person=world.other_person).uuid}


def foreign_event(world: World) -> None:
    """Something that happened in the other agency."""
    with scoped(SYSTEM):
        record_event(
            "identity.role.granted", at=now(), tenant_id=world.other.pk,
            actor_id=world.other_person.pk, reason=world.canary,
        )  # fmt: skip


def link_to_password(world: World) -> dict[str, Any]:
    """The link of a recovery mail."""
    with scoped(SYSTEM):
        account = Account.objects.get(person=world.other_person)
    return {"account": account.uuid, "token": default_token_generator.make_token(account)}


def link_of_activation(world: World) -> dict[str, Any]:
    """The link of an agency's first mail."""
    with scoped(SYSTEM):
        account = Account.objects.get(person=world.other_person)
    return {"token": signed(ACTIVATION, activation_content(account.uuid, account.password))}


def link_of_guest(world: World) -> dict[str, Any]:
    """The link of a guest's mail."""
    return {"token": signed(GUEST, [world.canary, "tamu@contoh.go.id", ""])}


def link_to_address(world: World) -> dict[str, Any]:
    """The link that proves a new address."""
    with scoped(SYSTEM):
        account = Account.objects.get(person=world.other_person)
    return {"token": signed(NEW_EMAIL, [account.pk, "baru@contoh.go.id"])}


CASES: dict[str, Case] = {
    **PEOPLE,
    **dict.fromkeys(
        (
            "account_login", "account_reauthenticate", "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn", "account_inactive", "mfa_authenticate",
            "mfa_login_webauthn", "account_reset_password", "activate", "recover_sent",
            "account_logout", "account_signup", "sample_accounts",
        ),
        COMING_IN,
    ),
    "account_reset_password_from_key": Public(ADDRESSEE, link_to_password),
    "sign_up_finish": Public(ADDRESSEE, link_of_guest),
    "new_email": Public(ADDRESSEE, link_to_address),
    "activation": Public(ADDRESSEE, link_of_activation),
    "roles": Own(foreign_grant),
    "role_grant": Own(),
    "role_revoke": Foreign(foreign_grant, {"reason": "uji"}),
    "audit": Own(foreign_event),
    "account": Own(),
    "account_change_password": Own(),
    "account_email": Own(),
    "change_phone": Own(),
    "change_language": Own(),
    "end_other_sessions": Own(),
    "end_session": Foreign(foreign_session),
    "second_factor": Own(foreign_key),
    "mfa_index": Own(foreign_key),
    "mfa_list_webauthn": Own(foreign_key),
    "mfa_activate_totp": Own(),
    "mfa_deactivate_totp": Own(),
    "mfa_view_recovery_codes": Own(),
    "mfa_generate_recovery_codes": Own(),
    "mfa_download_recovery_codes": Own(),
    "mfa_add_webauthn": Own(),
    "mfa_edit_webauthn": Foreign(foreign_key),
    "mfa_remove_webauthn": Foreign(foreign_key),
}  # fmt: skip
