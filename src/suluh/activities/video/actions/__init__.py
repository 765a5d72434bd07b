"""Writes of videos."""
