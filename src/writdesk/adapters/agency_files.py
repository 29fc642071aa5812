"""Files from which the directory of agencies is filled: the .gov registry's list, and a plain table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from writdesk.core.directory import Standing, standing_of_name

LONGEST_NAME = 300
Value = TypeVar("Value")
_DOMAIN = re.compile(
    r"(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
)
_YES_NO = {"yes": True, "true": True, "1": True, "": True, "no": False, "false": False, "0": False}
_STANDING_WORDS = {
    "": Standing.LAW_ENFORCEMENT,
    "law_enforcement": Standing.LAW_ENFORCEMENT,
    "law enforcement": Standing.LAW_ENFORCEMENT,
    "government": Standing.GOVERNMENT,
    "not_government": Standing.NOT_GOVERNMENT,
    "not government": Standing.NOT_GOVERNMENT,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyRow:
    """One line of a file: an agency with a domain, a number, or both."""

    agency: str
    country: str
    place: str = ""
    kind: str = ""
    domain: str = ""
    covers_subdomains: bool = True
    standing: Standing = Standing.GOVERNMENT
    number: str = ""
    number_source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyFile:
    """A file that was read: what it is called as a source, and its rows in order."""

    source: str
    rows: tuple[AgencyRow, ...]


class UnreadableAgencies(Exception):
    """The file cannot be read as a directory of agencies. ``faults`` names each line; nothing was taken."""

    code = "unreadable_agencies"

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def read_agencies(content: bytes, *, source: str = "") -> AgencyFile:
    """Read either kind of file, told apart by its header. Raises ``UnreadableAgencies``."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableAgencies(
            [f"byte {error.start}: this is not UTF-8; save the file as CSV in UTF-8."]
        ) from error
    lines = csv.DictReader(io.StringIO(text, newline=""))
    header = {name.strip().lower() for name in lines.fieldnames or [] if name}
    for own, form in _FORMS.items():
        if own <= header:
            return AgencyFile(source=source or form.source, rows=_rows(lines, form.row))
    raise UnreadableAgencies(
        [
            "line 1: the header is neither that of the .gov registry (Domain name, Domain type, "
            "Organization name, …) nor that of a directory of agencies (agency, country, …)."
        ]
    )


def _rows(lines: csv.DictReader[str], row: Callable[[Mapping[str, str]], AgencyRow]) -> tuple[AgencyRow, ...]:
    rows: list[AgencyRow] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    try:
        for line in lines:
            try:
                found = row(_cells(line))
            except ValueError as error:
                faults.append(f"line {lines.line_num}: {error}")
                continue
            if found.domain and found.domain in seen:
                faults.append(
                    f"line {lines.line_num}: {found.domain} stands in line {seen[found.domain]} already."
                )
            seen[found.domain] = lines.line_num
            rows.append(found)
    except csv.Error as error:
        faults.append(f"line {lines.line_num}: {error}")
    if not rows and not faults:
        faults.append("The file has a header and no line below it.")
    if faults:
        raise UnreadableAgencies(faults)
    return tuple(rows)


def _cells(line: Mapping[str, str | None]) -> dict[str, str]:
    return {name.strip().lower(): (cell or "").strip() for name, cell in line.items() if name}


def _registry_row(cells: Mapping[str, str]) -> AgencyRow:
    name = cells.get("suborganization name") or cells["organization name"]
    place = ", ".join(filter(None, (cells.get("city"), cells.get("state"))))
    return AgencyRow(
        agency=_name(name),
        country="US",
        place=place[:120],
        kind=cells["domain type"][:60],
        domain=plain_domain(cells["domain name"]),
        standing=standing_of_name(name),
    )


def _plain_row(cells: Mapping[str, str]) -> AgencyRow:
    row = AgencyRow(
        agency=_name(cells["agency"]),
        country=_country(cells["country"]),
        place=cells.get("place", "")[:120],
        kind=cells.get("kind", "")[:60],
        domain=plain_domain(cells["domain"]) if cells.get("domain") else "",
        covers_subdomains=_one_of(_YES_NO, "subdomains", cells),
        standing=_one_of(_STANDING_WORDS, "standing", cells),
        number=cells.get("number", "")[:40],
        number_source=cells.get("number_source", "")[:300],
    )
    if row.number and not row.number_source:
        raise ValueError("a number needs number_source: where it was found, independently of any request.")
    if not row.domain and not row.number:
        raise ValueError("give a domain, a number, or both.")
    return row


def _name(name: str) -> str:
    if not name:
        raise ValueError("the agency has no name.")
    return name[:LONGEST_NAME]


def _country(country: str) -> str:
    if not re.fullmatch("[A-Za-z]{2}", country):
        raise ValueError(f"{country or 'nothing'} is no country; give its two letters, such as US.")
    return country.upper()


def plain_domain(domain: str) -> str:
    """The domain in lower case and ASCII. Raises ``ValueError``."""
    try:
        plain = domain.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        plain = ""
    if not _DOMAIN.fullmatch(plain):
        raise ValueError(f"{domain[:80]} is no domain name.")
    return plain


def _one_of(choices: Mapping[str, Value], name: str, cells: Mapping[str, str]) -> Value:
    said = cells.get(name, "").lower()
    if said not in choices:
        raise ValueError(f"{name} is {said[:40]}; it must be one of {', '.join(filter(None, choices))}.")
    return choices[said]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    source: str
    row: Callable[[Mapping[str, str]], AgencyRow]


_FORMS: Mapping[frozenset[str], _Form] = {
    frozenset({"domain name", "domain type", "organization name"}): _Form(
        source=".gov registry", row=_registry_row
    ),
    frozenset({"agency", "country"}): _Form(source="the desk's own list", row=_plain_row),
}
