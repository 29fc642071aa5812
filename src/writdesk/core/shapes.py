"""How JSON becomes frozen dataclasses: one table of shapes makes the reader, the writer and the schema.

A ``Shape`` names the keys of one object; a ``Reader`` reads one value and describes itself in JSON Schema.
Faults are collected with their JSON path, so that the writer of a file sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from writdesk.core.nearest import did_you_mean

Faults = list[str]
Schema = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Reads one value (``read(value, path, faults)``), writes it back, and knows its schema."""

    read: Callable[[Any, str, Faults], Any]
    write: Callable[[Any], Any]
    schema: Schema
    unknown: Callable[[Any, str], list[str]] = lambda _value, _path: []


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One key of an object: its name in JSON, its attribute, how it is read, whether it must be there."""

    name: str
    reader: Reader
    attribute: str = ""
    is_required: bool = False
    says: str = ""

    @property
    def target(self) -> str:
        """The dataclass attribute that the key fills."""
        return self.attribute or self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """One JSON object: the class it becomes and its keys."""

    makes: type
    keys: tuple[Key, ...]

    def read(self, value: Any, path: str, faults: Faults) -> Any:
        """The object as its class, or None after entering what is wrong with it."""
        if not isinstance(value, Mapping):
            faults.append(f"{path}: {shown(value)} is no object; write {{…}}")
            return None
        before = len(faults)
        values = {
            key.target: self._read_key(key, value, path, faults) for key in self.keys if key.name in value
        }
        for key in self.keys:
            if key.is_required and key.name not in value:
                faults.append(f"{path}.{key.name}: is missing; {key.says}")
        return self.makes(**values) if len(faults) == before else None

    @staticmethod
    def _read_key(key: Key, value: Mapping[str, Any], path: str, faults: Faults) -> Any:
        inner = value[key.name]
        if inner is None and key.is_required:
            faults.append(f"{path}.{key.name}: is null; {key.says}")
            return None
        return key.reader.read(inner, f"{path}.{key.name}", faults)

    def write(self, item: Any) -> dict[str, Any]:
        """The object as JSON values, with every key."""
        return {key.name: key.reader.write(getattr(item, key.target)) for key in self.keys}

    def schema(self) -> Schema:
        """The object as JSON Schema. Further keys are let through, as the parser does."""
        properties: Schema = {key.name: key.reader.schema for key in self.keys}
        found: Schema = {"type": "object", "properties": properties}
        required = [key.name for key in self.keys if key.is_required]
        return {**found, "required": required} if required else found

    def unknown(self, value: Any, path: str) -> list[str]:
        """Keys that no shape knows, here and further in, each with its path and the nearest known name."""
        if not isinstance(value, Mapping):
            return []
        keys = {key.name: key for key in self.keys}
        found = []
        for name, inner in value.items():
            if name in keys:
                found += keys[name].reader.unknown(inner, f"{path}.{name}")
            else:
                guess = did_you_mean(str(name), keys)
                found.append(f"{path}.{name}: is not known and was not read; {guess}")
        return found


def shown(value: Any) -> str:
    """A value as a message shows it: short, and plainly a text, a number, a list or nothing."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:57] + "…"
        return '"' + text.encode("utf-8", "replace").decode() + '"'
    return str(value)[:60]
