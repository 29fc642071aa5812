"""What a condition is, and the closed list in which each one enters itself.

To add a condition: write one function in the file of its noun, decorate it with ``condition`` and give it

- a docstring of one line: what must be so (this line is printed in docs/guideline-format.md's table);
- ``fact``: the name of the fact it looks at (``officer.mailing_address``);
- ``example``: the lines a guideline file writes, without ``condition = …``;
- ``parameters``: the further keys that a provision must give it, each with its type;
- ``never``: outcomes that cannot occur, if any.

The function gets the request (and its parameters by keyword) and returns the outcome and the fact's value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from writdesk.core.request import Request


class Outcome(StrEnum):
    """Every condition answers with one of three."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


MET, NOT_MET, CANNOT_TELL = Outcome.MET, Outcome.NOT_MET, Outcome.CANNOT_TELL

Judgement = tuple[Outcome, Any]
Check = Callable[..., Judgement]


class Parameter(StrEnum):
    """The types that a condition's own keys may have."""

    WORDS = "list of words"
    TEXT = "text"
    COUNTRIES = "list of country codes"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One named condition of the closed list."""

    name: str
    fact: str
    asks: str
    example: str
    check: Check
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    never: tuple[Outcome, ...] = ()
    judged_by_person: bool = False


CONDITIONS: dict[str, Condition] = {}


def condition(
    *,
    fact: str,
    example: str = "",
    parameters: Mapping[str, Parameter] | None = None,
    never: tuple[Outcome, ...] = (),
    judged_by_person: bool = False,
) -> Callable[[Check], Check]:
    """Enter the decorated function in the closed list, under its own name.

    ``judged_by_person``: only a pair of eyes can tell (letterhead, signature, oath). An officer's tick on the
    desk's form is then *cannot tell* until somebody attests the fact.
    """

    def enter(check: Check) -> Check:
        name = check.__name__
        assert name not in CONDITIONS, f"the condition {name} stands twice"
        CONDITIONS[name] = Condition(
            name=name,
            fact=fact,
            asks=(check.__doc__ or "").strip(),
            example=example,
            check=check,
            parameters=parameters or {},
            never=never,
            judged_by_person=judged_by_person,
        )
        return check

    return enter


def told(value: str | None) -> Judgement:
    """A text particular: given, or not met. Null, absent, empty and blank are all *not given*."""
    return (MET if value and not value.isspace() else NOT_MET), value


def answered(value: bool | None) -> Judgement:
    """A yes-or-no fact: yes is met, no is not met, silence cannot be told."""
    if value is None:
        return CANNOT_TELL, None
    return (MET if value else NOT_MET), value


def any_of(values: list[bool | None]) -> Judgement:
    """One yes among several is enough; no only when all say no; otherwise it cannot be told."""
    if True in values:
        return MET, True
    if not values or None in values:
        return CANNOT_TELL, None
    return NOT_MET, False


def attested(request: Request, name: str) -> Judgement:
    """What only a person can judge: cannot be told until a named person has said yes or no."""
    statement = request.attested
    if statement is None or not statement.by:
        return CANNOT_TELL, None
    return answered(getattr(statement, name))
