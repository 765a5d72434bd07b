"""What a request tells beyond its form: where to go next, and from where it came."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_local_path(address: str | None) -> bool:
    """Whether the address is a plain path on this site; anything else is an open redirect."""
    return bool(
        address
        and address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and not any(unicodedata.category(sign)[0] in "CZ" for sign in address)
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )


def next_path(request: HttpRequest, default: str = "/") -> str:
    """The path asked for by `next`, where it is one of this site."""
    asked = request.POST.get("next") or request.GET.get("next")
    return asked if asked and is_local_path(asked) else default


def came_from(request: HttpRequest) -> str:
    """The page of this site from which the request came, or '' where it is none or this very one."""
    parts = urlsplit(request.headers.get("Referer", ""))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    is_ours = parts.netloc == request.get_host() and is_local_path(path)
    is_here = request.method == "GET" and path == request.get_full_path()
    return path if is_ours and not is_here else ""


def client_address(request: HttpRequest) -> str:
    """The caller's IP address; behind the trusted proxies of the settings, the one they saw."""
    hops: int = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "")
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    if hops and len(seen) >= hops:
        return seen[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))
