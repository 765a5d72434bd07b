"""What can be said of a PDF, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from suluh.standards.sentences import gettext_noop as _

# The files that travel inside a sealed certificate.
CLAIMS_FILE, PROOF_FILE, OPENING_FILE = "klaim.jws", "bukti.tlog-proof", "pembuka.json"


class PdfState(StrEnum):
    """The outcome of judging one file; only SEALED means genuine and unchanged."""

    SEALED = "sealed"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


SENTENCES = {
    PdfState.SEALED: _("Segel elektronik sah dan berkas ini utuh sejak disegel."),
    PdfState.ALTERED: _(
        "Berkas ini berubah setelah disegel, atau segelnya rusak. Jangan dipercaya."
    ),
    PdfState.FOREIGN: _("Berkas ini disegel oleh pihak yang tidak dikenal. Jangan dipercaya."),
    PdfState.UNSIGNED: _("Berkas ini tidak bersegel. Periksa lewat kode QR atau kode sertifikat."),
    PdfState.UNREADABLE: _(
        "Berkas ini bukan PDF atau rusak. Unduh ulang sertifikat dari sumbernya, atau periksa dengan"
        " kode di kaki sertifikat."
    ),
}


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """The judgement; signer, time and attached files are given only for a genuine file."""

    state: PdfState
    signer: str = ""
    signed_at: datetime | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_genuine(self) -> bool:
        """Whether the seal is ours and nothing was changed since."""
        return self.state is PdfState.SEALED

    @property
    def sentence(self) -> str:
        """The judgement in plain Indonesian."""
        return SENTENCES[self.state]
