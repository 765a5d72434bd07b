"""Sessions in the database that know their account, loaded only when read."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.utils.crypto import get_random_string

__all__ = ["SessionMiddleware", "SessionStore"]


class SessionStore(DatabaseStore):
    """Database session with an `account_id` column beside the data."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The session table."""
        from suluh.identity.models import Session

        return Session

    def cycle_key(self) -> None:
        """A new key at sign-in: the old row goes now, the new one is written with the answer."""
        data, old = dict(self.items()), self.session_key
        if old:
            self.delete(old)
        self._session_key = None
        self._session_cache = data
        self.modified = True

    def create(self) -> None:
        """Write the new row in one statement; a key that is taken already is out of the question."""
        self._session_key = self._get_new_session_key()
        self.create_model_instance(dict(self.items())).save(force_insert=True)
        self.modified = True

    def _get_new_session_key(self) -> str:
        """165 random bits; asking the database whether they are taken would be in vain."""
        return get_random_string(32, VALID_KEY_CHARS)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Row to be saved; the account is copied from Django's own session key."""
        row: Any = super().create_model_instance(data)
        account = data.get("_auth_user_id")
        row.account_id = int(account) if account else None
        return row


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's own, with our store."""
