"""``writdesk assess``: what a guideline makes of a request."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from writdesk.core.assessment import Assessment
    from writdesk.core.findings import Finding
    from writdesk.core.guideline import Guideline
    from writdesk.core.request import Request

NO_REQUEST = 2
NO_GUIDELINE = 3


@click.command()
@click.argument("request_file", metavar="REQUEST.json", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--guideline", "wanted", metavar="ID[@VERSION]", help="The guideline; by default the provider's in force."
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where the guidelines lie.")
def assess(request_file: Path, wanted: str | None, as_json: bool, folder: Path | None) -> None:
    """Assess a request under a guideline. Decides nothing.

    Exit codes: 0 assessed, whatever the disposition; 2 the input is no request; 3 no such guideline.
    """
    from writdesk.core.assessment import assess as assess_request

    request = _request(request_file)
    assessment = assess_request(_guideline(request, wanted, folder), request)
    if as_json:
        click.echo(json.dumps(assessment.to_document(), ensure_ascii=False, indent=2))
    else:
        click.echo(_in_words(assessment))


def _request(path: Path) -> Request:
    from writdesk.core.errors import NoRequest
    from writdesk.core.request_document import parse_request, unknown_keys

    try:
        document = _document(path)
        request = parse_request(document)
    except NoRequest as error:
        _leave(error.faults, NO_REQUEST)
    for line in unknown_keys(document):
        click.echo(f"note: {line}", err=True)
    return request


def _document(path: Path) -> Any:
    """The file's JSON. A key that stands twice is a fault: a reader could not know which one counts."""
    from writdesk.core.errors import NoRequest

    try:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return json.loads(body.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
    except OSError as error:
        raise NoRequest([f"$: {path} cannot be read: {error.strerror}"]) from None
    except RecursionError:
        raise NoRequest(["$: is nested too deeply to be a request"]) from None
    except UnicodeDecodeError as error:
        raise NoRequest([f"$: is not written in UTF-8 (byte {error.start})"]) from None
    except ValueError as error:
        raise NoRequest([f"$: is no JSON: {error}"]) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f'the key "{name}" stands twice in one object')
        found[name] = value
    return found


def _guideline(request: Request, wanted: str | None, folder: Path | None) -> Guideline:
    """The guideline asked for; without a version the one in force when the request arrived."""
    from writdesk.guidelines import GuidelineError, catalogue, default_provider

    id, _, version = (wanted or default_provider()).partition("@")  # noqa: A001
    try:
        shelf = catalogue(folder)
        if version:
            return shelf.get(id, version)
        return shelf.in_force(id, request.received_at.date())
    except GuidelineError as error:
        _leave([str(error)], NO_GUIDELINE)


def _leave(lines: Iterable[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    raise SystemExit(code)


def _in_words(assessment: Assessment) -> str:
    """The answer for a person: disposition, what is open and why, reach, clocks, notice."""
    guideline, notice = assessment.guideline, assessment.notice
    person = " (a person must look)" if assessment.needs_person else ""
    open_ones = [finding for finding in assessment.findings if finding.outcome != "met"]
    return "\n".join(
        [
            f"{guideline.title}, {guideline.provider}, version {guideline.version}",
            f"Disposition: {_plain(assessment.disposition)}{person}",
            f"Routing: {assessment.routing.because}",
            f"Provisions met: {len(assessment.findings) - len(open_ones)} of {len(assessment.findings)}",
            *(_finding(finding) for finding in open_ones),
            *(
                f"Reach, {each.category}: {_plain(each.reachable)}. {each.because}"
                for each in assessment.reach
            ),
            *(f"Clock: {_plain(each.name)} {each.due}" for each in assessment.clocks),
            f"Notice: {_plain(notice.plan)}. {notice.because}",
        ]
    )


def _finding(finding: Finding) -> str:
    provision = finding.provision
    lines = [f"  {_plain(finding.outcome)}: {provision.id}", f"    “{provision.text}”"]
    return "\n".join([*lines, f"    {provision.remedy}"] if provision.remedy else lines)


def _plain(word: str) -> str:
    return str(word).replace("_", " ")
