"""writdesk people: what whoever runs the desk can do for the accounts of people."""

from __future__ import annotations

import click

from writdesk.cli.desk import open_desk


@click.group()
def people() -> None:
    """The accounts of staff and officers, from the command line."""


@people.command("reset-second-factor")
@click.argument("who")
@click.option("--reason", required=True, help="How you made sure who asks, and what was lost.")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def reset(who: str, reason: str, yes: bool) -> None:
    """Take away the lost second factors of WHO, a username or an officer's address.

    Ends the person's sessions, mails them, and is entered in the ledger as done by the desk itself. After a
    reset an officer's next delivery waits for a call-back. An administrator does the same on the page People;
    this is for the administrator who lost their own.

    \b
    Example:
      writdesk people reset-second-factor counsel --reason "Came by in person; the telephone was stolen."
    """
    open_desk()
    from django.utils import timezone

    from writdesk.actions.actor import DESK
    from writdesk.actions.errors import ActionRefused
    from writdesk.actions.reset_second_factor import find_account, refuse_reset, reset_second_factor

    try:
        person = find_account(who)
        refuse_reset(person, by=DESK, reason=reason)
        if not yes:
            click.confirm(f"Reset the second factor of {who} ({', '.join(person.roles)})?", abort=True)
        count = reset_second_factor(person, reason=reason, by=DESK, at=timezone.now())
    except ActionRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Reset: {count} second factor(s) taken away, sessions ended. {who} is told by mail.")
