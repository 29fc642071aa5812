"""Records into the bag: per kind a CSV and a JSON Lines file, per category its media and their list.

One pass: media go straight into the zip while both tables of the kind are spooled, and follow it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from writdesk.core.collected import Media, Record
from writdesk.production.bagging import BagFile, BagWriter
from writdesk.production.cells import csv_line, json_line
from writdesk.production.contents import Contents, KindContents
from writdesk.production.errors import ColumnsDiffer, OutsideGrant, RecordsOutOfOrder
from writdesk.production.names import safe_path_part
from writdesk.production.spool import Spool

_SHOWN = 8
_OWN_COLUMNS = ("record_id", "account")
_MEDIA_COLUMNS = ("record_id", "kind", "file", "name", "media_type", "size", "sha256")


def write_records(bag: BagWriter, records: Iterable[Record], granted: Collection[str]) -> Contents:
    """Write all records, which come ordered by category and kind.

    Raises ``RecordsOutOfOrder`` when they do not, ``OutsideGrant`` at the first of a category not granted.
    """
    contents = Contents()
    for category, of_category in groupby(records, key=lambda record: record.category):
        if category not in granted:
            raise OutsideGrant(f"the grant does not cover {category}; nothing of it may leave the desk")
        _write_category(bag, contents, category, of_category)
    return contents


def _write_category(bag: BagWriter, contents: Contents, category: str, records: Iterator[Record]) -> None:
    if contents.of(category):
        raise RecordsOutOfOrder(
            f"records of {category} arrive in two places; order them by category and kind"
        )
    media_list = Spool()
    for kind, of_kind in groupby(records, key=lambda record: record.kind):
        if any(known.kind == kind for known in contents.of(category)):
            raise RecordsOutOfOrder(f"records of {category}/{kind} arrive in two places; order them by kind")
        contents.kinds.append(KindTable(bag, category, kind, media_list).write(of_kind))
    if any(kind.media_files for kind in contents.of(category)):
        contents.media_lists[category] = bag.add_spool(media_list_path(category), media_list)
    media_list.close()


def folder_of(category: str) -> str:
    """Where a category's files lie."""
    return f"data/{safe_path_part(category, otherwise='category')}"


def media_list_path(category: str) -> str:
    """Where the list of a category's media lies."""
    return f"{folder_of(category)}/media-files.csv"


def table_path(category: str, kind: str) -> str:
    """Where the records of one kind lie, as a table."""
    return f"{folder_of(category)}/{safe_path_part(kind, otherwise='records')}.csv"


def jsonl_path(category: str, kind: str) -> str:
    """Where the same records lie, exactly."""
    return f"{table_path(category, kind).removesuffix('.csv')}.jsonl"


def media_path(folder: str, record_id: str, name: str) -> str:
    """Where a media file of a record lies, unless the place is taken."""
    return f"{folder}/media/{safe_path_part(record_id, otherwise='record')}-{safe_path_part(name)}"


class KindTable:
    """The two tables of one kind while they are being written."""

    def __init__(self, bag: BagWriter, category: str, kind: str, media_list: Spool) -> None:
        self._bag = bag
        self._category, self._kind = category, kind
        self._folder = folder_of(category)
        self._csv, self._jsonl, self._media_list = Spool(), Spool(), media_list
        self._columns: tuple[str, ...] = ()
        self._records = self._media_files = self._media_bytes = 0
        self._first: list[Record] = []

    def write(self, records: Iterator[Record]) -> KindContents:
        """Write every record and then both tables."""
        for record in records:
            self._write_record(record)
        return KindContents(
            category=self._category,
            kind=self._kind,
            records=self._records,
            columns=self._columns,
            csv=self._bag.add_spool(table_path(self._category, self._kind), self._csv),
            jsonl=self._bag.add_spool(jsonl_path(self._category, self._kind), self._jsonl),
            media_files=self._media_files,
            media_bytes=self._media_bytes,
            first=tuple(self._first),
        )

    def _write_record(self, record: Record) -> None:
        if not self._records:
            self._columns = tuple(record.values)
            self._csv.write(csv_line((*_OWN_COLUMNS, *_distinct(self._columns))))
        if not record.values.keys() <= set(self._columns):
            unknown = ", ".join(sorted(record.values.keys() - set(self._columns)))
            raise ColumnsDiffer(f"record {record.id} of {self._category}/{self._kind} has also {unknown}")
        media = [self._write_media(record, one) for one in record.media]
        values = (record.values.get(column) for column in self._columns)
        self._csv.write(csv_line((record.id, record.account, *values)))
        self._jsonl.write(json_line(_document(record, media)))
        self._records += 1
        if len(self._first) < _SHOWN:
            self._first.append(record)

    def _write_media(self, record: Record, media: Media) -> dict[str, Any]:
        path = media_path(self._folder, record.id, media.name)
        file = self._bag.add_media(path, media.size, media.open_stream)
        if not self._media_list.is_begun:
            self._media_list.write(csv_line(_MEDIA_COLUMNS))
        row = _media_row(file, media)
        self._media_list.write(csv_line((record.id, self._kind, *row)))
        self._media_files += 1
        self._media_bytes += file.size
        return dict(zip(_MEDIA_COLUMNS[2:], row, strict=True))


def _media_row(file: BagFile, media: Media) -> tuple[str, str, str, int, str]:
    return file.path, media.name, media.media_type, file.size, file.sha256


def _document(record: Record, media: list[dict[str, Any]]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "category": record.category,
        "kind": record.kind,
        "account": record.account,
        "record_id": record.id,
        "values": dict(record.values),
    }
    return {**document, "media": media} if media else document


def _distinct(columns: tuple[str, ...]) -> list[str]:
    """Column names beside our own two: a platform's ``account`` must not be taken for the resolved one."""
    return [f"value.{column}" if column in _OWN_COLUMNS else column for column in columns]
