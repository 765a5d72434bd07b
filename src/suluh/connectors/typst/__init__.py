"""Connector: certificates drawn by Typst."""
