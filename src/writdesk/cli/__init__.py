"""The command line, one group a file. Heavy libraries are imported where they are used."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "agencies": "writdesk.cli.agencies:agencies",
    "assess": "writdesk.cli.assess:assess",
    "guideline": "writdesk.cli.guideline:guideline",
    "read": "writdesk.cli.read:read",
    "schema": "writdesk.cli.schema:schema",
    "verify": "writdesk.cli.verify:verify",
    "ledger": "writdesk.cli.ledger:ledger",
    "demo": "writdesk.cli.demo:demo",
    "mail": "writdesk.cli.mail:mail",
    "people": "writdesk.cli.people:people",
    "serve": "writdesk.cli.serve:serve",
}


class LazyGroup(click.Group):
    """Imports a command's module when it is called or its help is asked for, so that each starts quickly."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="writdesk")
def main() -> None:
    """Writdesk: the desk at which requests for user data arrive and are answered."""
