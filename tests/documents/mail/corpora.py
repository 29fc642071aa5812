"""The corpora of mail authentication as mails, envelopes and recorded answers."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from writdesk.documents.sender.answers import Answer, Answers, Outcome, Question

TYPES = ("A", "AAAA", "MX", "PTR", "TXT")


def yaml_documents(path: Path) -> list[dict[str, Any]]:
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


class RecordedZone:
    """The zone data of an SPF or ARC suite, as something that answers."""

    def __init__(self, zone: Mapping[str, Any]) -> None:
        self._records: dict[str, list[Any]] = {str(name).lower(): entry for name, entry in zone.items()}

    def __call__(self, questions: object) -> dict[Question, Answer]:
        return {question: self._answer(question.name, question.type, 0) for question in questions}  # type: ignore[attr-defined]

    def answers(self) -> Answers:
        names = [*self._records, *(f"_dmarc.{name}" for name in self._records)]
        return Answers(
            {Question(name, kind): self._answer(name, kind, 0) for name in names for kind in TYPES}
        )

    def _answer(self, name: str, kind: str, aliases: int) -> Answer:
        if name.startswith("_dns_error."):
            return Answer(Outcome.SERVER_FAILURE)
        entries = self._records.get(name)
        if entries is None:
            return Answer(Outcome.NO_DOMAIN)
        found: list[str] = []
        types = {next(iter(entry)) for entry in entries if isinstance(entry, dict)}
        for entry in entries:
            if entry == "TIMEOUT":
                if not found:
                    return Answer(Outcome.TIMED_OUT)
                continue
            if isinstance(entry, str) and entry.startswith("RCODE"):
                return Answer(Outcome.SERVER_FAILURE)
            given, value = next(iter(entry.items()))
            if given == "CNAME" and aliases < 10:
                return self._answer(value.rstrip(".").lower(), kind, aliases + 1)
            # The suite writes SPF where a record stands as TXT, unless the name has TXT records of its own.
            if (
                given == kind or (given == "SPF" and kind == "TXT" and "TXT" not in types)
            ) and value != "NONE":
                found.append(_text(kind, value))
        return Answer(Outcome.FOUND if found else Outcome.NO_DATA, tuple(found))


def _text(kind: str, value: Any) -> str:
    if kind == "MX":
        return f"{value[0]} {value[1]}"
    if kind == "TXT":
        return "".join(value if isinstance(value, list) else [value])
    return str(value)


def sample_of(path: Path) -> tuple[Answers, bytes]:
    """A sample of real mail: lines with keys, an empty line, then the mail."""
    text = path.read_bytes()
    head, _, rest = text.partition(b"\n\n")
    known = {}
    for line in head.splitlines():
        name, _, record = line.decode().partition(" ")
        known[Question(name.rstrip(".").lower(), "TXT")] = Answer(Outcome.FOUND, (record,))
    return Answers(known), re.sub(rb"\r?\n", b"\r\n", rest)


Case = tuple[str, str, str, str, str, RecordedZone]


def spf_cases(path: Path) -> Iterator[Case]:
    """Name, domain, sender, IP, expected result and zone of every case in the line format of these suites."""
    zone: dict[str, list[Any]] = {}
    now = {"name": "", "domain": "", "sender": "", "ip": ""}
    for line in path.read_text().splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if line.strip() == "---":
            zone, now = {}, dict.fromkeys(now, "")
        elif key in {"a", "aaaa", "mx", "ptr", "spf", "exp"}:
            _add_record(zone, key, value)
        elif key in now:
            now[key] = value.strip()
        elif key == "expect":
            yield now["name"], now["domain"], now["sender"], now["ip"], value.strip(), RecordedZone(zone)


def _add_record(zone: dict[str, list[Any]], key: str, value: str) -> None:
    name, _, rest = value.strip().partition(" ")
    name = name.lower().rstrip(".")
    if key in {"spf", "exp"}:
        zone[name] = [entry for entry in zone.get(name, []) if "TXT" not in entry] + [{"TXT": rest}]
        return
    if key == "ptr":
        pointer = ipaddress.ip_address(name).reverse_pointer
        zone.setdefault(pointer, []).extend({"PTR": one.strip()} for one in rest.split(","))
        return
    for number, one in enumerate(rest.split(",")):
        text = one.strip()
        kind = "AAAA" if ":" in text else "A"
        place = f"mx{number}.{name}" if key == "mx" else name
        zone.setdefault(place, []).append({kind: text})
        if key == "mx":
            zone.setdefault(name, []).append({"MX": [10, place]})
