"""What the live server must know, from the same environment as the web server. No Django."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from suluh.live.token import derive_key

APP_ROLE = "suluh_app"


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """Address of the database, of the pages, and the key of the tickets."""

    database_url: str
    origin: str
    key: bytes


def from_environment() -> LiveSettings:
    """Read them; the secret key comes from SECRET_KEY or the file the web server keeps."""
    root = Path(__file__).resolve().parents[3]
    var = Path(os.environ.get("SULUH_VAR") or root / "var")
    secret = os.environ.get("SECRET_KEY") or (var / "secret_key").read_text().strip()
    url = os.environ.get("DATABASE_APP_URL") or _app_url(os.environ["DATABASE_URL"], secret)
    page = urlsplit(os.environ.get("SULUH_URL", "http://127.0.0.1:8000"))
    return LiveSettings(url, f"{page.scheme}://{page.netloc}", derive_key(secret))


def _app_url(owner_url: str, secret: str) -> str:
    """The application role's address, by the same derivation as config.settings."""
    password = hmac.new(secret.encode(), b"suluh database role", hashlib.sha256).hexdigest()
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{APP_ROLE}:{quote(password)}"
    return urlunsplit((parts.scheme, f"{login}@{host}", parts.path, parts.query, ""))
