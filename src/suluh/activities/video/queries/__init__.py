"""Reads of videos."""
