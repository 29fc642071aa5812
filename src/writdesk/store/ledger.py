"""The ledger's tables, and the one way to append to them.

Each entry keeps the tree nodes that it completes, its own leaf hash first: any node is found by the index of
the entry that completed it, so a proof in a ledger of millions costs one query. The head row holds the size
and the right edge of the tree; whoever appends locks it, so that writers come one after the other and no
index is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NewType, NoReturn

from django.db import DatabaseError, connection, models, transaction

from writdesk.ledger.entry import Entry, encode
from writdesk.ledger.errors import LedgerAppendOnly, LedgerUnwritable, NoSuchEntry
from writdesk.ledger.merkle import HASH_BYTES, Frontier, NodeAt, leaf_hash

LedgerIndex = NewType("LedgerIndex", int)
HEAD_ID = 1

# Plain statements: the ORM would take as long as the database itself, on the path of every act.
_SELECT_HEAD = "SELECT size, frontier FROM ledger_head WHERE id = 1"
_INSERT_HEAD = "INSERT INTO ledger_head (id, size, frontier) VALUES (1, 0, %s) ON CONFLICT (id) DO NOTHING"
_INSERT_ENTRY = "INSERT INTO ledger_entry (idx, request, body, nodes) VALUES (%s, %s, %s, %s)"
_UPDATE_HEAD = "UPDATE ledger_head SET size = %s, frontier = %s WHERE id = 1"
# PostgreSQL takes both in one, which saves a way to the server and back while others wait.
_INSERT_AND_UPDATE = f"WITH entry AS ({_INSERT_ENTRY}) {_UPDATE_HEAD}"


class AppendOnlyQuerySet(models.QuerySet):
    """Reads as any other; refuses to change or delete. Triggers in the database refuse it too."""

    def update(self, **_values: Any) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        raise LedgerAppendOnly("the ledger is never changed; append an entry that says what is so now")

    def delete(self) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        raise LedgerAppendOnly("nothing is ever deleted from the ledger; it holds no personal data")

    def bulk_update(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        self.update()

    def bulk_create(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        raise LedgerAppendOnly("append entries with store.ledger.append, one for each act")


class IndexField(models.BigIntegerField):
    """A 64-bit index. In SQLite it is the row's own number, which saves a second tree for the key."""

    def db_type(self, connection: Any) -> str | None:
        """The column's type."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class LedgerEntry(models.Model):
    """One entry. ``body`` is what was hashed; ``request`` repeats its keyed reference, to be found by."""

    index = IndexField(primary_key=True, db_column="idx")
    request = models.CharField(max_length=64, null=True)
    body = models.TextField()
    nodes = models.BinaryField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        db_table = "ledger_entry"
        ordering: ClassVar = ["index"]
        verbose_name_plural = "ledger entries"
        indexes: ClassVar = [models.Index(fields=["request", "index"], name="ledger_entry_of_request")]

    def __str__(self) -> str:
        return f"ledger entry {self.index}"

    def save(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        raise LedgerAppendOnly("append entries with store.ledger.append; there is no other way")

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        raise LedgerAppendOnly("nothing is ever deleted from the ledger; it holds no personal data")


class LedgerHead(models.Model):
    """The one row that says how long the ledger is; ``frontier`` are the peaks of its tree."""

    id = models.SmallIntegerField(primary_key=True, default=HEAD_ID)
    size = models.BigIntegerField()
    frontier = models.BinaryField()

    class Meta:
        db_table = "ledger_head"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=HEAD_ID), name="the_ledger_has_one_head"),
        ]

    def __str__(self) -> str:
        return f"ledger of {self.size} entries"


def append(entry: Entry) -> LedgerIndex:
    """Append an entry inside the transaction of the act that it records. Returns its index.

    Make it the transaction's last statement: other writers wait from here to the commit. Raises
    ``EntryRefused`` or ``LedgerUnwritable``; either way the transaction can only be rolled back, even if
    somebody catches the error.
    """
    if not connection.in_atomic_block:
        raise LedgerUnwritable("append inside transaction.atomic(), in the same transaction as the act")
    try:
        return _append(encode(entry), entry.request)
    except (DatabaseError, ValueError) as error:
        transaction.set_rollback(True)
        raise LedgerUnwritable(f"the ledger could not be written, so nothing was done: {error}") from error
    except BaseException:
        transaction.set_rollback(True)
        raise


def current_frontier() -> Frontier:
    """The tree as it stands."""
    with connection.cursor() as cursor:
        return _read_head(cursor) or Frontier()


def locked_frontier() -> Frontier:
    """The tree as it stands; nobody appends until the transaction ends."""
    with connection.cursor() as cursor:
        return _lock_head(cursor)


def body_of(index: int) -> bytes:
    """The bytes of one entry. Raises ``NoSuchEntry``."""
    body = LedgerEntry.objects.filter(pk=index).values_list("body", flat=True).first()
    if body is None:
        raise NoSuchEntry(f"there is no entry {index}; the ledger has {current_frontier().size}")
    return body.encode()


def bodies(size: int, run: int = 4096) -> Iterator[bytes]:
    """The bytes of the first ``size`` entries in order, in constant memory. Raises ``NoSuchEntry``."""
    for start in range(0, size, run):
        end = min(start + run, size)
        rows = LedgerEntry.objects.filter(pk__gte=start, pk__lt=end).order_by("pk")
        found = [body.encode() for body in rows.values_list("body", flat=True)]
        if len(found) != end - start:
            raise NoSuchEntry(f"entries are missing between {start} and {end}; run: writdesk ledger verify")
        yield from found


def nodes_at(wanted: Iterable[NodeAt]) -> dict[NodeAt, bytes]:
    """Complete nodes of the tree, fetched with one query. Raises ``NoSuchEntry``."""
    places = list(wanted)
    rows = LedgerEntry.objects.filter(pk__in={node.completed_by for node in places})
    stored = dict(rows.values_list("index", "nodes"))
    return {node: _node(node, stored.get(node.completed_by)) for node in places}


def _node(place: NodeAt, stored: bytes | memoryview | None) -> bytes:
    start = place.level * HASH_BYTES
    node = bytes(stored or b"")[start : start + HASH_BYTES]
    if len(node) != HASH_BYTES:
        raise NoSuchEntry(f"entry {place.completed_by} does not hold the tree's node {tuple(place)}")
    return node


def _append(body: bytes, request: str | None) -> LedgerIndex:
    with connection.cursor() as cursor:
        frontier = _lock_head(cursor)
        index = frontier.size
        nodes = b"".join(frontier.append(leaf_hash(body)))
        entry, head = (index, request, body.decode("ascii"), nodes), (frontier.size, frontier.to_bytes())
        if connection.vendor == "postgresql":
            cursor.execute(_INSERT_AND_UPDATE, entry + head)
        else:
            cursor.execute(_INSERT_ENTRY, entry)
            cursor.execute(_UPDATE_HEAD, head)
    return LedgerIndex(index)


def _lock_head(cursor: Any) -> Frontier:
    # SQLite has no row locks and needs none here: its transactions begin IMMEDIATE, one writer at a time.
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    head = _read_head(cursor, lock)
    if head is None:
        # The first entry of all. Whoever else is first waits here for us, and then finds our row.
        cursor.execute(_INSERT_HEAD, [b""])
        head = _read_head(cursor, lock)
    assert head is not None
    return head


def _read_head(cursor: Any, lock: str = "") -> Frontier | None:
    cursor.execute(_SELECT_HEAD + lock)
    row = cursor.fetchone()
    return Frontier.from_bytes(row[0], bytes(row[1])) if row else None
