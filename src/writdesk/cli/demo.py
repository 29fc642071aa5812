"""writdesk demo: the invented platform, the invented people, and the main job walked from end to end."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click

from writdesk.cli.desk import open_desk
from writdesk.cli.ledger import export


@click.group()
def demo() -> None:
    """An invented platform, Clipstream, with invented people and agencies."""


@demo.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the officer's package is left.",
)
@click.option("--accounts", default=2000, show_default=True, help="How many account holders Clipstream has.")
def run(out: Path, accounts: int) -> None:
    """Walk one request from its letter to the officer's download, and leave the package in DIR.

    \b
    Example:
      writdesk demo run --out /tmp/demo
      writdesk verify /tmp/demo/LR-*.zip --trust /tmp/demo/desk-public-key.pem
    """
    out.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="writdesk-demo-"))
    try:
        _walk(home, out, accounts)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@demo.command()
def seed() -> None:
    """Fill a demo desk: the people, the platform's data and some requests. A second time changes nothing."""
    _demo_only()
    open_desk()
    from writdesk.demo.seed import seed_desk

    seed_desk(click.echo)


@demo.command()
@click.argument("username")
def code(username: str) -> None:
    """Print the six digits that USERNAME's authenticator app would show now.

    \b
    Example:
      writdesk demo code analyst
    """
    from writdesk.demo.staff import current_code, demo_person

    try:
        person = demo_person(username)
    except KeyError as error:
        raise click.BadParameter(f"there is no {username}; try analyst, counsel or custodian") from error
    click.echo(current_code(person))
    click.echo(f"for an authenticator app: {person.otpauth_url()}", err=True)


@demo.command()
@click.argument("email", default="dana.ruiz@harbor-sheriff.example")
def link(email: str) -> None:
    """Print a one-time link by which an officer signs in, as the mail would bring it.

    \b
    Example:
      writdesk demo link
    """
    _demo_only()
    open_desk()
    from writdesk.demo.officer import officer_link

    click.echo(officer_link(email))


def _demo_only() -> None:
    if os.environ.get("WRITDESK_DEMO") != "1":
        raise click.UsageError(
            "This works on a demo desk only: set WRITDESK_DEMO=1, or start one with: make run"
        )


def _walk(home: Path, out: Path, accounts: int) -> None:
    os.environ.update(WRITDESK_HOME=str(home), WRITDESK_DEMO="1", WRITDESK_PLATFORM=str(home / "clipstream"))
    os.environ.pop("DATABASE_URL", None)
    click.echo(f"Making Clipstream, an invented platform with {accounts:,} account holders …")
    open_desk()
    from writdesk.demo.seed import prepare_throw_away_desk
    from writdesk.demo.walk import Walk

    prepare_throw_away_desk(accounts)
    click.echo("\nThe life of one request; the numbers are ledger entries:\n")
    package = Walk(out, click.echo).run()
    exported = out / "ledger.jsonl"
    exported.unlink(missing_ok=True)
    assert export.callback is not None
    export.callback(exported)
    key = out / "desk-public-key.pem"
    click.echo(f"Package:    {package}\nDesk's key: {key}\n\nCheck both:")
    click.echo(f"  writdesk verify {package} --trust {key}")
    click.echo(f"  writdesk ledger verify --file {exported} --public-key {key}")
