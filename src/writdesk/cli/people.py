"""writdesk people: what whoever runs the desk can do for the accounts of people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from writdesk.cli.desk import open_desk

if TYPE_CHECKING:
    from writdesk.actions.people.inviting import Invited

NO_DATABASE = "The database is not prepared. Start the desk once with: writdesk serve --migrate"


@click.group()
def people() -> None:
    """The accounts of staff and officers: the first administrator is made here."""


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
    from writdesk.actions.people.reset_second_factor import find_account, refuse_reset, reset_second_factor

    try:
        person = find_account(who)
        refuse_reset(person, by=DESK, reason=reason)
        if not yes:
            click.confirm(f"Reset the second factor of {who} ({', '.join(person.roles)})?", abort=True)
        count = reset_second_factor(person, reason=reason, by=DESK, at=timezone.now())
    except ActionRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Reset: {count} second factor(s) taken away, sessions ended. {who} is told by mail.")


ROLES = ("analyst", "counsel", "custodian", "auditor", "administrator")
role_option = click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="A role; once for each."
)


@people.command()
@click.argument("username")
@click.option("--name", required=True, help="As colleagues read it.")
@click.option("--email", default="", help="Where the desk mails them; the invitation, too.")
@role_option
def add(username: str, name: str, email: str, roles: tuple[str, ...]) -> None:
    """Give somebody an account, and print the link by which they open it.

    The link works once, within 72 hours. Whoever opens it chooses the password: pass it on by a way that
    reaches nobody else. The first administrator adds all others on the page People.

    \b
    Example:
      writdesk people add n.haddad --name "Noor Haddad" --role administrator --email noor@desk.example
    """
    with _desk() as now:
        from writdesk.actions.actor import DESK
        from writdesk.actions.people.add_person import add_person

        invited = add_person(username=username, name=name, email=email, roles=roles, by=DESK, at=now)
        click.echo(f"{invited.person.username} has an account.")
        _print_link(invited)


@people.command()
@click.argument("username")
def invite(username: str) -> None:
    """Make a new link for USERNAME: the old one ran out, or the password is forgotten.

    \b
    Example:
      writdesk people invite n.haddad
    """
    with _desk() as now:
        from writdesk.actions.actor import DESK
        from writdesk.actions.people.administering import find_colleague
        from writdesk.actions.people.invite_again import invite_again

        _print_link(invite_again(find_colleague(username), by=DESK, at=now))


@people.command("list")
def list_people() -> None:
    """Who works here: username, roles, whether the account is open, name.

    \b
    Example:
      writdesk people list
    """
    with _desk():
        from writdesk.store.people import Person

        staff = list(Person.objects.filter(officer__isnull=True).order_by("username"))
        if not staff:
            click.echo("Nobody works here yet. Add the first: writdesk people add --help")
        for person in staff:
            standing = "closed" if not person.is_active else "open"
            if person.is_active and not person.has_usable_password():
                standing = "no password"
            click.echo(f"{person.username:<20} {', '.join(person.roles):<30} {standing:<12} {person}")


@people.command()
@click.argument("username")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def close(username: str, yes: bool) -> None:
    """Close the account of USERNAME, who leaves.

    Ends the sessions, gives the requests back to the queue, takes them off the order of who is on call.
    What they did stays theirs. The last administrator cannot be closed.

    \b
    Example:
      writdesk people close n.haddad
    """
    with _desk() as now:
        from writdesk.actions.actor import DESK
        from writdesk.actions.people.administering import find_colleague
        from writdesk.actions.people.close_account import close_account

        person = find_colleague(username)
        if not yes:
            click.confirm(f"Close the account of {person.username} ({', '.join(person.roles)})?", abort=True)
        returned = close_account(person, by=DESK, at=now)
        click.echo(f"Closed. Requests that went back to the queue: {returned}.")


@people.command("open")
@click.argument("username")
def open_again(username: str) -> None:
    """Open the closed account of USERNAME again.

    \b
    Example:
      writdesk people open n.haddad
    """
    with _desk() as now:
        from writdesk.actions.actor import DESK
        from writdesk.actions.people.administering import find_colleague
        from writdesk.actions.people.open_account import open_account

        open_account(find_colleague(username), by=DESK, at=now)
        click.echo(f"{username} signs in as before.")


@people.command("set-roles")
@click.argument("username")
@role_option
def change_roles(username: str, roles: tuple[str, ...]) -> None:
    """Give USERNAME exactly these roles.

    \b
    Example:
      writdesk people set-roles n.haddad --role analyst --role administrator
    """
    with _desk() as now:
        from writdesk.actions.actor import DESK
        from writdesk.actions.people.administering import find_colleague
        from writdesk.actions.people.set_roles import set_roles

        person = set_roles(find_colleague(username), roles, by=DESK, at=now)
        click.echo(f"{person.username}: {', '.join(person.roles)}")


@contextmanager
def _desk() -> Iterator[datetime]:
    """The desk, opened, and the time; what it refuses becomes the command's own message."""
    open_desk()
    from django.db import OperationalError, ProgrammingError
    from django.utils import timezone

    from writdesk.actions.errors import ActionRefused

    try:
        yield timezone.now()
    except ActionRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except (OperationalError, ProgrammingError) as error:
        raise click.ClickException(NO_DATABASE) from error


def _print_link(invited: Invited) -> None:
    if invited.is_single_sign_on:
        click.echo(
            f"They sign in with your organisation's sign-on, by their address, at\n\n  {invited.link}\n"
        )
    else:
        click.echo(f"They open this link, which works once and within 72 hours:\n\n  {invited.link}\n")
    if invited.has_left:
        click.echo("It was mailed to them, too.")
