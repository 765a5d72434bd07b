"""Account (how a person signs in), session, role grants."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Upper

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models.person import Person
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Role


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with (NIP, or an invented one for guests)."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """As Django asks for it."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """The means of signing in; `username` is the NIP, or a generated name for guests."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="account", null=True
    )
    username = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, blank=True, default="")
    activation_sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    protection = Protection(open="sign-in happens before there is a scope")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        indexes = [models.Index(Upper("email"), name="account_email")]

    def __str__(self) -> str:
        return self.username

    def has_perm(self, *_: Any) -> bool:
        """Django's own permissions are not used."""
        return False


class Session(AbstractBaseSession):
    """Django session that knows its account, so that ending them all is one statement."""

    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="sessions"
    )

    protection = Protection(open="sessions are read before there is a scope")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that fills `account`."""
        from suluh.identity.sessions import SessionStore

        return SessionStore


class RoleGrant(models.Model):
    """A role over a unit subtree (unit null: the whole agency; agency null: the nation)."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    tenant = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="granted"
    )
    reason = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    protection = Protection(open="read at sign-in, before there is a scope; holds no personal data")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "person", "role", "unit"],
                condition=models.Q(revoked_at=None),
                nulls_distinct=False,
                name="grant_once",
            )
        ]
