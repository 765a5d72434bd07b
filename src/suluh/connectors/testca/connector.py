"""The test authority as the sealer of certificates (port ``credentials.ports.Sealer``)."""

import base64
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from suluh.connectors.testca.client import Keys, load_or_make
from suluh.standards.claims import ClaimSigner, ClaimVerifier
from suluh.standards.pades import PdfVerdict, SealNote, inspect_pdf, seal_pdf


class TestAuthoritySealer:
    """Seals with the key of this installation; keeps it in memory."""

    __test__ = False

    def __init__(self, keys: Keys, *, note: SealNote) -> None:
        self._keys = keys
        self._note = note

    @classmethod
    def from_folder(
        cls, folder: Path, *, organisation: str, now: datetime
    ) -> "TestAuthoritySealer":
        """A sealer on the keys in a folder, made where there are none."""
        keys = load_or_make(folder, organisation=organisation, now=now)
        return cls(keys, note=SealNote(organisation, "Segel elektronik sertifikat"))

    def seal(self, pdf: bytes) -> bytes:
        """The PDF with a seal over all of it; raises ``SealError``."""
        return seal_pdf(pdf, self._keys.seal, note=self._note)

    def inspect(self, pdf: bytes) -> PdfVerdict:
        """What can be said of a PDF; never raises."""
        return inspect_pdf(pdf, roots=[self._keys.root])


class TestAuthority:
    """Seal and claims of one installation (port ``credentials.ports.Authority``)."""

    __test__ = False

    def __init__(self, keys: Keys, *, organisation: str) -> None:
        public = keys.claims.public_key()
        self.sealer = TestAuthoritySealer(
            keys, note=SealNote(organisation, "Segel elektronik sertifikat")
        )
        self.claim_signer = ClaimSigner(keys.claims_kid, keys.claims)
        self.claim_verifier = ClaimVerifier({keys.claims_kid: public})
        raw = base64.urlsafe_b64encode(public.public_bytes_raw()).decode().rstrip("=")
        self.claim_keys = {keys.claims_kid: raw}


@lru_cache(maxsize=1)
def shared_authority() -> TestAuthority:
    """The authority of this process; its keys are made in var/keys where there are none."""
    folder = Path(settings.VAR) / "keys"
    keys = load_or_make(folder, organisation="Suluh", now=datetime.now(UTC))
    return TestAuthority(keys, organisation="Suluh")
