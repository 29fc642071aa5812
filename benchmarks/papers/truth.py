"""The papers of the set: one layout a file, with what fills it and what a person reads in it.

A layout is ``NAME.typ``, ``NAME.eml`` or ``NAME.docx.txt`` with ``NAME.toml`` beside it. Facts common to all
papers of a layout stand under ``[facts]``, those of one paper under its own ``facts``; ``words`` are the same
things as the paper writes them. ``allowed`` holds what a careful reader may say or leave out.
"""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SETS = ("development", "heldout")
SOURCES = (".typ", ".eml", ".docx.txt")
NAMES = frozenset(
    {
        "kind",
        "process",
        "process_form",
        "issued_by",
        "agency",
        "statute",
        "case_number",
        "issued_on",
        "returnable_on",
        "identifier.username",
        "identifier.profile_url",
        "identifier.video_url",
        "identifier.email",
        "identifier.phone",
        "identifier.user_id",
        "data_category",
        "date_range",
        "nondisclosure",
        "nondisclosure_until",
        "officer_name",
        "badge_number",
        "officer_email",
        "officer_phone",
        "officer_address",
        "po_box",
        "head_of_agency",
        "steps_being_taken",
        "extends",
        "emergency.person_in_danger",
        "emergency.nature",
        "emergency.why_necessary",
        "emergency.specific_information_requested",
        "emergency.other_circumstances",
        "emergency.harm",
        "signed_by",
    }
)
FREE_TEXT = frozenset(
    {
        "steps_being_taken",
        "officer_address",
        "issued_by",
        "agency",
        "emergency.person_in_danger",
        "emergency.nature",
        "emergency.why_necessary",
        "emergency.specific_information_requested",
        "emergency.other_circumstances",
    }
)
Facts = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper: its place in its half, its layout, the words that fill it, and the truth."""

    name: str
    set: str
    number: int
    layout: Path
    words: dict[str, Any]
    facts: Facts
    allowed: Facts
    turned: dict[int, int]

    @property
    def has_fax(self) -> bool:
        """Whether it also comes as a fax: mail and word-processor files do not."""
        return self.layout.suffix == ".typ"


def papers(which: str = "all") -> Iterator[Paper]:
    """Each paper of the set, in the order of the layouts' names."""
    for name in SETS if which == "all" else (which,):
        number = itertools.count()
        for path in sorted((HERE / name).glob("*.toml")):
            yield from _of_layout(name, path, number)


def _of_layout(set_name: str, path: Path, numbers: Iterator[int]) -> Iterator[Paper]:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    layout = next(p for s in SOURCES if (p := path.with_name(path.stem + s)).exists())
    for number, one in enumerate(told["papers"], start=1):
        facts = flat(told.get("facts", {})) | flat(one.get("facts", {}))
        yield Paper(
            name=f"{path.stem}_{number}",
            set=set_name,
            number=next(numbers),
            layout=layout,
            words=_written(facts) | told.get("words", {}) | one.get("words", {}),
            facts=facts,
            allowed=flat(told.get("allowed", {})) | flat(one.get("allowed", {})),
            turned={int(k): v for k, v in told.get("turned", {}).items()},
        )


def flat(tree: dict[str, Any], before: str = "") -> Facts:
    """Tables become dotted names, and every value a tuple."""
    found: Facts = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            found |= flat(value, f"{before}{key}.")
        else:
            found[before + key] = tuple(value) if isinstance(value, list) else (str(value),)
    return found


def _written(facts: Facts) -> dict[str, Any]:
    """What fills a slot when no other wording is given: the first value, the others as ``name.1`` and on."""
    found: dict[str, Any] = {}
    for name, values in facts.items():
        for number, value in enumerate(values):
            plain = value.split(" || ")[0]
            found[f"{name}.{number}" if number else name] = plain
    return found
