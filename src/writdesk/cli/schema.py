"""``writdesk schema``: the forms of the files that Writdesk reads, as JSON Schema."""

from __future__ import annotations

import json

import click


@click.group()
def schema() -> None:
    """Print the forms of the files that Writdesk reads and writes, as JSON Schema (2020-12)."""


@schema.command()
def request() -> None:
    """The form of a request, as ``writdesk assess`` reads it."""
    from writdesk.core.request_document import request_schema

    click.echo(json.dumps(request_schema(), indent=2))


@schema.command()
def reading() -> None:
    """The form of what ``writdesk read --json`` prints."""
    from writdesk.documents.reading.schema import reading_schema

    click.echo(json.dumps(reading_schema(), indent=2))
