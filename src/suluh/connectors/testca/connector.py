"""The test authority as the sealer of certificates (port ``credentials.ports.Sealer``)."""

from datetime import datetime
from pathlib import Path

from suluh.connectors.testca.client import Keys, load_or_make
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
