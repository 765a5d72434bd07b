"""Plain values of certificates; this package holds no rule and touches no database."""

from suluh.credentials.types.requests import CertificateRequest, Subject

__all__ = ["CertificateRequest", "Subject"]
