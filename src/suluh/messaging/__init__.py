"""Notices to people and their delivery; channels are connectors."""
