"""Where a fact that was read belongs in a request's form: what the form says there, and how it is put in.

Works on the form's JSON values (``request_document``). Nothing here judges; a person decides what is put in.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Form = Mapping[str, Any]
Same = Callable[[str, str], bool]


class NoPlace(ValueError):
    """The form has no place for this fact, or what stands there cannot be changed in this way."""

    code = "no_place"


class Place(Protocol):
    """One kind of place. ``part`` is the form's key that it changes."""

    @property
    def path(self) -> str:
        """Where it stands, such as ``process.case_number``."""

    @property
    def differs(self) -> bool:
        """Whether another value in the form is a difference that a person has to look at."""

    def said(self, form: Form) -> list[str]:
        """What the form says there."""

    def has(self, form: Form, value: str) -> bool:
        """Whether the form says the same."""

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """The form with the value. Raises ``NoPlace``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One value of the form at a path. ``written`` is how the form writes it."""

    path: str
    same: Same
    differs: bool = True
    written: Callable[[str], Any] = str

    def said(self, form: Form) -> list[str]:
        """The value as text."""
        value = at_path(form, self.path)
        return [] if value in (None, "") else [str(value)]

    def has(self, form: Form, value: str) -> bool:
        """By the field's own measure."""
        return any(self.same(value, each) for each in self.said(form))

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """In the place of what stood there."""
        return with_path(form, self.path, self.written(value))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """Something that the form says yes to."""

    path: str
    differs: bool = False

    def said(self, form: Form) -> list[str]:
        """Yes, or nothing."""
        return ["yes"] if at_path(form, self.path) else []

    def has(self, form: Form, value: str) -> bool:
        """Whether it says yes."""
        del value
        return bool(at_path(form, self.path))

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """Yes."""
        del value
        return with_path(form, self.path, True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """What was settled when the request was received."""

    path: str
    differs: bool = True

    def said(self, form: Form) -> list[str]:
        """The value."""
        return [str(form[self.path])]

    def has(self, form: Form, value: str) -> bool:
        """Whether it is that."""
        return str(form[self.path]) == value

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """Never."""
        raise NoPlace("This was settled when the request was received. Dismiss it, or ask the officer.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Identifiers:
    """The identifiers of one type; a further one is a further account."""

    type: str
    same: Same
    differs: bool = True
    path: str = "accounts"

    def said(self, form: Form) -> list[str]:
        """Those of this type, of every account."""
        return [
            each["value"]
            for account in form.get("accounts") or ()
            for each in account.get("identifiers") or ()
            if each.get("type") == self.type and each.get("value")
        ]

    def has(self, form: Form, value: str) -> bool:
        """Whether one is the same, or, of a profile's address, whether its user name is given."""
        if any(self.same(value, each) for each in self.said(form)):
            return True
        if self.type != "profile_url":
            return False
        name = value.rstrip("/").rpartition("/")[2].lstrip("@").casefold()
        known = Identifiers(type="username", same=self.same).said(form)
        return any(name == each.lstrip("@").casefold() for each in known)

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """One account more."""
        account = {"identifiers": [{"type": self.type, "value": value}]}
        return {**form, "accounts": [*(form.get("accounts") or ()), account]}


@dataclass(frozen=True, kw_only=True, slots=True)
class Categories:
    """The data categories asked for."""

    path: str = "data_requested"
    differs: bool = False

    def said(self, form: Form) -> list[str]:
        """Their ids."""
        return [each["category"] for each in form.get("data_requested") or ()]

    def has(self, form: Form, value: str) -> bool:
        """Whether it is asked for."""
        return value in self.said(form)

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """One category more."""
        return {**form, "data_requested": [*(form.get("data_requested") or ()), {"category": value}]}


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The first and last day of what is asked, ``2026-01-01/2026-03-31``."""

    path: str = "data_requested.dates"
    differs: bool = True

    def said(self, form: Form) -> list[str]:
        """Those that are given."""
        return [
            f"{each.get('from') or ''}/{each.get('until') or ''}"
            for each in form.get("data_requested") or ()
            if each.get("from") or each.get("until")
        ]

    def has(self, form: Form, value: str) -> bool:
        """Whether one is this."""
        return value in self.said(form)

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """For whatever has dates; for everything where nothing has."""
        entries = [dict(each) for each in form.get("data_requested") or ()]
        if not entries:
            raise NoPlace("No data category is asked for yet. Add one first; then the dates.")
        first, _, last = value.partition("/")
        dated = [each for each in entries if each.get("from") or each.get("until")]
        for each in dated or entries:
            each.update({"from": first or None, "until": last or None})
        return {**form, "data_requested": entries}


@dataclass(frozen=True, kw_only=True, slots=True)
class Statutes:
    """The statutes, one after the other."""

    path: str = "process.statute"
    differs: bool = False

    def said(self, form: Form) -> list[str]:
        """Statute and offence."""
        return [text for name in ("statute", "offence") if (text := at_path(form, f"process.{name}"))]

    def has(self, form: Form, value: str) -> bool:
        """Whether one of them holds it."""
        return any(_bare(value) in _bare(each) for each in self.said(form))

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """After those that stand there."""
        earlier = at_path(form, self.path)
        return with_path(form, self.path, f"{earlier}; {value}" if earlier else value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Whether notice is forbidden by an order, or the officer asks for none."""

    path: str = "notice"
    differs: bool = False

    def said(self, form: Form) -> list[str]:
        """Both may be said."""
        notice = form.get("notice") or {}
        found = ["ordered"] if notice.get("nondisclosure_order") else []
        return [*found, "requested"] if notice.get("officer_asks_not_to_notify") else found

    def has(self, form: Form, value: str) -> bool:
        """Whether it is said."""
        return value in self.said(form)

    def put(self, form: Form, value: str) -> dict[str, Any]:
        """The wish, or an order of which nothing more is known yet."""
        if value == "requested":
            return with_path(form, "notice.officer_asks_not_to_notify", True)
        if value == "ordered":
            order = at_path(form, "notice.nondisclosure_order") or {"issued_by": None}
            return with_path(form, "notice.nondisclosure_order", order)
        raise NoPlace('Write "ordered" or "requested".')


def at_path(form: Form, path: str) -> Any:
    """The value at a path; None where there is nothing."""
    value: Any = form
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def with_path(form: Form, path: str, value: Any) -> dict[str, Any]:
    """The form with a value at a path; what stands around it is kept."""
    first, _, rest = path.partition(".")
    earlier = form.get(first)
    inner = with_path(earlier if isinstance(earlier, Mapping) else {}, rest, value) if rest else value
    return {**form, first: inner}


def taken_back(now: Any, before: Any, after: Any) -> Any:
    """A part of the form without a change that was made from ``before`` to ``after``.

    Raises ``NoPlace`` where it was changed again since.
    """
    if now == after:
        return copy.deepcopy(before)
    if isinstance(now, list) and isinstance(after, list) and isinstance(before, list):
        added = [each for each in after if each not in before]
        if all(each in after for each in before) and all(each in now for each in added):
            return [each for each in now if each not in added]
    if isinstance(now, Mapping) and isinstance(after, Mapping):
        earlier = before if isinstance(before, Mapping) else {}
        names = [name for name in after if after[name] != earlier.get(name)]
        if all(now.get(name) == after[name] for name in names):
            return {**now, **{name: earlier.get(name) for name in names}}
    raise NoPlace("The form was changed in this place since. Correct the fact instead.")


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
