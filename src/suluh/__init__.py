"""Suluh: the learning system of the Indonesian civil service."""
