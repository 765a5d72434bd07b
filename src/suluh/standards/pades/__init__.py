"""PAdES seals on PDF files: what can be said of a file, and what travels in it.

Making seals (`seal`) and judging them (`inspect`) load a large library, so these two are imported
where they are used: it takes as long to load as all the rest of Suluh.
"""

from suluh.standards.pades.verdict import (
    CLAIMS_FILE,
    OPENING_FILE,
    PROOF_FILE,
    PdfState,
    PdfVerdict,
)

__all__ = ["CLAIMS_FILE", "OPENING_FILE", "PROOF_FILE", "PdfState", "PdfVerdict"]
