"""Builds a step's statements, from the grant and the data map only. Imported when collection begins."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    false,
    func,
    not_,
    null,
    select,
    true,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from writdesk.sources.data_map import KeyType, Kind, Part, Test
from writdesk.sources.errors import OverReach
from writdesk.sources.platform import Platform
from writdesk.sources.steps import Step
from writdesk.sources.times import stored_day

_GREATEST_INTEGER = 2**63
_TYPES: dict[type, type[TypeEngine[Any]]] = {bool: Boolean, int: BigInteger, str: String}


class Statement:
    """The statements of one step on one platform."""

    def __init__(self, step: Step, platform: Platform) -> None:
        self._step = step
        self._kind = step.kind
        self._tables = _tables(step.kind, platform, step)

    def rows(self, account: str) -> Select[Any]:
        """The account's rows by time and id: account, id, time, public; then columns; then media paths."""
        time = self._time()
        chosen: list[Part] = [*self._step.columns, *self._step.media]
        leading = [
            self._column(self._kind.account),
            self._column(self._kind.record_id),
            null() if time is None else time,
            self._is_public(),
        ]
        labelled = [
            each.label(f"c{number}")
            for number, each in enumerate([*leading, *(self._column(part.column) for part in chosen)])
        ]
        order = ([] if time is None else [time]) + [self._column(self._kind.record_id)]
        conditions = [*self._granted(account), *self._dated(), not_(self._withheld_public())]
        return self._from(select(*labelled)).where(*conditions).order_by(*order)

    def count_public(self, account: str) -> Select[Any]:
        """How many rows are left out because anyone can see them."""
        return self._count(*self._granted(account), *self._dated(), self._withheld_public())

    def count_undated(self, account: str) -> Select[Any]:
        """How many rows are left out because the grant has dates and they have none."""
        time = self._time()
        return self._count(*self._granted(account), true() if time is None else time.is_(None))

    def _from(self, statement: Select[Any]) -> Select[Any]:
        """Outer joins: a comment still stands when its video's row is gone."""
        joined: Any = self._tables[""]
        for join in self._kind.joins:
            table = self._tables[join.alias]
            pairs = and_(*(table.c[left] == self._column(right) for left, right in join.on))
            joined = joined.join(table, pairs, isouter=True)
        return statement.select_from(joined)

    def _count(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        return self._from(select(func.count())).where(*conditions)

    def _column(self, reference: str) -> ColumnElement[Any]:
        alias, name = _split(reference)
        return self._tables[alias].c[name]

    def _time(self) -> ColumnElement[Any] | None:
        column = self._kind.time_column()
        return None if column is None else self._column(column.column)

    def _granted(self, account: str) -> list[ColumnElement[bool]]:
        """Equal to the whole id: nothing that only begins like it, no pattern."""
        value, kind = _account_value(account, self._kind.account_type)
        owner = type_coerce(self._column(self._kind.account), kind)
        return [owner == value, *(self._test(test) for test in self._kind.only_when)]

    def _dated(self) -> list[ColumnElement[bool]]:
        """From the first moment of the first day until before the day after the last, in UTC."""
        column, time = self._kind.time_column(), self._time()
        if column is None or column.unit is None or time is None:
            return []
        bounds: list[ColumnElement[bool]] = []
        if self._step.from_on:
            bounds.append(time >= stored_day(self._step.from_on, column.unit))
        if self._step.until_on:
            bounds.append(time < stored_day(self._step.until_on + timedelta(days=1), column.unit))
        return bounds

    def _withheld_public(self) -> ColumnElement[bool]:
        return self._is_public() if self._step.leaves_out_publicly_available else false()

    def _is_public(self) -> ColumnElement[bool]:
        """Never null, so that "not public" is its exact opposite."""
        if not self._kind.publicly_available:
            return false()
        return func.coalesce(and_(*(self._test(test) for test in self._kind.publicly_available)), false())

    def _test(self, test: Test) -> ColumnElement[bool]:
        column = self._column(test.column)
        if test.is_null is not None:
            return column.is_(None) if test.is_null else column.is_not(None)
        return type_coerce(column, _TYPES[type(test.one_of[0])]).in_(test.one_of)


def _tables(kind: Kind, platform: Platform, step: Step) -> dict[str, FromClause]:
    """Each table with just the columns that this step needs; the kind's own under the empty alias."""
    needed: dict[str, set[str]] = defaultdict(set)
    for reference in _references(kind, step):
        alias, name = _split(reference)
        needed[alias].add(name)
    own = platform.from_clause(kind.source, kind.table, kind.table.rpartition(".")[2], needed[""])
    joined = {
        join.alias: platform.from_clause(kind.source, join.table, join.alias, needed[join.alias])
        for join in kind.joins
    }
    return {"": own, **joined}


def _references(kind: Kind, step: Step) -> list[str]:
    time = kind.time_column()
    parts: list[Part] = [*step.columns, *step.media, *kind.only_when, *kind.publicly_available]
    parts += [time] if time else []
    joins = chain.from_iterable(
        (f"{join.alias}.{left}", right) for join in kind.joins for left, right in join.on
    )
    return [kind.account, kind.record_id, *(part.column for part in parts), *joins]


def _split(reference: str) -> tuple[str, str]:
    alias, _, name = reference.rpartition(".")
    return alias, name


def _account_value(account: str, kind: KeyType) -> tuple[str | int, type[TypeEngine[Any]]]:
    if kind is KeyType.TEXT:
        return account, String
    if not (account.isascii() and account.isdigit()) or str(int(account)) != account:
        raise OverReach(f"{account!r} is no whole number, and this platform's log keeps account ids as such")
    if int(account) >= _GREATEST_INTEGER:
        raise OverReach(f"{account!r} is too great for an account id")
    return int(account), BigInteger
