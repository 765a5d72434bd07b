"""Where an import stands after its job: written by the jobs through here."""

from __future__ import annotations

from suluh.identity.models import ImportRun


def mark(run: ImportRun, state: str) -> None:
    """Set the state that the job left the run in."""
    ImportRun.objects.filter(id=run.id).update(state=state)
