"""`suluh`: the operators' command line. `suluh --help` is a guided tour."""

from __future__ import annotations

import os
import sys

TOUR = """Suluh, the learning system of the Indonesian civil service.

Set up and run
  suluh migrate                 bring the database up to date (as its owner): tables, row
                                policies, the application role
  suluh build-assets            bundle style sheets, compile catalogues, collect static files
  suluh worker                  run jobs: certificates, messages, projections, videos
  suluh check-health            is everything there? database, roles, keys, queue

Agencies and people
  suluh create-agency           a new agency with its first administrator
  suluh import-people           a people file (CSV, XLSX): shows the difference, applies on --apply

The books
  suluh ledger verify           recompute every balance, proof and checkpoint; names what differs
  suluh ledger replay           run all entries of an agency through the rules again
  suluh witness found|trust|serve   an independent witness of a log; runs without a database
  suluh rates rebuild           drop and rebuild the training-rate read model

The sample
  suluh sample load             Provinsi Contoh: 2,000 people, 46 series, one event live now
  suluh sample load --people N  adds N people who can sign in, for load drivers
  suluh sample accounts         one account per role

`suluh COMMAND --help` explains each. Settings come from the environment: DATABASE_URL (owner),
DATABASE_APP_URL, SECRET_KEY, SULUH_URL, SULUH_LIVE_URL, MAIL_URL; see docs/operations.
"""


def main(arguments: list[str] | None = None) -> None:
    """Run one command; without one, show the tour."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not given or given[0] in {"-h", "--help", "help"}:
        sys.stdout.write(TOUR)
        return
    if given[0] == "sample":
        _run_sample(given[1:])
        return
    if given[0] == "witness":
        from suluh.witness.command import main as witness

        sys.exit(witness(given[1:]))
    from django.core.management import execute_from_command_line

    command = given[0].replace("-", "_")
    if command == "migrate":
        command = "suluh_migrate"
    execute_from_command_line(["suluh", command, *given[1:]])


def _run_sample(arguments: list[str]) -> None:
    import django

    django.setup()
    from config.sample.command import main as sample

    sample(arguments)


if __name__ == "__main__":
    main()
