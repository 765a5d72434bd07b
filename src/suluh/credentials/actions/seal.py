"""Drawing and sealing certificates: outside the transaction that issued them, any number of times.

Sealing the same row twice is harmless: the row is locked, a sealed one is passed over, and the
file is put in place whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from suluh.base.events import Fact, record_events
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.actions.files import store_files
from suluh.credentials.models import Certificate
from suluh.credentials.queries.papers import drawn_face, template_images
from suluh.credentials.types.errors import RenderError
from suluh.credentials.types.face import Image
from suluh.ledger.actions.sequencing import LogStopped, sequence_entries
from suluh.ledger.ports import origin, witnesses
from suluh.ledger.queries.nodes import LogNodes
from suluh.ledger.queries.proofs import entry_proofs
from suluh.ledger.types import EntryProof
from suluh.standards.claims import Claims
from suluh.standards.evidence import TITLE_CHARS

AT_ONCE = 20
PATIENCE = timedelta(seconds=60)
_RECORD = """
UPDATE credentials_certificate c SET claims = p.claims, file = p.file, file_sha256 = p.sha256,
  sealed_at = %s
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS p(id, claims, file, sha256)
WHERE c.id = p.id
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate drawn and sealed, before it is kept."""

    row: Certificate
    claims: str
    pdf: bytes
    sha256: str

    @property
    def file(self) -> str:
        """A name that follows from the certificate; the tail, for the head is the time."""
        return f"sealed/{self.row.uuid.hex[-2:]}/{self.row.uuid}-{self.row.revision}.pdf"


def seal_certificates(*, ids: Sequence[int], now: datetime) -> int:
    """Draw, seal and store the certificates that are not sealed yet; gives how many were.

    One transaction for each few: a killed worker loses at most those in hand, which the next try
    makes again under the same names. What goes wrong with one paper stops no other; it is raised
    once the others are kept.
    """
    write_log(now=now)
    faults: list[Exception] = []
    nodes = LogNodes()
    done = sum(
        _seal_some(ids[start : start + AT_ONCE], now=now, nodes=nodes, faults=faults)
        for start in range(0, len(ids), AT_ONCE)
    )
    if faults:
        raise faults[0]
    return done


def write_log(*, now: datetime) -> None:
    """Bring the proof log up to date; leaves it to whoever is doing so already.

    A log that was stopped stays so, and what needs it waits: its own job raises the alarm.
    """
    written = 1
    with suppress(LogStopped):
        while written:
            with scoped(SYSTEM):
                written = sequence_entries(now=now)


def _seal_some(
    ids: Sequence[int], *, now: datetime, nodes: LogNodes, faults: list[Exception]
) -> int:
    """Files first, through to the disk; then the rows say that they are there."""
    with scoped(SYSTEM):
        papers = list(_papers(_ready(ids, nodes, now), faults))
        store_files({paper.file: paper.pdf for paper in papers})
        if papers:
            _record(papers, now)
    return len(papers)


def _papers(
    ready: Sequence[tuple[Certificate, EntryProof | None]], faults: list[Exception]
) -> Iterator[Paper]:
    """A face that cannot be drawn stops only itself; the organiser sees why."""
    pictures: dict[int, Mapping[str, Image]] = {}
    for row, proof in ready:
        if row.template_id not in pictures:
            pictures[row.template_id] = template_images(row.template)
        try:
            yield _paper(row, proof, pictures[row.template_id])
        except RenderError as error:
            row.state_reason = str(error)[:300]
            row.save(update_fields=["state_reason"])
        except Exception as error:  # noqa: BLE001  raised by the caller
            faults.append(error)


def _ready(
    ids: Sequence[int], nodes: LogNodes, now: datetime
) -> list[tuple[Certificate, EntryProof | None]]:
    """Those not sealed and in no other worker's hand, locked, with the proof of their JP.

    Left out are those whose JP wait for their place in the proof log: no paper without proof, so
    that none can ever be back-dated. Witnesses are waited for a minute, no longer.
    """
    rows = list(
        Certificate.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("template", "tenant")
        .filter(id__in=ids, sealed_at=None)
        .order_by("id")
    )
    proofs = entry_proofs([row.jp_entry_id for row in rows if row.jp_entry_id], nodes=nodes)
    found = [(row, proofs.get(row.jp_entry_id) if row.jp_entry_id else None) for row in rows]
    known = bool(witnesses())
    return [
        (row, proof)
        for row, proof in found
        if not row.jp_entry_id or (proof and (not known or _may_be_carried(proof, now)))
    ]


def _may_be_carried(proof: EntryProof, now: datetime) -> bool:
    """Whether enough witnesses have seen the checkpoint, or had their minute."""
    return proof.is_witnessed or now - proof.logged_at >= PATIENCE


def _paper(row: Certificate, proof: EntryProof | None, pictures: Mapping[str, Image]) -> Paper:
    row.claims = row.claims or ports.claim_signer().sign(_claims(row, proof))
    pdf = ports.sealer().seal(ports.renderer().render(drawn_face(row, proof, pictures)))
    return Paper(row, row.claims, pdf, hashlib.sha256(pdf).hexdigest())


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


def _record(papers: Sequence[Paper], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            [
                now,
                [paper.row.pk for paper in papers],
                [paper.claims for paper in papers],
                [paper.file for paper in papers],
                [paper.sha256 for paper in papers],
            ],
        )
    record_events(
        "credentials.certificate.sealed",
        at=now,
        facts=[
            Fact(
                tenant_id=paper.row.tenant_id,
                subject=paper.row.uuid,
                data={"number": paper.row.number, "sha256": paper.sha256},
            )
            for paper in papers
        ],
    )
