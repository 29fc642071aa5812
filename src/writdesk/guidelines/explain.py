"""One provision explained: what it asks, of whom, why, and what its worked cases show."""

from __future__ import annotations

from collections.abc import Iterable

from writdesk.core.conditions import CONDITIONS, Outcome
from writdesk.core.guideline import Guideline, Provision
from writdesk.core.nearest import did_you_mean
from writdesk.guidelines.cases import Case
from writdesk.guidelines.errors import UnknownGuideline
from writdesk.guidelines.words import applies_in_words, condition_in_words, consequence_in_words


def explain(guideline: Guideline, id: str, cases: Iterable[Case] = ()) -> str:  # noqa: A002
    """A provision in sentences. Raises ``UnknownGuideline`` with the nearest id where there is none."""
    provision = _find(guideline, id)
    condition = CONDITIONS[provision.condition]
    lines = [
        f"{provision.id} ({guideline.name})",
        f"  “{' '.join(provision.text.split())}”",
        f"  under “{provision.section}”",
        f"Asks: {condition_in_words(provision)}",
        f"Looks at: {condition.fact}",
        f"Of: {applies_in_words(provision)}",
        f"If not met: {consequence_in_words(provision)}.",
    ]
    if provision.remedy:
        lines.append(f"Remedy: {provision.remedy}")
    if condition.judged_by_person:
        lines.append("A person judges it: on the desk it cannot be told until somebody attests it.")
    return "\n".join([*lines, *_examples(provision, cases)])


def _find(guideline: Guideline, id: str) -> Provision:  # noqa: A002
    for provision in guideline.provisions:
        if provision.id == id:
            return provision
    known = [provision.id for provision in guideline.provisions]
    raise UnknownGuideline(f"{guideline.name} has no provision {id!r}; {did_you_mean(id, known)}")


def _examples(provision: Provision, cases: Iterable[Case]) -> list[str]:
    found = [(case.expect.get("findings", {}).get(provision.id), case.name) for case in cases]
    return [
        f"{outcome.replace('_', ' ').capitalize()}: {name}"
        for outcome in Outcome
        for shown, name in found
        if shown == outcome
    ]
