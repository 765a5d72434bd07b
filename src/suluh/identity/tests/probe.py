"""How the cross-tenant probe asks for the pages of sign-in, accounts and roles."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from suluh.base.clock import now
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, RoleGrant
from suluh.identity.queries.accounts import session_handle
from suluh.identity.tests.probe_people import CASES as PEOPLE
from suluh.organisation.types import Role
from tests import make
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

COMING_IN = Public("coming in: nobody is known yet")
SIGNED = Public("opened by a token that only the addressee holds; tested with sign-in")


def foreign_session(world: World) -> dict[str, Any]:
    """A session of somebody else."""
    client = Client()
    make.sign_in(client, world.other_person)
    return {"handle": session_handle(client.cookies["sessionid"].value)}


def foreign_key(world: World) -> dict[str, Any]:
    """A passkey of somebody else."""
    with scoped(SYSTEM):
        owner = Account.objects.get(person=world.other_person)
    data = {"name": world.canary, "credential": {}, "passwordless": True}
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
    "account_reset_password_from_key": SIGNED,
    "sign_up_finish": SIGNED,
    "new_email": SIGNED,
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
