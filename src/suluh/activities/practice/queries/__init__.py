"""Reads of practice: one with all that belongs to it, the list of who guides, the organiser's list."""
