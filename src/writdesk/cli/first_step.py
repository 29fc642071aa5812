"""What `writdesk serve` says at a desk at which nobody works yet."""

from __future__ import annotations

import sys

from writdesk.cli.desk import open_desk

FIRST = """
Nobody works at this desk yet. Make the first administrator, in another terminal with the same settings:

  writdesk people add USERNAME --name "NAME" --role administrator

It prints a link, with which that person chooses a password and sets up a second factor.
"""
NO_DATABASE = """
The database is not prepared for this version. Stop the desk, and start it with:

  writdesk serve --migrate
"""


def main() -> None:
    """Say it, if it is so."""
    open_desk()
    from django.db import DatabaseError

    from writdesk.store.people import has_staff

    try:
        said = "" if has_staff() else FIRST
    except DatabaseError:
        said = NO_DATABASE
    if said:
        sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main()
