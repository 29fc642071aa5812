"""``writdesk agencies``: fill the desk's directory of agencies, and ask it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from writdesk.cli.desk import open_desk

FAULTY = 1
MOST_FAULTS_SHOWN = 20


class FaultyFile(click.ClickException):
    """The file was not taken in; every line that is wrong is named."""

    exit_code = FAULTY


@click.group()
def agencies() -> None:
    """Fill the directory of agencies, and ask what it says of a sender.

    Numbers and domains come from sources of the desk's own, never from a request.
    """


@agencies.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", help="How the source is called on pages. Default: by the file's kind.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def import_(file: Path, source: str | None, as_json: bool) -> None:
    """Read a file into the directory: the .gov registry's list, or a table of your own.

    \b
    The registry's list (CSV) is at https://get.gov/about/data/.
    A table of your own has the columns
      agency,country,place,kind,domain,subdomains,standing,number,number_source
    of which agency and country are always needed, and a domain or a number.

    Reading a file again changes nothing; what it no longer holds is marked as gone and stays. Every faulty
    line is named, and then nothing is taken.

    \b
    Examples:
      writdesk agencies import current-full.csv
      writdesk agencies import prefectures.csv --source "National Police Agency, list of 2026"
    """
    from writdesk.adapters.agency_files import UnreadableAgencies, read_agencies

    content = file.read_bytes()
    try:
        rows = read_agencies(content, source=source or "")
    except UnreadableAgencies as error:
        shown = error.faults[:MOST_FAULTS_SHOWN]
        more = len(error.faults) - len(shown)
        raise FaultyFile(
            "\n".join([f"{file} was not read in.", *shown, *([f"… and {more} more."] if more else [])])
        ) from error
    open_desk()
    from writdesk.actions.actor import DESK
    from writdesk.actions.directory.import_agencies import import_agencies
    from writdesk.actions.errors import InputRefused

    try:
        made = import_agencies(rows, content=content, by=DESK, at=datetime.now(UTC))
    except InputRefused as error:
        raise FaultyFile(str(error)) from error
    counts = {"rows": made.rows, "added": made.added, "changed": made.changed, "gone": made.gone}
    if as_json:
        click.echo(json.dumps({"source": made.source, "sha256": made.sha256, **counts}))
    else:
        said = ", ".join(f"{number:,} {name}" for name, number in counts.items())
        click.echo(f"{made.source}: {said}.")


@agencies.command()
@click.argument("address", metavar="ADDRESS-OR-DOMAIN")
@click.option("--agency", help="The agency that the request names.")
@click.option("--country", help="Its country, two letters.")
@click.option("--json", "as_json", is_flag=True)
def look_up(address: str, agency: str | None, country: str | None, as_json: bool) -> None:
    """What the directory says of a sender.

    \b
    Example:
      writdesk agencies look-up dana.ruiz@springfield-pd.example --agency "Springfield Police Department"
    """
    open_desk()
    from writdesk.core.directory import directory_findings, domain_of
    from writdesk.store.agencies import known_domain

    email = address if "@" in address else f"somebody@{address}"
    known = known_domain(domain_of(email))
    found = directory_findings(
        email=email, agency=agency, country=country, known=known, on=datetime.now(UTC).date()
    )
    if not found:
        raise click.UsageError(f"{address} is neither a mail address nor a domain.")
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found]))
        return
    for each in found:
        click.echo(f"{each.outcome.value.replace('_', ' '):12} {each.sentence} {each.evidence}")
