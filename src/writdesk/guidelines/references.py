"""What must agree inside one guideline: ids that point to each other, and rules that open something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from writdesk.core.conditions.circumstances import CIRCUMSTANCES
from writdesk.core.guideline import Category, Guideline, IfNotMet, Provision
from writdesk.core.nearest import did_you_mean

EXCEPTIONS = ("publicly_available",)
REPLIES = ("none", "where_to_turn")


def reference_faults(guideline: Guideline) -> list[str]:
    """Everything inside the guideline that does not agree, each with its path."""
    return [
        *_duplicates(guideline),
        *_category_faults(guideline),
        *_idle_processes(guideline),
        *_provision_faults(guideline),
        *_route_faults(guideline),
        *_reply_faults(guideline),
    ]


def _duplicates(guideline: Guideline) -> Iterator[str]:
    ids: dict[str, Iterable[str]] = {
        "provision": [entry.id for entry in guideline.provisions],
        "category": [entry.id for entry in guideline.categories],
        "process": [entry.id for entry in guideline.processes],
        "channel": [entry.id for entry in guideline.channels],
    }
    for heading, names in ids.items():
        counts: Counter[str] = Counter()
        for index, name in enumerate(names):
            counts[name] += 1
            if name and counts[name] > 1:
                yield f'$.{heading}[{index}].id: "{name}" stands already above; ids are given once'


def _unknown(path: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[str]:
    known = [name for name in known if name]
    for name in names:
        if name and name not in known:
            yield f'{path}: "{name}" is no known {what}; {did_you_mean(name, known)}'


def _category_faults(guideline: Guideline) -> Iterator[str]:
    processes = [process.id for process in guideline.processes]
    for index, category in enumerate(guideline.categories):
        path = f"$.category[{index}]"
        yield from _unknown(f"{path}.reached_by", category.reached_by, processes, "process")
        yield from _unknown(f"{path}.unstated_for", category.unstated_for, processes, "process")
        yield from _unknown(f"{path}.except_when", category.except_when, EXCEPTIONS, "exception")
        for number, part in enumerate(category.in_part):
            at = f"{path}.in_part[{number}]"
            yield from _unknown(f"{at}.process", [part.process], processes, "process")
            yield from _unknown(f"{at}.fields", part.fields, category.fields, "field of this category")
        if not (_openers(category) & set(processes)):
            yield f"{path}.reached_by: no process reaches {category.id}; name one, or list it in unstated_for"


def _openers(category: Category) -> set[str]:
    return {*category.reached_by, *category.unstated_for, *(part.process for part in category.in_part)}


def _idle_processes(guideline: Guideline) -> Iterator[str]:
    opening = set().union(*(_openers(category) for category in guideline.categories))
    for index, process in enumerate(guideline.processes):
        if process.id and process.id not in opening:
            yield f"$.process[{index}].id: {process.id} opens no category; name it in reached_by, or drop it"


def _provision_faults(guideline: Guideline) -> Iterator[str]:
    channels = [channel.id for channel in guideline.channels]
    processes = [process.id for process in guideline.processes]
    for index, provision in enumerate(guideline.provisions):
        path = f"$.provision[{index}]"
        yield from _unknown(f"{path}.channels", provision.channels, channels, "channel")
        yield from _unknown(f"{path}.processes", provision.processes, processes, "process")
        if provision.when is not None:
            yield from _unknown(f"{path}.when", [provision.when], CIRCUMSTANCES, "circumstance")
        yield from _consequence_faults(path, provision)
        for kind in provision.applies_to:
            if kind not in guideline.request_types:
                yield f"{path}.applies_to: this guideline takes no {kind} requests (request_types)"


def _consequence_faults(path: str, provision: Provision) -> Iterator[str]:
    if not provision.applies_to:
        yield f"{path}.applies_to: is empty; list the kinds of request it concerns"
    if provision.if_not_met in (IfNotMet.CLARIFY, IfNotMet.REJECT) and not provision.remedy:
        yield f"{path}.if_not_met: {provision.if_not_met} needs a remedy: say what the officer can do"
    if provision.if_not_met is IfNotMet.REFER and not provision.refer_to:
        yield f"{path}.if_not_met: refer needs refer_to: say where to"


def _route_faults(guideline: Guideline) -> Iterator[str]:
    processes = [process.id for process in guideline.processes]
    yield from _unknown("$.foreign.routes", guideline.foreign.routes, processes, "process")
    if guideline.routing.home and not guideline.foreign.routes:
        yield "$.routing.home: sends other countries to a treaty route, but [foreign] names no routes"


def _reply_faults(guideline: Guideline) -> Iterator[str]:
    for index, reply in enumerate(guideline.replies):
        yield from _unknown(f"$.reply[{index}].reply", [reply.reply], REPLIES, "reply")
