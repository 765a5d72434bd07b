"""Writes of assignments: drafts and hand-ins, teams, marks, bundles."""
