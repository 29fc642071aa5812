"""The form laid out by typst: the page without its blanks, and where each blank belongs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from writdesk.documents.emergency_form.field import EmergencyForm
from writdesk.documents.errors import FormNotMade

TITLE = "Emergency Disclosure Request"
TEMPLATE = Path(__file__).with_name("form.typ")
LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a blank belongs: the page from 0, and points from its upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Laid:
    """A PDF without blanks, and the place of each blank by its mark."""

    pdf: bytes
    places: dict[str, Place]


def is_on_letter_paper(form: EmergencyForm) -> bool:
    """Whether the provider's country writes on US letter paper; everybody else on A4."""
    return form.country in LETTER_COUNTRIES


def lay_out(form: EmergencyForm) -> Laid:
    """The form on paper of its country's size; the same bytes for the same form. Raises ``FormNotMade``."""
    import typst

    try:
        compiler = typst.Compiler(
            input=TEMPLATE,
            root=TEMPLATE.parent,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(_words_of(form), ensure_ascii=False)},
            package_path=TEMPLATE.parent / "no-packages",
            package_cache_path=TEMPLATE.parent / "no-packages",
        )
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=_noon(form.since))
        places = json.loads(compiler.query("<place>", field="value"))
    except typst.TypstError as error:
        raise FormNotMade(f"{TEMPLATE.name}: {error.message}") from error
    assert isinstance(pdf, bytes)
    return Laid(pdf=pdf, places=dict(_place(told) for told in places))


def _place(told: dict[str, Any]) -> tuple[str, Place]:
    sizes = {name: float(told[name]) for name in ("x", "y", "width", "height")}
    return told["id"], Place(page=told["page"] - 1, **sizes)


def _noon(day: date) -> datetime:
    """The day on which the guideline came into force: the file says nothing of when it was asked for."""
    return datetime.combine(day, time(12), UTC)


def _words_of(form: EmergencyForm) -> dict[str, Any]:
    return {
        "title": TITLE,
        "provider": form.provider,
        "name": form.name,
        "guideline": form.title,
        "language": form.language,
        "paper": "us-letter" if is_on_letter_paper(form) else "a4",
        "advice": [asdict(advice) for advice in form.advice],
        "sections": [asdict(section) for section in form.sections],
    }
