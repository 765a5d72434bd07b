"""The page that verifies without a network, and the status list it may be given: public, signed."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.models import Certificate
from suluh.credentials.rules.offline import put_together
from suluh.ledger.ports import log_signer, quorum, witnesses
from suluh.standards.pades.pin import pin_of
from suluh.standards.status import StatusList, name_of, sign_status

PARTS = Path(__file__).resolve().parent.parent / "static/js/offline"
ORDER = ("bytes", "tree", "note", "proof", "claims", "opening", "seal", "weigh", "page")


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """The file, and the hash by which people know it again."""

    html: bytes
    sha256: str


def offline_page() -> OfflinePage:
    """The page in the active language, with the keys of today."""
    body = render_to_string("credentials/offline.html", {"site": settings.BASE_URL})
    html = put_together(
        language=get_language() or "id",
        body=body,
        script=script(),
        style=style(),
        keys=offline_keys(),
    )
    return OfflinePage(html, hashlib.sha256(html).hexdigest())


def offline_keys() -> dict[str, Any]:
    """All keys that a verifier needs, as the page carries them."""
    log = log_signer().verifier()
    return {
        "log": {"name": log.name, "key": _base64(log.key.public_bytes_raw())},
        "witnesses": [
            {"name": each.name, "key": _base64(each.key.key.public_bytes_raw())}
            for each in witnesses()
        ],
        "quorum": quorum(),
        "claims": claim_keys(),
        "seals": [pinned(each) for each in ports.authority().seal_certificates],
    }


def claim_keys() -> dict[str, dict[str, str]]:
    """Public keys of claims by key id, with the days of issue for which each counts."""
    return {
        kid: {
            "x": base64.urlsafe_b64encode(key.key.public_bytes_raw()).decode().rstrip("="),
            "first": key.first_day.isoformat() if key.first_day else "",
            "last": key.last_day.isoformat() if key.last_day else "",
        }
        for kid, key in ports.claim_verifier().keys.items()
    }


def status_list(day: date) -> str:
    """All certificates that do not hold on a day, signed."""
    with scoped(SYSTEM):
        rows = Certificate.objects.exclude(claims="")
        replaced = rows.filter(state=Certificate.State.REPLACED).values_list("code", flat=True)
        revoked = rows.filter(state=Certificate.State.REVOKED).values_list("code", flat=True)
        made = StatusList(day, frozenset(map(name_of, revoked)), frozenset(map(name_of, replaced)))
    return sign_status(made, ports.claim_signer())


def pinned(certificate: bytes) -> dict[str, str]:
    """A seal certificate as the page carries it."""
    pin = pin_of(certificate)
    return {
        "name": pin.name,
        "certificate": _base64(pin.certificate),
        "issuer": _base64(pin.issuer_and_serial),
        "point": _base64(pin.point),
        "first": pin.first.isoformat(),
        "last": pin.last.isoformat(),
    }


@lru_cache(maxsize=1)
def script() -> str:
    """All parts of the script as one, closed in itself."""
    parts = "".join((PARTS / f"{name}.js").read_text(encoding="utf-8") for name in ORDER)
    return (
        f'"use strict";(() => {{\n{parts}\nglobalThis.suluh = {{ weigh, weighPdf, keys }};\n}})();'
    )


@lru_cache(maxsize=1)
def style() -> str:
    """The page's own style."""
    return (PARTS / "page.css").read_text(encoding="utf-8")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
