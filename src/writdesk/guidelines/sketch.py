"""As much of a guideline as a faulty file shows, so that its references are checked along with its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast

from writdesk.core.guideline import Guideline
from writdesk.core.shapes import Key
from writdesk.guidelines import file_form as form


def sketch(document: Mapping[str, Any]) -> Guideline:
    """What can be read of the file, in the shape of a guideline; what cannot is None or empty.

    Only for looking at ids and what points to them.
    """
    found = SimpleNamespace(
        request_types=_table(document.get("guideline"), form.HEAD_KEYS).request_types,
        processes=_tables(document, "process", form.PROCESS.keys),
        channels=_tables(document, "channel", form.CHANNEL.keys),
        replies=_tables(document, "reply", form.REPLY.keys),
        provisions=_tables(document, "provision", form.PROVISION_KEYS),
        categories=_tables(document, "category", form.CATEGORY_KEYS),
        foreign=_table(document.get("foreign"), form.FOREIGN.keys),
        routing=_table(document.get("routing"), form.ROUTING_KEYS),
    )
    for category, table in zip(found.categories, _list(document.get("category")), strict=True):
        category.in_part = _tables(table if isinstance(table, Mapping) else {}, "in_part", form.PART.keys)
    return cast("Guideline", found)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _tables(document: Mapping[str, Any], heading: str, keys: Iterable[Key]) -> list[SimpleNamespace]:
    keys = tuple(keys)
    return [_table(entry, keys) for entry in _list(document.get(heading))]


def _table(value: Any, keys: Iterable[Key]) -> SimpleNamespace:
    """One table with all its keys; the faults are named elsewhere."""
    table = value if isinstance(value, Mapping) else {}
    return SimpleNamespace(**{key.target: key.reader.read(table.get(key.name), "", []) for key in keys})
