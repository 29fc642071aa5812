"""What a guideline has lost, added or turned round against the one that it says it copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields

from writdesk.core.guideline import Basis, Category, Guideline, Provision, Routing
from writdesk.guidelines.errors import Problem
from writdesk.guidelines.load import Draft

# A difference: the path in the copy's file, and what differs (the original's name is added).
Difference = tuple[str, str]
COPY_OF = "$.guideline.copy_of"
RULES = ("preservation", "emergency", "notice", "foreign", "enforcement", "reimbursement", "service")


def differences_from_original(draft: Draft, original: Guideline) -> list[Problem]:
    """Every difference between a copy and its original, at the line of the copy."""
    copy = draft.guideline
    if copy is None:
        return []
    return [
        draft.problem(path, "copy", f"{message} ({original.name})")
        for compare in COMPARISONS
        for path, message in compare(original, copy)
    ]


def _request_types(original: Guideline, copy: Guideline) -> Iterator[Difference]:
    for kind in _missing(original.request_types, copy.request_types):
        yield "$.guideline.request_types", f"request_types: {kind} requests are lost"


def _routing(original: Guideline, copy: Guideline) -> Iterator[Difference]:
    if original.routing.serves is None and copy.routing.serves is not None:
        served = ", ".join(copy.routing.serves)
        yield (
            "$.routing.serves",
            f"serves: only {served} here; the original serves everybody it does not refer",
        )
    if copy.routing.home != original.routing.home:
        theirs = ", ".join(original.routing.home) or "nobody's"
        yield "$.routing.home", f"home: the authorities that come directly are {theirs} in the original"
    for referral in original.routing.refers:
        yield from _referral(copy.routing, referral.jurisdictions, referral.to)


def _referral(routing: Routing, jurisdictions: Iterable[str], to: str) -> Iterator[Difference]:
    still = {
        country for referral in routing.refers for country in referral.jurisdictions if referral.to == to
    }
    gone = [country for country in jurisdictions if country not in still]
    served = [country for country in gone if routing.serves is not None and country in routing.serves]
    lost = [country for country in gone if country not in served]
    if served:
        names = ", ".join(served)
        yield (
            "$.routing.serves",
            f"serves: reversed: {names} are served here; the original refers them to {to}",
        )
    if lost:
        yield "$.routing", f"routing: the referral of {', '.join(lost)} to {to} is lost"


def _processes(original: Guideline, copy: Guideline) -> Iterator[Difference]:
    have = {process.id for process in copy.processes}
    for process in original.processes:
        if process.id not in have:
            yield COPY_OF, f"the process {process.id} is lost"


def _categories(original: Guideline, copy: Guideline) -> Iterator[Difference]:
    have = {category.id: (index, category) for index, category in enumerate(copy.categories)}
    for category in original.categories:
        if category.id not in have:
            yield COPY_OF, f"the category {category.id} is lost"
            continue
        index, copied = have[category.id]
        for path, message in _category(category, copied):
            yield f"$.category[{index}].{path}", f"{category.id}: {message}"


def _category(original: Category, copy: Category) -> Iterator[Difference]:
    for process in _missing(original.reached_by, copy.reached_by):
        yield "reached_by", f"{process} is lost; it opens this category in the original"
    for process in _missing(copy.reached_by, original.reached_by):
        yield "reached_by", f"{process} opens this category here, but not in the original"
    for field in _missing(original.fields, copy.fields):
        yield "fields", f"the field {field} is lost"
    for exception in _missing(original.except_when, copy.except_when):
        yield "except_when", f"the exception {exception} is lost"


def _missing(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    have = set(there)
    return [name for name in wanted if name not in have]


def _provisions(original: Guideline, copy: Guideline) -> Iterator[Difference]:
    have = {provision.id: (index, provision) for index, provision in enumerate(copy.provisions)}
    # Good practice is the desk's own, and no part of the text that was copied.
    for provision in (each for each in original.provisions if each.basis is Basis.TEXT):
        if provision.id not in have:
            yield COPY_OF, f"the provision {provision.id} is lost"
            continue
        index, copied = have[provision.id]
        for path, message in _provision(provision, copied, copy.request_types):
            yield f"$.provision[{index}].{path}", f"{provision.id}: {message}"


def _provision(original: Provision, copy: Provision, kinds: Iterable[str]) -> Iterator[Difference]:
    if copy.condition != original.condition:
        yield "condition", f"asks {copy.condition} here; the original asks {original.condition}"
    elif copy.parameters != original.parameters:
        yield "condition", "asks the same with other values than the original"
    if copy.if_not_met is not original.if_not_met:
        yield "if_not_met", f"{copy.if_not_met} here; {original.if_not_met} in the original"
    lost = [kind for kind in _missing(original.applies_to, copy.applies_to) if kind in kinds]
    if lost:
        yield "applies_to", f"is no longer asked of {', '.join(lost)} requests"


def _rules(original: Guideline, copy: Guideline) -> Iterator[Difference]:
    for heading in RULES:
        theirs, ours = getattr(original, heading), getattr(copy, heading)
        bare = type(theirs)()
        if ours == bare and theirs != bare:
            yield COPY_OF, f"[{heading}] is lost"
            continue
        for field in fields(theirs):
            before, after = getattr(theirs, field.name), getattr(ours, field.name)
            if field.name not in ("text", "section") and before != after:
                yield (
                    f"$.{heading}.{field.name}",
                    f"{heading}.{field.name}: {after} here; {before} in the original",
                )


COMPARISONS: tuple[Callable[[Guideline, Guideline], Iterator[Difference]], ...] = (
    _request_types,
    _routing,
    _processes,
    _categories,
    _provisions,
    _rules,
)
