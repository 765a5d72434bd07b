"""PAdES seals on PDF files: making them, and judging files that people hand in."""

from suluh.standards.pades.inspect import inspect_pdf
from suluh.standards.pades.seal import SealError, SealKey, SealNote, seal_pdf
from suluh.standards.pades.verdict import PdfState, PdfVerdict

__all__ = [
    "PdfState",
    "PdfVerdict",
    "SealError",
    "SealKey",
    "SealNote",
    "inspect_pdf",
    "seal_pdf",
]
