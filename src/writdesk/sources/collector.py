"""The collector: given a signed grant and nothing else, streams the records that it covers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from writdesk.core.collected import Record, Withheld, WithheldReason
from writdesk.core.grant import Grant, Purpose
from writdesk.sealing.grants import SignedGrant, open_grant
from writdesk.sources.data_map import Undated
from writdesk.sources.errors import PlatformError
from writdesk.sources.platform import Platform
from writdesk.sources.rows import RowReader
from writdesk.sources.steps import Step, plan_steps

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from writdesk.sources.statement import Statement

ROWS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a collection is: the kind being read, and all records so far."""

    category: str
    kind: str
    account: str
    records: int


def collect(
    signed_grant: SignedGrant,
    *,
    public_key: bytes,
    platform: Platform,
    now: datetime,
    purpose: Purpose = Purpose.PRODUCTION,
    on_progress: Callable[[Progress], None] | None = None,
) -> Collection:
    """The records that a signed grant covers, one after the other, in constant memory.

    The grant is checked here, before anything is asked of the platform: its signature and its end, that it is
    for this purpose, and that the data map has every word of it. Raises ``SealingError`` or ``OverReach`` at
    once; while it is gone through, ``PlatformError``, ``RowOutsideGrant`` or ``MediaFault``.
    """
    grant = open_grant(signed_grant, public_key, now)
    steps = plan_steps(platform.data_map, grant, purpose)
    return Collection(grant, steps, platform, on_progress)


class Collection(Iterator[Record]):
    """The records of one grant, to be gone through once; then ``withheld`` says what was left out."""

    def __init__(
        self,
        grant: Grant,
        steps: tuple[Step, ...],
        platform: Platform,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.grant = grant
        self._steps = steps
        self._platform = platform
        self._on_progress = on_progress
        self._withheld: list[Withheld] = []
        self._count = 0
        self._is_whole = False
        self._records = self._all()

    def __next__(self) -> Record:
        """The next record."""
        return next(self._records)

    def close(self) -> None:
        """End early; connections are closed."""
        self._records.close()

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What was left out and why. Known only when every record has been gone through."""
        if not self._is_whole:
            raise RuntimeError("The collection is not finished: go through all of its records first.")
        return tuple(self._withheld)

    def _all(self) -> Generator[Record]:
        from writdesk.sources.statement import Statement

        with ExitStack() as opened, _faults_named():
            connections: dict[str, Connection] = {}
            for step in self._steps:
                source = step.kind.source
                if source not in connections:
                    connections[source] = opened.enter_context(self._platform.engine(source).connect())
                statement = Statement(step, self._platform)
                for account in self.grant.accounts:
                    yield from self._one(connections[source], statement, step, account)
        self._is_whole = True

    def _one(
        self, connection: Connection, statement: Statement, step: Step, account: str
    ) -> Iterator[Record]:
        self._note_withheld(connection, statement, step, account)
        if _is_withheld_whole(step):
            return
        reader = RowReader(step, account, self._platform.media_root())
        rows = connection.execution_options(stream_results=True, yield_per=ROWS_AT_ONCE).execute(
            statement.rows(account)
        )
        for number, row in enumerate(rows):
            yield reader.record(row)
            self._count += 1
            if number % ROWS_AT_ONCE == ROWS_AT_ONCE - 1:
                self._tell(step, account)
        self._tell(step, account)

    def _note_withheld(self, connection: Connection, statement: Statement, step: Step, account: str) -> None:
        """Count what is left out, in the database: these records themselves are not read."""
        if step.is_dated and (_is_withheld_whole(step) or step.kind.time):
            undated = connection.execute(statement.count_undated(account)).scalar_one()
            self._add_withheld(step, account, WithheldReason.UNDATED, undated)
        if step.leaves_out_publicly_available and not _is_withheld_whole(step):
            public = connection.execute(statement.count_public(account)).scalar_one()
            self._add_withheld(step, account, WithheldReason.PUBLICLY_AVAILABLE, public)

    def _add_withheld(self, step: Step, account: str, reason: WithheldReason, count: Any) -> None:
        if count:
            self._withheld.append(
                Withheld(
                    category=step.category,
                    kind=step.kind.id,
                    account=account,
                    reason=reason,
                    count=int(count),
                )
            )

    def _tell(self, step: Step, account: str) -> None:
        if self._on_progress:
            self._on_progress(
                Progress(category=step.category, kind=step.kind.id, account=account, records=self._count)
            )


def _is_withheld_whole(step: Step) -> bool:
    """Records without any time, in a grant with dates, unless the data map provides them all the same."""
    return step.is_dated and step.kind.time is None and step.kind.undated is Undated.WITHHOLD


@contextmanager
def _faults_named() -> Iterator[None]:
    """A database's fault becomes ours; its text, which may quote rows, stays in the cause."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        raise PlatformError(
            f"a source could not be read ({type(error).__name__}); is the data map right?"
        ) from error
