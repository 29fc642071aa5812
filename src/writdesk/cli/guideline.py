"""``writdesk guideline``: list, check, render, compare and explain guideline files."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from writdesk.core.guideline import Guideline
    from writdesk.guidelines import Catalogue

NO_GUIDELINE = 3
FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where the guidelines lie."
)


@click.group()
def guideline() -> None:
    """List, check, render, compare and explain guidelines.

    Exit codes: 0 done; 1 the check found something; 3 no such guideline, or it does not load.
    """


@contextmanager
def _guidelines() -> Iterator[None]:
    from writdesk.guidelines import GuidelineError

    try:
        yield
    except GuidelineError as error:
        click.echo(str(error), err=True)
        raise SystemExit(NO_GUIDELINE) from None


def _shelf(folder: Path | None) -> Catalogue:
    from writdesk.guidelines import catalogue

    return catalogue(folder)


def _get(wanted: str, folder: Path | None) -> Guideline:
    """A guideline by id, by id@version, or by the path of its file."""
    from writdesk.guidelines import load

    return load(Path(wanted)) if wanted.endswith(".toml") else _shelf(folder).get(wanted)


@guideline.command(name="list")
@FOLDER
def list_guidelines(folder: Path | None) -> None:
    """Every version of every guideline, with the day from which it is in force."""
    with _guidelines():
        for each in _shelf(folder).all():
            click.echo(f"{each.name}\t{each.in_force_from}\t{each.provider}: {each.title}")


@guideline.command()
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
@FOLDER
def check(files: tuple[Path, ...], folder: Path | None) -> None:
    """Name everything that is wrong with guideline files, with file and line; by default with all of them."""
    from writdesk.guidelines.catalogue import default_folder, guideline_files
    from writdesk.guidelines.check import check as check_files

    chosen = [path for path in files if not path.name.endswith(".cases.toml")]
    chosen = chosen or guideline_files(folder or default_folder())
    problems = check_files(chosen, _shelf(folder))
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{_counted(len(problems), 'problem')} in {_counted(len(chosen), 'file')}", err=True)
    raise SystemExit(1 if problems or not chosen else 0)


@guideline.command()
@click.argument("wanted", metavar="ID[@VERSION]")
@click.option("--format", "form", type=click.Choice(["html", "md"]), default="html", help="HTML or Markdown.")
@FOLDER
def render(wanted: str, form: str, folder: Path | None) -> None:
    """The public page of a guideline, made from its file."""
    from writdesk.guidelines.render import render_markdown, render_page

    with _guidelines():
        found = _get(wanted, folder)
    click.echo(render_page(found) if form == "html" else render_markdown(found), nl=False)


@guideline.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@FOLDER
def diff(old: str, new: str, folder: Path | None) -> None:
    """What changed for an officer from A to B, in sentences; in brackets the id that each stands under."""
    from writdesk.guidelines.diff import diff as differences

    with _guidelines():
        providers = {each.id: each.provider for each in _shelf(folder).all()}
        changes = differences(_get(old, folder), _get(new, folder), providers=providers)
    if not changes:
        click.echo("Nothing changed for an officer.")
    for topic, group in itertools.groupby(changes, key=lambda change: change.topic):
        click.secho(f"\n{topic}", bold=True)
        for change in group:
            click.echo(f"  {change.sentence}" + (f" [{change.anchor}]" if change.anchor else ""))


@guideline.command()
@click.argument("wanted", metavar="ID[@VERSION]")
@click.argument("provision")
@FOLDER
def explain(wanted: str, provision: str, folder: Path | None) -> None:
    """One provision: what it asks, of whom, what follows, and its worked cases."""
    from writdesk.guidelines.cases import cases_file, read_cases
    from writdesk.guidelines.explain import explain as explained

    with _guidelines():
        found = _get(wanted, folder)
        file = cases_file(_shelf(folder).folder / found.id / f"{found.version}.toml")
        click.echo(explained(found, provision, read_cases(file) if file.exists() else ()))


@guideline.command()
@click.option("--write", "target", type=click.Path(path_type=Path, file_okay=False), help="docs/provisions")
@FOLDER
def table(target: Path | None, folder: Path | None) -> None:
    """The tables of provisions for docs/: printed, or written with --write."""
    from writdesk.guidelines.tables import provision_table, table_files

    with _guidelines():
        shelf = _shelf(folder)
        if target is None:
            click.echo("\n".join(provision_table(each) for each in shelf.all()))
            return
        target.mkdir(parents=True, exist_ok=True)
        for path, text in table_files(shelf, target).items():
            path.write_text(text, encoding="utf-8")
            click.echo(path)


@guideline.command(name="emergency-form")
@click.argument("wanted", metavar="ID[@VERSION]")
@click.option(
    "--out",
    "target",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="FILE.pdf, a form to fill in on screen or on paper, or FILE.docx, one for Word.",
)
@FOLDER
def emergency_form(wanted: str, target: Path, folder: Path | None) -> None:
    """Write the emergency form of a guideline, with every particular that it asks for.

    Exit codes: 0 done; 2 the file cannot be written; 3 no such guideline, or it takes no emergency requests.
    """
    from writdesk.documents.emergency_form.asked import form_of
    from writdesk.documents.emergency_form.pdf import make_pdf
    from writdesk.documents.emergency_form.word import make_docx
    from writdesk.documents.errors import NoEmergencyForm

    make = {".pdf": make_pdf, ".docx": make_docx}.get(target.suffix.lower())
    if make is None:
        raise click.UsageError(f"{target} is no name of a form: let it end in .pdf or .docx.")
    with _guidelines():
        found = _get(wanted, folder)
    try:
        target.write_bytes(make(form_of(found)))
    except NoEmergencyForm as error:
        click.echo(str(error), err=True)
        raise SystemExit(NO_GUIDELINE) from None
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written: {error.strerror}") from None
    click.echo(target)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
