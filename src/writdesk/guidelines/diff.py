"""What changed for an officer between two guidelines, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from writdesk.core.guideline import Category, Channel, Guideline, Provision
from writdesk.guidelines import words
from writdesk.guidelines.words import listed

SAYINGS: Mapping[str, Callable[[Guideline], str]] = {
    "Preservation": words.preservation_in_words,
    "Emergencies": words.emergency_in_words,
    "Telling the account holder": words.notice_in_words,
    "Requests from other countries": words.foreign_in_words,
    "Breaches of the terms": words.enforcement_in_words,
    "Costs": words.costs_in_words,
}


def diff(old: Guideline, new: Guideline) -> list[str]:
    """What an officer must know who knew the old one. Empty when nothing changed for officers."""
    return [
        *_provider(old, new),
        *_routing(old, new),
        *_channels(old, new),
        *_processes(old, new),
        *_categories(old, new),
        *_practice(old, new),
        *_provisions(old, new),
    ]


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}


def _provider(old: Guideline, new: Guideline) -> Iterator[str]:
    if old.provider != new.provider:
        yield f"The provider is {new.provider}, no longer {old.provider}".rstrip(".") + "."
    for kind in old.request_types:
        if kind not in new.request_types:
            yield f"It takes no {kind} requests any more."
    for kind in new.request_types:
        if kind not in old.request_types:
            yield f"It takes {kind} requests now."


def _routing(old: Guideline, new: Guideline) -> Iterator[str]:
    before, after = old.routing, new.routing
    if before.by != after.by:
        what = {
            "officer_jurisdiction": "the officer's country",
            "account_holder_location": "where the user is",
        }
        yield f"Which entity answers is decided by {what[after.by]}; it was {what[before.by]}."
    if before.unstated != after.unstated:
        yield (
            "The text does not say whom it serves." if after.unstated else "The text says now whom it serves."
        )
    was = {country: each.to for each in before.refers for country in each.jurisdictions}
    now = {country: each.to for each in after.refers for country in each.jurisdictions}
    moved: dict[tuple[str | None, str | None], list[str]] = {}
    for country in sorted({*was, *now}):
        moved.setdefault((was.get(country), now.get(country)), []).append(country)
    for (came, goes), countries in moved.items():
        if came != goes:
            yield f"Officers of {listed(countries)}: {_sent(goes)}; before, {_sent(came)}."
    if set(before.home) != set(after.home):
        yield f"Come directly: {_all(after.home)}; before, {_all(before.home)}."


def _sent(to: str | None) -> str:
    return f"referred to {to}" if to else "not referred elsewhere"


def _all(countries: Sequence[str]) -> str:
    return f"authorities of {listed(countries)}" if countries else "authorities of every country"


def _channels(old: Guideline, new: Guideline) -> Iterator[str]:
    before, after = _by_id(old.channels), _by_id(new.channels)
    for id, channel in before.items():  # noqa: A001
        if id not in after:
            yield f"Requests are not taken by {channel.title or id} any more: {_place(channel)}."
    for id, channel in after.items():  # noqa: A001
        if id not in before:
            yield f"Requests are taken by {channel.title or id}: {_place(channel)}."
        elif channel.address != before[id].address:
            yield f"{channel.title or id}: send to {_place(channel)}; before, to {_place(before[id])}."
        elif channel.takes != before[id].takes:
            yield f"{channel.title or id} takes {listed(channel.takes)}; before, {listed(before[id].takes)}."


def _place(channel: Channel) -> str:
    return channel.address or "no stated address"


def _processes(old: Guideline, new: Guideline) -> Iterator[str]:
    before, after = _by_id(old.processes), _by_id(new.processes)
    gone = [process.title for id, process in before.items() if id not in after]  # noqa: A001
    come = [process.title for id, process in after.items() if id not in before]  # noqa: A001
    if gone:
        yield f"Not named as legal process any more: {listed(gone)}."
    if come:
        yield f"Named as legal process now: {listed(come)}."
    for id in [each for each in after if each in before]:  # noqa: A001
        was, now = before[id].forms, after[id].forms
        if set(was) != set(now):
            yield f"{after[id].title}: forms {listed(now) or 'any'}; before, {listed(was) or 'any'}."


def _categories(old: Guideline, new: Guideline) -> Iterator[str]:
    before, after = _by_id(old.categories), _by_id(new.categories)
    for id, category in before.items():  # noqa: A001
        if id not in after:
            yield f"{category.title} is no category any more."
    for id, category in after.items():  # noqa: A001
        if id not in before:
            yield f"{category.title} is a category now; {_opened(category)}."
        else:
            yield from _category(before[id], category)


def _opened(category: Category) -> str:
    if category.reached_by:
        return f"it is opened by {listed(category.reached_by, 'or')}"
    return "the text does not say what opens it"


def _category(before: Category, after: Category) -> Iterator[str]:
    name = after.title
    for process in before.reached_by:
        if process not in after.reached_by:
            yield f"{name}: {process} does not open it any more; {_opened(after)}."
    for process in after.reached_by:
        if process not in before.reached_by:
            yield f"{name}: {process} opens it now."
    lost = [field for field in before.fields if field not in after.fields]
    gained = [field for field in after.fields if field not in before.fields]
    if lost:
        yield f"{name}: without {listed(lost)}."
    if gained:
        yield f"{name}: with {listed(gained)}."
    if before.except_when != after.except_when:
        yield f"{name}: not provided when {listed(after.except_when) or 'nothing stands against it'}."


def _practice(old: Guideline, new: Guideline) -> Iterator[str]:
    for name, says in SAYINGS.items():
        if says(old) != says(new):
            yield f"{name}: {says(new) or 'nothing is said.'} Before: {says(old) or 'nothing was said.'}"


def _provisions(old: Guideline, new: Guideline) -> Iterator[str]:
    before, after = _by_id(old.provisions), _by_id(new.provisions)
    for id, provision in before.items():  # noqa: A001
        if id not in after:
            yield f"Not asked any more ({id}): {words.condition_in_words(provision)}"
    for id, provision in after.items():  # noqa: A001
        if id not in before:
            yield f"Asked now ({id}): {words.condition_in_words(provision)} “{_line(provision.text)}”"
        else:
            yield from _provision(before[id], provision)


def _provision(before: Provision, after: Provision) -> Iterator[str]:
    for what, says in (
        ("is asked of", words.applies_in_words),
        ("asks", words.condition_in_words),
        ("if not met", words.consequence_in_words),
    ):
        if says(before) != says(after):
            yield f"{after.id} {what}: {says(after).rstrip('.')}; before: {says(before).rstrip('.')}."
    if _line(before.text) != _line(after.text):
        yield f"{after.id} reads now “{_line(after.text)}”; before “{_line(before.text)}”."


def _line(text: str) -> str:
    return " ".join(text.split())
