"""Plain values of certificates; this package holds no rule and touches no database."""
