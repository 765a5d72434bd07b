"""The test authority as the sealer of certificates (port ``credentials.ports.Sealer``).

What seals and judges is loaded when it is first asked for: most processes only check claims.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from suluh.connectors.testca.client import Keys, der_of, load_or_make
from suluh.standards.claims import ClaimKey, ClaimSigner, ClaimVerifier
from suluh.standards.pades import PdfVerdict

if TYPE_CHECKING:
    from suluh.standards.pades.seal import SealKey, SealNote


class TestAuthoritySealer:
    """Seals with the key of this installation; keeps it in memory."""

    __test__ = False

    def __init__(self, keys: Keys, *, organisation: str) -> None:
        self._keys = keys
        self._organisation = organisation

    @classmethod
    def from_folder(cls, folder: Path, *, organisation: str, now: datetime) -> TestAuthoritySealer:
        """A sealer on the keys in a folder, made where there are none."""
        keys = load_or_make(folder, organisation=organisation, now=now)
        return cls(keys, organisation=organisation)

    def seal(self, pdf: bytes) -> bytes:
        """The PDF with a seal over all of it; raises ``SealError``."""
        from suluh.standards.pades.seal import seal_pdf

        key, note = self._pen
        return seal_pdf(pdf, key, note=note)

    def inspect(self, pdf: bytes) -> PdfVerdict:
        """What can be said of a PDF; never raises."""
        from suluh.standards.pades.inspect import inspect_pdf

        return inspect_pdf(pdf, roots=[self._keys.root])

    @cached_property
    def _pen(self) -> tuple[SealKey, SealNote]:
        from suluh.standards.pades.seal import SealKey, SealNote

        note = SealNote(self._organisation, "Segel elektronik sertifikat")
        return SealKey(*self._keys.seal_pem), note


class TestAuthority:
    """Seal and claims of one installation (port ``credentials.ports.Authority``)."""

    __test__ = False

    def __init__(self, keys: Keys, *, organisation: str) -> None:
        public = keys.claims.public_key()
        self.sealer = TestAuthoritySealer(keys, organisation=organisation)
        self.claim_signer = ClaimSigner(keys.claims_kid, keys.claims)
        self.claim_verifier = ClaimVerifier(
            {**keys.former_claims, keys.claims_kid: ClaimKey(public)}
        )
        self.seal_certificates = (der_of(keys.seal_pem[0]),)


@lru_cache(maxsize=1)
def shared_authority() -> TestAuthority:
    """The authority of this process; its keys are made in var/keys where there are none."""
    folder = Path(settings.VAR) / "keys"
    keys = load_or_make(folder, organisation="Suluh", now=datetime.now(UTC))
    return TestAuthority(keys, organisation="Suluh")
