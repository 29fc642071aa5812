"""Do the tables, the contents list, the summary and the provenance tell the same?"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any, cast

from writdesk.production.checking.bag import read_small
from writdesk.production.checking.faults import Code, Findings
from writdesk.production.checking.trees import PIECE_BYTES, Tree, Unreadable

_CONTENTS = "data/contents.json"
_SUMMARY = "data/summary.html"
_PROVENANCE = "data/provenance.jsonld"
_SUMMARY_LIMIT = 64 << 20
_SHOWN = re.compile(r'data-records="([^"]*)">(\d+)<')
_LEFT_OUT = re.compile(r"data-left-out>(\d+)<")
_NOT_PROVIDED = "data/not-provided.jsonl"
_FILE_TYPE = '"uco-observable:File"'
Kind = dict[str, Any]


def check_counts(tree: Tree, listed: dict[str, str], findings: Findings) -> dict[str, Any]:
    """Check all counts; give what ``contents.json`` says. ``listed`` holds the manifest's hashes by path."""
    contents = _contents(tree, findings)
    kinds: list[Kind] = contents.get("kinds", [])
    shown = _shown_counts(tree, findings)
    for kind in kinds:
        _check_kind(tree, kind, shown, findings)
    _check_all_tables_are_told(tree, contents, findings)
    for media in contents.get("media_lists", []):
        _check_media_list(tree, media["file"], listed, findings)
    _check_left_out(tree, contents, findings)
    return contents


def left_out_in(contents: dict[str, Any]) -> int:
    """How many records ``contents.json`` says were left out; packages of earlier versions say nothing."""
    return sum(int(each["records"]) for each in contents.get("left_out", []))


def _check_left_out(tree: Tree, contents: dict[str, Any], findings: Findings) -> None:
    told = left_out_in(contents)
    summary = read_small(tree, _SUMMARY, findings, _SUMMARY_LIMIT) or b""
    shown = sum(int(number) for number in _LEFT_OUT.findall(summary.decode("utf-8", "replace")))
    if shown != told:
        findings.fault(Code.COUNT, _SUMMARY, f"shows {shown} records left out; contents.json says {told}")
    counted = _left_out_lines(tree, findings)
    if counted != told:
        words = f"tells of {counted} records left out; contents.json says {told}"
        findings.fault(Code.COUNT, _NOT_PROVIDED, words)


def _left_out_lines(tree: Tree, findings: Findings) -> int:
    if _NOT_PROVIDED not in tree.sizes:
        return 0
    try:
        lines = (read_small(tree, _NOT_PROVIDED, findings, _SUMMARY_LIMIT) or b"").splitlines()
        return sum(int(json.loads(line).get("records", 0)) for line in lines)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        findings.fault(Code.COUNT, _NOT_PROVIDED, f"cannot be counted ({type(error).__name__})")
        return 0


def _contents(tree: Tree, findings: Findings) -> dict[str, Any]:
    data = read_small(tree, _CONTENTS, findings)
    if data is None:
        return {}
    try:
        contents = json.loads(data)
        for kind in contents["kinds"]:
            _ = (kind["category"] + kind["kind"] + kind["csv"] + kind["jsonl"], int(kind["records"]))
        _ = [media["file"] + media["category"] for media in contents["media_lists"]]
        left_out_in(contents)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        findings.fault(Code.COUNT, _CONTENTS, f"is not the list that it should be ({type(error).__name__})")
        return {}
    return cast("dict[str, Any]", contents)


def _shown_counts(tree: Tree, findings: Findings) -> dict[str, int]:
    data = read_small(tree, _SUMMARY, findings, _SUMMARY_LIMIT)
    return {key: int(number) for key, number in _SHOWN.findall((data or b"").decode("utf-8", "replace"))}


def _check_kind(tree: Tree, kind: Kind, shown: dict[str, int], findings: Findings) -> None:
    told, key = kind["records"], f"{kind['category']}/{kind['kind']}"
    if shown.get(key) != told:
        findings.fault(
            Code.COUNT, _SUMMARY, f"shows {shown.get(key)} records of {key}; contents.json says {told}"
        )
    for path, count in ((kind["jsonl"], _count_lines), (kind["csv"], _count_rows)):
        if path not in tree.sizes:
            findings.fault(Code.MISSING, path, "is told of in contents.json and not in the package")
            continue
        found = _counted(tree, path, count, findings)
        if found is not None and found != told:
            findings.fault(Code.COUNT, path, f"has {found} records; contents.json says {told}")


def _counted(tree: Tree, path: str, count: Any, findings: Findings) -> int | None:
    try:
        with tree.open(path) as source:
            return cast("int", count(source))
    except (Unreadable, OSError, csv.Error, UnicodeDecodeError) as error:
        findings.fault(Code.COUNT, path, f"cannot be counted ({error})")
        return None


def _count_lines(source: IO[bytes]) -> int:
    lines = 0
    while piece := source.read(PIECE_BYTES):
        lines += piece.count(b"\n")
    return lines


def _count_rows(source: IO[bytes]) -> int:
    return max(0, sum(1 for _ in _rows(source)) - 1)


def _rows(source: IO[bytes]) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 30)
    return csv.reader(TextIOWrapper(source, "utf-8", newline=""))


def _check_all_tables_are_told(tree: Tree, contents: dict[str, Any], findings: Findings) -> None:
    told = {kind[file] for kind in contents.get("kinds", []) for file in ("csv", "jsonl")}
    told |= {media["file"] for media in contents.get("media_lists", [])}
    for path in sorted(tree.sizes):
        is_table = path.count("/") == 2 and path.endswith((".csv", ".jsonl"))
        if path.startswith("data/") and is_table and path not in told:
            findings.fault(Code.COUNT, path, "is in the package and not in contents.json")


def _check_media_list(tree: Tree, path: str, listed: dict[str, str], findings: Findings) -> None:
    def check(source: IO[bytes]) -> int:
        rows = _rows(source)
        next(rows, None)
        for row in rows:
            if len(row) != 7 or listed.get(row[2]) != row[6]:
                findings.fault(Code.HASH, path, f"lists {row[2:3]} with another hash than the manifest")
        return 0

    if path in tree.sizes:
        _counted(tree, path, check, findings)


def check_provenance(tree: Tree, listed: dict[str, str], certified: set[str], findings: Findings) -> None:
    """Every certified file stands in the provenance with its hash. Read line by line, as it was written."""
    found: set[str] = set()
    if _PROVENANCE not in tree.sizes:
        findings.fault(Code.MISSING, _PROVENANCE, "is not in the package")
        return
    try:
        with tree.open(_PROVENANCE) as source:
            for line in source:
                if _FILE_TYPE.encode() in line:
                    found.add(_check_file_node(json.loads(line.strip().rstrip(b",")), listed, findings))
    except (Unreadable, OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        findings.fault(Code.PROVENANCE, _PROVENANCE, f"is not as it was written ({type(error).__name__})")
        return
    for path in sorted(certified - found):
        findings.fault(Code.PROVENANCE, _PROVENANCE, f"does not tell of {path}")


def _check_file_node(node: dict[str, Any], listed: dict[str, str], findings: Findings) -> str:
    facet, content = node["uco-core:hasFacet"]
    path: str = facet["uco-observable:filePath"]
    digest = content["uco-observable:hash"][0]["uco-types:hashValue"]["@value"]
    if listed.get(path) != digest:
        findings.fault(Code.PROVENANCE, _PROVENANCE, f"gives {path} another hash than the manifest")
    return path
