"""Operators' commands of identity."""
