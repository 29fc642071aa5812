"""From a grant to the steps of its collection: what is read of which kind. Refuses what would widen it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from writdesk.core.collected import FieldHolding
from writdesk.core.grant import Grant, GrantedCategory, Purpose
from writdesk.sources.data_map import Category, Column, DataMap, Kind, MediaPart
from writdesk.sources.errors import OverReach


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One kind of record of one granted category: the columns and media that the granted fields open."""

    category: str
    kind: Kind
    columns: tuple[Column, ...]
    media: tuple[MediaPart, ...]
    from_on: date | None
    until_on: date | None
    leaves_out_publicly_available: bool

    @property
    def is_dated(self) -> bool:
        """Whether the grant narrows this category by dates."""
        return self.from_on is not None or self.until_on is not None


def plan_steps(data_map: DataMap, grant: Grant, purpose: Purpose) -> tuple[Step, ...]:
    """The steps of a collection, in the grant's order. Raises ``OverReach``."""
    _check_grant(data_map, grant, purpose)
    return tuple(
        step
        for granted in grant.categories
        for step in _category_steps(data_map, granted, keeps_all=purpose is Purpose.PRESERVATION)
    )


def holdings(data_map: DataMap, grant: Grant) -> tuple[FieldHolding, ...]:
    """What is held of each granted field; a field may have more than one statement. Raises ``OverReach``."""
    return tuple(
        FieldHolding(category=granted.category, field=name, holding=held.holding, note=held.note)
        for granted in grant.categories
        for name in granted.fields
        for held in _category(data_map, granted).fields[name].held
    )


def _check_grant(data_map: DataMap, grant: Grant, purpose: Purpose) -> None:
    if grant.purpose is not purpose:
        raise OverReach(f"grant {grant.id} is for {grant.purpose}, not for {purpose}")
    if grant.guideline.partition("@")[0] not in data_map.guidelines:
        raise OverReach(f"data map {data_map.id!r} does not serve the guideline {grant.guideline!r}")
    _check_distinct("account", grant.accounts)
    _check_distinct("category", [granted.category for granted in grant.categories])
    for account in grant.accounts:
        if not isinstance(account, str) or not re.fullmatch(data_map.accounts.id_pattern, account):
            raise OverReach(f"{account!r} is no account id of this platform")


def _check_distinct(what: str, values: Iterable[str]) -> None:
    listed = list(values)
    if not listed:
        raise OverReach(f"the grant names no {what}")
    for value in listed:
        if listed.count(value) > 1:
            raise OverReach(f"the grant names the {what} {value!r} twice: which of them counts is not clear")


def _category_steps(data_map: DataMap, granted: GrantedCategory, *, keeps_all: bool) -> list[Step]:
    """A preservation copies what anyone can see, too: tomorrow it may be deleted."""
    category = _category(data_map, granted)
    steps = []
    for kind in data_map.kinds.values():
        opened = {
            name for field in granted.fields for name in category.fields[field].columns.get(kind.id, ())
        }
        if opened:
            steps.append(
                _step(granted, kind, opened, category.leaves_out_publicly_available and not keeps_all)
            )
    return steps


def _category(data_map: DataMap, granted: GrantedCategory) -> Category:
    """The data map's category, once the grant's words about it are all known and in order."""
    category = data_map.categories.get(granted.category)
    if category is None:
        raise OverReach(f"the data map has no category {granted.category!r}")
    _check_distinct(f"field of {granted.category}", granted.fields)
    for field in granted.fields:
        if field not in category.fields:
            raise OverReach(f"the data map has no field {field!r} in the category {granted.category!r}")
    if granted.from_on and granted.until_on and granted.from_on > granted.until_on:
        raise OverReach(
            f"the dates of {granted.category!r} are inverted: {granted.from_on} to {granted.until_on}"
        )
    return category


def _step(granted: GrantedCategory, kind: Kind, opened: set[str], leaves_out: bool) -> Step:
    return Step(
        category=granted.category,
        kind=kind,
        columns=tuple(column for column in kind.columns if column.name in opened),
        media=tuple(part for part in kind.media if part.name in opened),
        from_on=granted.from_on,
        until_on=granted.until_on,
        leaves_out_publicly_available=leaves_out and bool(kind.publicly_available),
    )
