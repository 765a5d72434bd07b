"""Drawing and sealing certificates: outside the transaction that issued them, any number of times.

Sealing the same row twice is harmless: the row is locked, a sealed one is passed over, and the
file is put in place whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.models import Certificate
from suluh.credentials.queries.papers import drawn_face
from suluh.credentials.types.errors import RenderError
from suluh.ledger.actions.sequencing import sequence_entries
from suluh.ledger.models import JpEntry
from suluh.ledger.ports import origin
from suluh.standards.claims import Claims


def seal_certificates(*, ids: Sequence[int], now: datetime) -> int:
    """Draw, seal and store the certificates that are not sealed yet; gives how many were.

    One transaction each: a killed worker loses at most the one in hand, which the next try
    makes again under the same name.
    """
    write_log(now=now)
    return sum(_seal_or_note(certificate_id, now) for certificate_id in ids)


def write_log(*, now: datetime) -> None:
    """Bring the proof log up to date; leaves it to whoever is doing so already."""
    written = 1
    while written:
        with scoped(SYSTEM):
            written = sequence_entries(now=now)


def _seal_or_note(certificate_id: int, now: datetime) -> bool:
    """A face that cannot be drawn stops only itself; the organiser sees why."""
    try:
        return seal_one(certificate_id=certificate_id, now=now)
    except RenderError as error:
        with scoped(SYSTEM):
            rows = Certificate.objects.filter(id=certificate_id)
            rows.update(state_reason=str(error)[:300])
        return False


def seal_one(*, certificate_id: int, now: datetime) -> bool:
    """Seal one certificate; False where it is sealed already or another worker holds it."""
    with scoped(SYSTEM):
        row = (
            Certificate.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("template", "tenant")
            .filter(id=certificate_id, sealed_at=None)
            .first()
        )
        if row is None or not _is_in_log(row):
            return False
        row.claims = row.claims or ports.claim_signer().sign(_claims(row))
        pdf = ports.sealer().seal(ports.renderer().render(drawn_face(row)))
        row.file.name = _store(row, pdf)
        row.file_sha256 = hashlib.sha256(pdf).hexdigest()
        row.sealed_at = now
        row.save(update_fields=["claims", "file", "file_sha256", "sealed_at"])
        record_event(
            "credentials.certificate.sealed",
            at=now,
            tenant_id=row.tenant_id,
            subject=row.uuid,
            data={"number": row.number, "sha256": row.file_sha256},
        )
    return True


def _is_in_log(row: Certificate) -> bool:
    """No paper before the JP it states stand in the proof log: it can never be back-dated."""
    return row.jp_entry_id is None or (
        JpEntry.objects.filter(id=row.jp_entry_id, leaf_index__isnull=False).exists()
    )


def _claims(row: Certificate) -> Claims:
    entries = JpEntry.objects.filter(id__in=[row.jp_entry_id] if row.jp_entry_id else [])
    entry = entries.values_list("leaf_index").first()
    return Claims(
        id=row.code,
        name=row.face["name"][:80],
        nip_tail=(row.face.get("nip") or "")[-4:],
        title=row.title[:140],
        jp=int(row.face.get("jp_minor", 0)),
        organiser=row.tenant.name[:80],
        issued_on=date.fromisoformat(row.face["issued_on"]),
        number=row.number,
        revision=row.revision,
        log_origin=origin() if entry else "",
        leaf_index=entry[0] if entry else None,
    )


def _store(row: Certificate, pdf: bytes) -> str:
    """Write under a name that follows from the certificate; whole or not at all."""
    name = f"sealed/{row.uuid.hex[:2]}/{row.uuid}-{row.revision}.pdf"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.baru")
    temporary.write_bytes(pdf)
    temporary.replace(path)
    return name
