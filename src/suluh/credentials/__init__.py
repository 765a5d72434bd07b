"""Certificates: numbers, templates, issue, seal, public verification."""
