"""Connector: seals by a test authority made at set-up."""
