"""PAdES seals on PDF files: making them, and judging files that people hand in."""

from suluh.standards.pades.inspect import (
    CLAIMS_FILE,
    OPENING_FILE,
    PROOF_FILE,
    inspect_pdf,
)
from suluh.standards.pades.seal import SealError, SealKey, SealNote, seal_pdf
from suluh.standards.pades.verdict import PdfState, PdfVerdict

__all__ = [
    "CLAIMS_FILE",
    "OPENING_FILE",
    "PROOF_FILE",
    "PdfState",
    "PdfVerdict",
    "SealError",
    "SealKey",
    "SealNote",
    "inspect_pdf",
    "seal_pdf",
]
