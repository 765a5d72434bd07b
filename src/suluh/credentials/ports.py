"""What certificates need from outside: someone who draws them and someone who seals them."""

from typing import Protocol

from suluh.credentials.types.face import CertificateFace
from suluh.standards.pades import PdfVerdict


class Renderer(Protocol):
    """Draws a certificate; the same face always gives the same bytes."""

    def render(self, face: CertificateFace) -> bytes:
        """The PDF, not yet sealed, with the signed claims attached."""
        ...

    def preview(self, face: CertificateFace, *, ppi: float = 96) -> list[bytes]:
        """One PNG for each page."""
        ...


class Sealer(Protocol):
    """Seals a PDF in the agency's name and knows its own seals again."""

    def seal(self, pdf: bytes) -> bytes:
        """The PDF with a seal over all of it; raises ``SealError``."""
        ...

    def inspect(self, pdf: bytes) -> PdfVerdict:
        """What can be said of a PDF that someone hands in; never raises."""
        ...
