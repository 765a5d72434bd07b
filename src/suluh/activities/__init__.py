"""Kinds of activity, one folder each, blind to one another."""
