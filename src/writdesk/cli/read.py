"""``writdesk read``: what a mail or a document says, each fact with where it stands."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from writdesk.documents.reading.files import FileReading
    from writdesk.documents.sender.authentication import Resolver

NO_FILE = 2
NO_GUIDELINE = 3
NO_READER = 4
_WARNING = ("warning", "alarm")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON (writdesk schema reading).")
@click.option(
    "--as-request", is_flag=True, help="Print the request form that writdesk assess reads, as JSON."
)
@click.option("--guideline", "wanted", metavar="ID", help="With --as-request: the guideline it is meant for.")
@click.option("--ip", metavar="ADDRESS", help="The address that handed the mail over.")
@click.option("--helo", metavar="NAME", help="The name that it gave (HELO or EHLO).")
@click.option("--mail-from", metavar="ADDRESS", help="The envelope's sender (MAIL FROM).")
@click.option(
    "--dns",
    "zone_file",
    metavar="ZONEFILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The DNS answers to check the sender with; without them the answer is: cannot tell.",
)
@click.option(
    "--host", "hosts", metavar="NAME", multiple=True, help="A host name of the platform; may be repeated."
)
@click.option(
    "--roots",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Certificates that the operator trusts, for digital signatures.",
)
def read(  # noqa: PLR0917
    file: Path,
    as_json: bool,
    as_request: bool,
    wanted: str | None,
    ip: str | None,
    helo: str | None,
    mail_from: str | None,
    zone_file: Path | None,
    hosts: tuple[str, ...],
    roots: Path | None,
) -> None:
    """Read a mail (.eml, .msg) or a document (.pdf, .docx, .tif, .png, .jpg). Decides nothing.

    Exit codes: 0 read, whatever was found; 2 the file or the zone file cannot be opened; 3 no such
    guideline; 4 the confined reading process does not start.
    """
    from writdesk.documents.errors import ReaderBusy, ReaderUnavailable
    from writdesk.documents.reading.files import read_file
    from writdesk.documents.sender.results import Envelope

    try:
        content = file.read_bytes()
    except OSError as error:
        _leave(f"{file} cannot be read: {error.strerror}", NO_FILE)
    now = datetime.now(UTC)
    try:
        found = read_file(
            content,
            name=file.name,
            hosts=hosts,
            roots=_roots(roots),
            envelope=Envelope(ip=ip, helo=helo, mail_from=mail_from),
            resolve=_resolver(zone_file),
            at=now,
        )
    except (ReaderUnavailable, ReaderBusy) as error:
        _leave(str(error), NO_READER)
    if as_request:
        click.echo(_dumped(_request(found, now, wanted)))
    elif as_json:
        click.echo(_dumped(found.to_document()))
    else:
        click.echo(_in_words(found))


def _dumped(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def _resolver(zone_file: Path | None) -> Resolver | None:
    if zone_file is None:
        return None
    from writdesk.documents.sender.zone import ZoneUnreadable, read_zone

    try:
        return read_zone(zone_file.read_text(encoding="utf-8")).answer
    except OSError as error:
        _leave(f"{zone_file} cannot be read: {error.strerror}", NO_FILE)
    except (ZoneUnreadable, UnicodeDecodeError) as error:
        _leave(str(error), NO_FILE)


def _roots(folder: Path | None) -> tuple[bytes, ...]:
    if folder is None:
        return ()
    from writdesk.documents.reading.signatures import trusted_roots

    try:
        return trusted_roots(folder)
    except OSError as error:
        _leave(f"{folder} cannot be read: {error.strerror}", NO_FILE)


def _request(found: FileReading, now: datetime, wanted: str | None) -> dict[str, Any]:
    from writdesk.documents.reading.as_request import request_of

    if wanted:
        _check_guideline(wanted)
    if not found.process.is_certain:
        click.echo("note: the kind was not told for certain; check it before you go on", err=True)
    return request_of(found, received_at=now)


def _check_guideline(wanted: str) -> None:
    from writdesk.guidelines import GuidelineError, catalogue

    id, _, version = wanted.partition("@")  # noqa: A001
    try:
        shelf = catalogue(None)
        shelf.get(id, version) if version else shelf.in_force(id, datetime.now(UTC).date())
    except GuidelineError as error:
        _leave(str(error), NO_GUIDELINE)


def _leave(line: str, code: int) -> NoReturn:
    click.echo(line, err=True)
    raise SystemExit(code)


def _in_words(found: FileReading) -> str:
    """The answer for a person: what it is, the facts with their places, the documents with their warnings."""
    process = found.process
    kind = _plain(process.kind or "cannot tell")
    lines = [f"Kind: {kind}" + (f" ({'; '.join(process.reasons)})" if process.reasons else "")]
    if found.mail:
        lines += _sender(found)
    lines += ["Facts:"]
    lines += [
        f"  {'' if fact.is_certain else '? '}{_plain(fact.name)}: {fact.value}{_where(fact.provenance)}"
        for fact in found.facts
    ] or ["  none found"]
    for document in found.documents:
        pages = (
            "" if document.pages is None else f", {document.pages} page{'s' if document.pages != 1 else ''}"
        )
        lines.append(f"{document.name}: {document.inspection.media_type}{pages}")
        lines += [f"  signature: {each.summary}" for each in document.signatures]
        lines += [
            f"  {'page ' + str(each.page) + ': ' if each.page else ''}{each.message}"
            for each in document.warnings
        ]
    return "\n".join(lines)


def _sender(found: FileReading) -> list[str]:
    from writdesk.documents.sender.document import sender_document, signals_document

    assert found.mail is not None
    sender = sender_document(found.mail, found.authentication)
    written = ", ".join(mailbox["address"] for mailbox in sender["from"]) or "nobody"
    checks = ", ".join(f"{name.upper()} {_plain(sender[name]['result'])}" for name in ("spf", "dmarc", "arc"))
    signals = signals_document(found.mail, found.authentication)
    said = [f"  {'! ' if each['weight'] in _WARNING else ''}{each['explanation']}" for each in signals]
    return [f"From: {written}", f"Sender: {checks}", *said]


def _where(provenance: Any) -> str:
    if provenance.header:
        return f"  (header {provenance.header})"
    if provenance.page:
        return f"  (page {provenance.page})"
    return f"  (line {provenance.line})" if provenance.line else ""


def _plain(word: str) -> str:
    return str(word).replace("_", " ").replace(".", ": ")
