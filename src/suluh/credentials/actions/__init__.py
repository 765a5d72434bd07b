"""Writing certificates: numbers, issue; correction, revocation and seals beside them."""

from suluh.credentials.actions.issue import issue_certificates

__all__ = ["issue_certificates"]
