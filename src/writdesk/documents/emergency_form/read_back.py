"""A form that comes back: known by its stamp, held against what was asked, and read without loss.

The bytes are parsed in the confined process. Of what it answers only known blanks and plain words come
through; what a form says is what its sender states, and no more.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from writdesk.documents.emergency_form.asked import form_of, takes_emergencies
from writdesk.documents.emergency_form.field import Blank, EmergencyForm, Shape
from writdesk.documents.emergency_form.stamp import STAMP_ID, guideline_in
from writdesk.documents.inspection import Limits
from writdesk.documents.media_types import DOCX, PDF
from writdesk.documents.reading.fact import Provenance
from writdesk.documents.reading.places import Box
from writdesk.documents.reading.processes import ask, text_pool
from writdesk.guidelines import Catalogue, UnknownGuideline, catalogue

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """A form that came back: whose it is, and what stands in each blank.

    ``form`` is None where this desk does not have that guideline or that version: nothing is read then.
    ``newer`` is the guideline's newest version, where the form is of another one.
    """

    guideline: str
    form: EmergencyForm | None
    values: Mapping[str, str | None]
    places: Mapping[str, Provenance]
    newer: str | None = None

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return any(value is not None for value in self.values.values())


def read_emergency_form(
    content: bytes,
    media_type: str,
    *,
    shelf: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> FilledForm | None:
    """The form's values by blank; None for what is no form of a desk, or was changed into something else.

    Raises ``ReaderUnavailable`` or ``ReaderBusy`` when the desk itself cannot read now.
    """
    if media_type not in {PDF, DOCX}:
        return None
    answer = ask(text_pool(), {"media_type": media_type, "wanted": "fields"}, content, limits)
    fields = _fields_from(answer) if answer is not None else None
    stamp = _stamp(fields) if fields else None
    if not fields or stamp is None:
        return None
    return _held_against(
        stamp, fields, sha256(content).hexdigest(), shelf or catalogue(), is_pdf=media_type == PDF
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Field:
    """One field as the confined process told it."""

    id: str
    kind: str
    value: str | None
    page: int | None
    box: Box | None
    line: int | None


def _fields_from(answer: bytes) -> list[_Field] | None:
    try:
        told = json.loads(answer)
        return [_field(each) for each in told["fields"]] if told.get("fields") else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _field(told: Mapping[str, Any]) -> _Field:
    value, box = told["value"], told.get("box")
    if not isinstance(told["id"], str) or not isinstance(value, str | None):
        raise TypeError("A field that is none")
    return _Field(
        id=told["id"],
        kind=str(told["kind"]),
        value=_plain(value) if value is not None else None,
        page=_number(told.get("page")),
        box=_box(box) if box else None,
        line=_number(told.get("line")),
    )


def _plain(value: str) -> str | None:
    """One kind of line break, and nothing that cannot be written or shown; blank is empty."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or _is_shown(sign))
    return kept if kept.strip() else None


def _is_shown(sign: str) -> bool:
    return sign >= " " and not "\x7f" <= sign <= "\x9f" and not "\ud800" <= sign <= "\udfff"


def _number(told: Any) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 < told < 1 << 31 else None


def _box(told: list[Any]) -> Box | None:
    edges = [float(edge) for edge in told]
    if len(edges) != 4 or not all(math.isfinite(edge) for edge in edges):
        return None
    left, top, right, bottom = (min(1.0, max(0.0, edge)) for edge in edges)
    return Box(left, top, max(left, right), max(top, bottom))


def _stamp(fields: list[_Field]) -> str | None:
    stamps = [field.value for field in fields if field.id == STAMP_ID]
    return guideline_in(stamps[0]) if len(stamps) == 1 and stamps[0] else None


def _held_against(
    name: str, fields: list[_Field], digest: str, shelf: Catalogue, *, is_pdf: bool
) -> FilledForm | None:
    try:
        guideline = shelf.get(name)
    except UnknownGuideline:
        return FilledForm(guideline=name, form=None, values={}, places={})
    if not takes_emergencies(guideline):
        return None
    form = form_of(guideline)
    # Whoever signs a PDF by program adds a field of the signature's own.
    filled = [field for field in fields if field.id != STAMP_ID and field.kind != "Sig"]
    values = _values(form, filled, is_whole=is_pdf)
    if values is None:
        return None
    newest = shelf.get(guideline.id).name
    return FilledForm(
        guideline=name,
        form=form,
        values=values,
        places={field.id: _provenance(field, digest) for field in filled},
        newer=newest if newest != name else None,
    )


def _values(form: EmergencyForm, fields: list[_Field], *, is_whole: bool) -> dict[str, str | None] | None:
    """What stands in each blank; None where the fields are not those of the form."""
    blanks = {blank.id: blank for blank in form.blanks if blank.shape is not Shape.SIGNATURE}
    names = [field.id for field in fields]
    if len(set(names)) != len(names) or not set(names) <= set(blanks):
        return None
    # Word lets people delete a part; no program takes a field out of a PDF by accident.
    if is_whole and set(names) != set(blanks):
        return None
    told = {field.id: field.value for field in fields}
    values = {name: _chosen(blank, told.get(name)) for name, blank in blanks.items()}
    return None if _NOT_OFFERED in values.values() else values


_NOT_OFFERED = "\0"


def _chosen(blank: Blank, value: str | None) -> str | None:
    """A choice by what is kept for it; a Word document holds what was shown."""
    if value is None or not (blank.options or blank.shape is Shape.TICK):
        return value
    if blank.shape is Shape.TICK:
        return value if value == "yes" else _NOT_OFFERED
    kept = {each.value: each.value for each in blank.options} | {
        each.label: each.value for each in blank.options
    }
    return kept.get(value.strip(), _NOT_OFFERED)


def _provenance(field: _Field, digest: str) -> Provenance:
    return Provenance(document=digest, page=field.page, box=field.box, line=field.line)
