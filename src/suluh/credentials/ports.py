"""What certificates need from outside: who draws them, who seals them, whose they are."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from suluh.credentials.types.face import CertificateFace
from suluh.organisation.types import Actor
from suluh.standards.claims import ClaimSigner, ClaimVerifier
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


class Authority(Protocol):
    """Everything that holds a key: the seal and the claims."""

    sealer: Sealer
    claim_signer: ClaimSigner
    claim_verifier: ClaimVerifier
    seal_certificates: Sequence[bytes]
    """Certificates (DER) of seals that a verifier without network may trust; may be empty."""


def unit_path_of(source_id: str) -> str:
    """Path of the unit whose event it is ('': the whole agency's), by settings.CERTIFICATE_UNIT."""
    ask: Callable[[str], str] = import_string(settings.CERTIFICATE_UNIT)
    return ask(source_id)


def head_of(actor: Actor, source_id: str) -> Any:
    """What stands above the certificates of a course: `title`, `back_url`, `back_label`, `tabs`.

    None where the source is no course of theirs; by settings.CERTIFICATE_HEAD.
    """
    ask: Callable[[Actor, str], Any] = import_string(settings.CERTIFICATE_HEAD)
    return ask(actor, source_id)


def renderer() -> Renderer:
    """The drawer of this installation (settings.CERTIFICATE_RENDERER)."""
    found: Renderer = import_string(settings.CERTIFICATE_RENDERER)()
    return found


def authority() -> Authority:
    """The sealing authority of this installation (settings.CERTIFICATE_AUTHORITY)."""
    found: Authority = import_string(settings.CERTIFICATE_AUTHORITY)()
    return found


def sealer() -> Sealer:
    """Who seals."""
    return authority().sealer


def claim_signer() -> ClaimSigner:
    """Who signs claims for the QR."""
    return authority().claim_signer


def claim_verifier() -> ClaimVerifier:
    """Who knows claims signed by us again."""
    return authority().claim_verifier
