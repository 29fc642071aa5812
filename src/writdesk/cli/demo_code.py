"""`writdesk demo code`: what an authenticator app would show for one of the demo's people."""

from __future__ import annotations

import click


@click.command()
@click.argument("username")
def code(username: str) -> None:
    """Print the code of the moment for USERNAME, and the secret for an authenticator app of your own."""
    from writdesk.demo.staff import STAFF, current_code, demo_person

    try:
        person = demo_person(username)
    except KeyError as error:
        known = ", ".join(person.username for person in STAFF)
        raise click.ClickException(f"There is no demo person {username!r}; there are {known}") from error
    click.echo(current_code(person))
    click.echo(f"secret for an authenticator app: {person.totp_secret}", err=True)
    click.echo(person.otpauth_url(), err=True)
