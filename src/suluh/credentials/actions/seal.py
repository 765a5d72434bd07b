"""Drawing and sealing certificates: outside the transaction that issued them, any number of times.

Sealing the same row twice is harmless: the row is locked, a sealed one is passed over, and the
file is put in place whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.models import Certificate
from suluh.credentials.queries.evidence import certificate_proof
from suluh.credentials.queries.papers import drawn_face
from suluh.credentials.types.errors import RenderError
from suluh.ledger.actions.sequencing import LogStopped, sequence_entries
from suluh.ledger.ports import origin
from suluh.ledger.queries.nodes import LogNodes
from suluh.ledger.types import EntryProof
from suluh.standards.claims import Claims
from suluh.standards.evidence import TITLE_CHARS


def seal_certificates(*, ids: Sequence[int], now: datetime) -> int:
    """Draw, seal and store the certificates that are not sealed yet; gives how many were.

    One transaction each: a killed worker loses at most the one in hand, which the next try
    makes again under the same name.
    """
    write_log(now=now)
    nodes = LogNodes()
    return sum(_seal_or_note(certificate_id, now, nodes) for certificate_id in ids)


def write_log(*, now: datetime) -> None:
    """Bring the proof log up to date; leaves it to whoever is doing so already.

    A log that was stopped stays so, and what needs it waits: its own job raises the alarm.
    """
    written = 1
    with suppress(LogStopped):
        while written:
            with scoped(SYSTEM):
                written = sequence_entries(now=now)


def _seal_or_note(certificate_id: int, now: datetime, nodes: LogNodes) -> bool:
    """A face that cannot be drawn stops only itself; the organiser sees why."""
    try:
        return seal_one(certificate_id=certificate_id, now=now, nodes=nodes)
    except RenderError as error:
        with scoped(SYSTEM):
            rows = Certificate.objects.filter(id=certificate_id)
            rows.update(state_reason=str(error)[:300])
        return False


def seal_one(*, certificate_id: int, now: datetime, nodes: LogNodes | None = None) -> bool:
    """Seal one certificate; False where it is sealed already or another worker holds it.

    False too while the JP it states wait for their place in the proof log: no paper without
    proof, so that none can ever be back-dated.
    """
    with scoped(SYSTEM):
        row = (
            Certificate.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("template", "tenant")
            .filter(id=certificate_id, sealed_at=None)
            .first()
        )
        proof = certificate_proof(row, nodes=nodes) if row else None
        if row is None or (row.jp_entry_id and proof is None):
            return False
        row.claims = row.claims or ports.claim_signer().sign(_claims(row, proof))
        pdf = ports.sealer().seal(ports.renderer().render(drawn_face(row, proof)))
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


def _claims(row: Certificate, proof: EntryProof | None) -> Claims:
    return Claims(
        id=row.code,
        name=row.face["name"][:80],
        nip_tail=(row.face.get("nip") or "")[-4:],
        title=row.title[:TITLE_CHARS],
        jp=int(row.face.get("jp_minor", 0)),
        organiser=row.tenant.name[:80],
        issued_on=date.fromisoformat(row.face["issued_on"]),
        number=row.number,
        revision=row.revision,
        log_origin=origin() if proof else "",
        leaf_index=proof.index if proof else None,
        commitment=proof.commitment if proof else "",
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
