"""Certificates for two verifiers to look at: honest ones, and every way of making a false one."""

from __future__ import annotations

import base64
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from suluh.connectors.testca.client import Keys as CaKeys
from suluh.connectors.testca.client import der_of, load_or_make
from suluh.connectors.testca.connector import TestAuthoritySealer
from suluh.connectors.typst.connector import TypstRenderer
from suluh.connectors.typst.tests.faces import FACE
from suluh.credentials.types.face import Attachment
from suluh.standards import tlog
from suluh.standards.claims import ClaimKey, ClaimSigner, ClaimVerifier
from suluh.standards.evidence import Bundle, Keys
from suluh.standards.pades.verdict import CLAIMS_FILE, OPENING_FILE, PROOF_FILE
from suluh.standards.tests import test_evidence as made
from suluh.standards.tests.test_claims import KEY as CLAIMS_KEY
from suluh.standards.tests.test_claims import packed
from suluh.standards.tests.test_cosignature import BKN, INSPECTORATE
from suluh.standards.tests.test_tlog import ORIGIN

KEY, OLD = CLAIMS_KEY, Ed25519PrivateKey.from_private_bytes(b"o" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
ORGANISATION = "Pemerintah Provinsi Contoh"
MUTATIONS = 'ABCxyz019-_.=é\n {}[]",:'


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is handed in; a PDF, or what travels with a certificate."""

    name: str
    pdf: bytes = b""
    bundle: Bundle | None = None
    is_honest: bool = False


class Corpus:
    """All cases, from one set of keys made in a folder."""

    def __init__(self, folder: Path, *, seed: int, each: int) -> None:
        self.dice, self.each = random.Random(seed), each
        now = datetime.now(UTC)
        self.ca: CaKeys = load_or_make(folder / "a", organisation=ORGANISATION, now=now)
        self.sealer = TestAuthoritySealer(self.ca, organisation=ORGANISATION)
        self.strangers = [
            TestAuthoritySealer.from_folder(folder / name, organisation=ORGANISATION, now=then)
            for name, then in (("b", now), ("c", now - timedelta(days=365 * 15)))
        ]
        self.renderer = TypstRenderer()
        self.keys = Keys(
            claims=ClaimVerifier(
                {
                    "c2026": ClaimKey(KEY.public_key()),
                    "c2020": ClaimKey(OLD.public_key(), None, date(2020, 12, 31)),
                }
            ),
            log=made.LOG.verifier(),
            witnesses=(BKN.public(), INSPECTORATE.public()),
        )

    @property
    def page_keys(self) -> dict[str, Any]:
        """The same keys as the page carries them."""
        from suluh.credentials.queries.offline import pinned

        return {
            "log": {"name": self.keys.log.name, "key": _base64(self.keys.log.key)},
            "witnesses": [{"name": w.name, "key": _base64(w.key)} for w in self.keys.witnesses],
            "quorum": self.keys.quorum,
            "claims": {
                kid: {
                    "x": _base64(key.key, url=True), "first": "",
                    "last": key.last_day.isoformat() if key.last_day else "",
                }
                for kid, key in self.keys.claims.keys.items()
            },
            "seals": [pinned(der_of(self.ca.seal_pem[0]))],
        }  # fmt: skip

    def cases(self) -> Iterator[Case]:
        """Honest ones first, then the others."""
        yield from self._honest()
        yield from self._bundles()
        yield from self._papers()

    def paper(self, given: Bundle, *, sealer: TestAuthoritySealer | None = None) -> bytes:
        """A real certificate that carries the bundle."""
        names = (CLAIMS_FILE, PROOF_FILE, OPENING_FILE)
        texts = (given.claims, given.proof, given.opening)
        files = tuple(
            Attachment(name, "text/plain", name, text)
            for name, text in zip(names, texts, strict=True)
            if text
        )
        pdf = self.renderer.render(replace(FACE, attachments=files))
        return (sealer or self.sealer).seal(pdf)

    def _honest(self) -> Iterator[Case]:
        whole, lines = made.bundle(), made.several()
        bare = Bundle(made.CLAIMS_SIGNER.sign(replace(made.CLAIMS, commitment="", leaf_index=None,
                                                      log_origin="")))  # fmt: skip
        for name, given in {
            "whole": whole, "claims alone": Bundle(whole.claims),
            "without opening": replace(whole, opening=""),
            "without proof": replace(whole, proof=""), "several lines": lines, "no JP": bare,
        }.items():  # fmt: skip
            yield Case(name, bundle=given, is_honest=True)
        old = ClaimSigner("c2020", OLD)
        early = old.sign(replace(made.CLAIMS, issued_on=date(2020, 5, 1)))
        yield Case("a former key in its days", bundle=Bundle(early), is_honest=True)
        for name, given in {
            "paper": whole,
            "paper of lines": lines,
            "paper without JP": bare,
        }.items():
            yield Case(name, pdf=self.paper(given), is_honest=True)

    def _bundles(self) -> Iterator[Case]:
        whole = made.bundle()
        for name, token in _tokens().items():
            yield Case(name, bundle=replace(whole, claims=token))
        for name, proof in made.BAD_PROOFS.items():
            yield Case(f"proof: {name}", bundle=replace(whole, proof=proof))
        yield Case("proof: older checkpoint", bundle=replace(whole, proof=_older()))
        for name, opening in made.BAD_OPENINGS.items():
            yield Case(f"opening: {name}", bundle=replace(whole, opening=opening))
        for field in ("claims", "proof", "opening"):
            text = getattr(whole, field)
            for number in range(self.each):
                changed = self._changed(text)
                if changed != text:
                    yield Case(f"{field} {number}", bundle=replace(whole, **{field: changed}))

    def _papers(self) -> Iterator[Case]:
        whole = made.bundle()
        sealed, other = self.paper(whole), self.paper(made.several())
        yield Case("removed proof", pdf=self.paper(replace(whole, proof="")))
        yield Case("removed opening", pdf=self.paper(replace(whole, opening="")))
        yield Case("removed all", pdf=self.paper(Bundle("")))
        yield Case("only the proof", pdf=self.paper(replace(whole, claims="")))
        lines = made.several()
        yield Case("proof of another", pdf=self.paper(replace(whole, proof=lines.proof)))
        yield Case("opening of another", pdf=self.paper(replace(whole, opening=lines.opening)))
        for number, stranger in enumerate(self.strangers):
            yield Case(f"stranger {number}", pdf=self.paper(whole, sealer=stranger))
        yield Case("incremental update", pdf=_updated(sealed))
        yield Case("moved seal", pdf=_moved_seal(other, sealed))
        yield Case("no seal", pdf=self.renderer.render(FACE))
        yield Case("no PDF", pdf=b"bukan pdf")
        yield Case("empty", pdf=b"%PDF-1.7\n")
        yield Case("longer", pdf=sealed + b"\n%%EOF")
        yield Case("claims exchanged", pdf=sealed.replace(b"eyJhbGciOi", b"eyJhbGciOj"))
        for number in range(self.each):
            place = self.dice.randrange(len(sealed))
            flipped = bytes([sealed[place] ^ 1 << self.dice.randrange(8)])
            cut = (
                sealed[:place]
                if number % 10 == 9
                else sealed[:place] + flipped + sealed[place + 1 :]
            )
            yield Case(f"paper {number}", pdf=cut)

    def _changed(self, text: str) -> str:
        place, kind = self.dice.randrange(len(text)), self.dice.randrange(3)
        letter = self.dice.choice(MUTATIONS)
        return {
            0: text[:place] + letter + text[place + 1 :],
            1: text[:place] + text[place + 1 :],
            2: text[:place] + letter + text[place:],
        }[kind]


def _tokens() -> dict[str, str]:
    """Tokens that nobody may accept, most of them with a signature that is right."""
    claims = made.CLAIMS
    payload = packed(json.dumps({"v": 1}).encode())
    headers: dict[str, dict[str, Any]] = {
        "alg none": {"alg": "none"}, "alg HS256": {"alg": "HS256"}, "no zip": {"zip": None},
        "kid traversal": {"kid": "../../c2026"}, "prototype kid": {"kid": "__proto__"},
        "constructor kid": {"kid": "constructor"}, "kid of a number": {"kid": 7},
        "more": {"crit": ["zip"]}, "status": {"typ": "suluh-status"},
    }  # fmt: skip
    found = {name: _signed({"alg": "EdDSA", "kid": "c2026", "zip": "DEF"} | change, payload)
             for name, change in headers.items()}  # fmt: skip
    return found | {
        "not signed": made.CLAIMS_SIGNER.sign(claims).rpartition(".")[0] + ".",
        "another key": ClaimSigner("c2026", OTHER).sign(claims),
        "revoked key": ClaimSigner("c2019", OLD).sign(claims),
        "expired key": ClaimSigner("c2020", OLD).sign(claims),
        "JP changed": made.CLAIMS_SIGNER.sign(replace(claims, jp=4000)),
        "another place": made.CLAIMS_SIGNER.sign(replace(claims, leaf_index=4)),
        "another log": made.CLAIMS_SIGNER.sign(replace(claims, log_origin="lain/jp")),
        "another commitment": made.CLAIMS_SIGNER.sign(replace(claims, commitment="00" * 32)),
        "no commitment": made.CLAIMS_SIGNER.sign(replace(claims, commitment="")),
        "empty claims": _signed({"alg": "EdDSA", "kid": "c2026", "zip": "DEF"}, packed(b"{}")),
        "no deflate": _signed({"alg": "EdDSA", "kid": "c2026", "zip": "DEF"}, b"rusak"),
        "junk behind": _signed({"alg": "EdDSA", "kid": "c2026", "zip": "DEF"}, payload + b"x"),
        "empty": "", "dots": "..",
    }  # fmt: skip


def _signed(header: dict[str, Any], payload: bytes) -> str:
    kept = {key: value for key, value in header.items() if value is not None}
    parts = [json.dumps(kept, separators=(",", ":")).encode(), payload]
    body = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
    mark = KEY.sign(body.encode())
    return f"{body}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def _older() -> str:
    """The path to today's tree under a checkpoint of before the entry, rightly signed."""
    read = tlog.read_proof(made.proof())
    tree = tlog.Tree(tlog.leaf_hash(b"%d" % number) for number in range(3))
    body = tlog.Checkpoint(ORIGIN, tlog.TreeHead(3, tree.root())).body()
    return tlog.write_proof(replace(read, checkpoint=made.LOG.sign(body)))


def _updated(sealed: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()  # type: ignore[no-untyped-call]
    target = io.BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    return target.getvalue()


def _moved_seal(target: bytes, source: bytes) -> bytes:
    from suluh.connectors.testca.tests.test_testca import contents_of

    (first, last), (mine, end) = contents_of(target), contents_of(source)
    return target[:first] + source[mine:end] + target[last:]


def _base64(key: Any, *, url: bool = False) -> str:
    raw = key.public_bytes_raw()
    if url:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return base64.b64encode(raw).decode()
