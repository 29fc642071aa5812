"""What changed for an officer between two guidelines, in sentences."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from writdesk.core.guideline import Category, Channel, Guideline, Provision
from writdesk.core.request import Kind
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is different. ``anchor`` names the provision or category it stands in, where it has one.

    ``is_gone`` says that it stands in the old guideline alone.
    """

    topic: str
    sentence: str
    anchor: str = ""
    is_gone: bool = False


def diff(old: Guideline, new: Guideline, *, providers: Mapping[str, str] | None = None) -> list[Change]:
    """What an officer must know who knew the old one, by topic. Empty when nothing changed for officers.

    ``providers`` gives the names of the guidelines that officers are referred to, by their ids.
    """
    plain: Mapping[str, Iterator[str]] = {
        "Who answers": itertools.chain(_provider(old, new), _routing(old, new, providers or {})),
        "Where to send it": _channels(old, new),
        "Legal process": _processes(old, new),
    }
    return [
        *(Change(topic=topic, sentence=each) for topic, sentences in plain.items() for each in sentences),
        *_categories(old, new),
        *(Change(topic="How requests are answered", sentence=each) for each in _practice(old, new)),
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


def _routing(old: Guideline, new: Guideline, providers: Mapping[str, str]) -> Iterator[str]:
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
            there, here = _sent(goes, providers), _sent(came, providers)
            yield f"Officers of {listed(countries)}: {there}; before, {here}."
    if set(before.home) != set(after.home):
        yield f"Come directly: {_all(after.home)}; before, {_all(before.home)}."


def _sent(to: str | None, providers: Mapping[str, str]) -> str:
    return f"referred to {providers.get(to, to).rstrip('.')}" if to else "not referred elsewhere"


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
            yield f"{after[id].title}: forms {_forms(now)}; before, {_forms(was)}."


def _forms(forms: Sequence[str]) -> str:
    return listed((form.replace("_", " ") for form in forms), "or") or "any"


def _categories(old: Guideline, new: Guideline) -> Iterator[Change]:
    before, after = _by_id(old.categories), _by_id(new.categories)
    for id, category in before.items():  # noqa: A001
        if id not in after:
            said = f"{category.title} is no category any more."
            yield Change(topic="Data", sentence=said, anchor=f"data-{id}", is_gone=True)
    for id, category in after.items():  # noqa: A001
        said_of = _category(before[id], category, old, new) if id in before else _come(category, new)
        yield from (Change(topic="Data", sentence=said, anchor=f"data-{id}") for said in said_of)


def _come(category: Category, new: Guideline) -> Iterator[str]:
    yield f"{category.title} is a category now; {_opened(category, new)}."


def _opened(category: Category, of: Guideline) -> str:
    if category.reached_by:
        return f"it is opened by {listed(_titles(category.reached_by, of), 'or')}"
    return "the text does not say what opens it"


def _titles(processes: Iterable[str], of: Guideline) -> list[str]:
    titles = {process.id: process.title for process in of.processes}
    return [titles.get(process, process) for process in processes]


def _category(before: Category, after: Category, old: Guideline, new: Guideline) -> Iterator[str]:
    name = after.title
    closed = [process for process in before.reached_by if process not in after.reached_by]
    opened = [process for process in after.reached_by if process not in before.reached_by]
    if closed:
        yield f"{name}: not opened by {listed(_titles(closed, old), 'or')} any more; {_opened(after, new)}."
    if opened:
        yield f"{name}: opened by {listed(_titles(opened, new), 'and')} now."
    lost = [field for field in before.fields if field not in after.fields]
    gained = [field for field in after.fields if field not in before.fields]
    if lost:
        yield f"{name}: without {_spoken(lost)}."
    if gained:
        yield f"{name}: with {_spoken(gained)}."
    if before.except_when != after.except_when:
        yield f"{name}: not provided when {_spoken(after.except_when) or 'nothing stands against it'}."


def _spoken(names: Iterable[str]) -> str:
    return listed(name.replace("_", " ") for name in names)


def _practice(old: Guideline, new: Guideline) -> Iterator[str]:
    for name, says in SAYINGS.items():
        if says(old) != says(new):
            yield f"{name}: {says(new) or 'nothing is said.'} Before: {says(old) or 'nothing was said.'}"


def _provisions(old: Guideline, new: Guideline) -> Iterator[Change]:
    before, after = _by_id(old.provisions), _by_id(new.provisions)
    for id, provision in after.items():  # noqa: A001
        if id not in before:
            said = f"{_asked(provision)}. “{_line(provision.text)}”"
            yield Change(topic="Asked now", sentence=said, anchor=id)
    for id, provision in after.items():  # noqa: A001
        if id in before:
            said_of = _provision(before[id], provision)
            yield from (Change(topic="Asked differently", sentence=said, anchor=id) for said in said_of)
    for id, provision in before.items():  # noqa: A001
        if id not in after:
            said = f"{_asked(provision)}."
            yield Change(topic="Not asked any more", sentence=said, anchor=id, is_gone=True)


def _provision(before: Provision, after: Provision) -> Iterator[str]:
    about = _asked(after)
    for what, says in (
        ("this is asked of", words.applies_in_words),
        ("what is asked is now", words.condition_in_words),
        ("if it is not so,", words.consequence_in_words),
    ):
        if says(before) != says(after):
            yield f"{about}: {what} {says(after).rstrip('.')}; before: {says(before).rstrip('.')}."
    if _line(before.text) != _line(after.text):
        yield f"{about}: reads now “{_line(after.text)}”; before “{_line(before.text)}”."


def _asked(provision: Provision) -> str:
    """What a provision asks, and of which requests where it is not asked of all."""
    asks = words.condition_in_words(provision).rstrip(".")
    if set(provision.applies_to) == set(Kind):
        return asks
    return f"{asks} ({words.kinds_in_words(provision.applies_to)})"


def _line(text: str) -> str:
    return " ".join(text.split())
