"""A Word document: a ZIP of XML parts, opened part by part within a budget; nothing is written anywhere."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import IO
from xml.parsers import expat

from writdesk.documents.confined.budget import Budget
from writdesk.documents.confined.verdict import Refused, Verdict
from writdesk.documents.inspection import Limits

_NEEDED = ("[Content_Types].xml", "word/document.xml")
_PIECE = 1 << 16
_ENCRYPTED = 0x1
_KEPT_IN_MEMORY = 32 * 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
)


def inspect_docx(content: bytes, limits: Limits) -> Verdict:
    """The verdict on a Word document. Raises ``Refused`` for what cannot be opened."""
    budget = Budget(
        packed=len(content),
        part=limits.unpacked_part,
        whole=limits.docx_unpacked,
        ratio=limits.ratio,
        ratio_counts_from=limits.docx_ratio_counts_from,
    )
    verdict = Verdict()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_directory(archive, budget, limits)
            _check_needed(archive)
            _walk(archive, budget, limits, verdict, depth=1)
    except _DAMAGE as reason:
        raise Refused("broken_docx") from reason
    return verdict


def _check_directory(archive: zipfile.ZipFile, budget: Budget, limits: Limits) -> None:
    """What the archive declares: number, sizes, ways of packing, and that no part lies inside another."""
    members = archive.infolist()
    declared = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if (
        len(members) > limits.members
        or budget.would_burst(budget.unpacked + declared)
        or packed > budget.packed
    ):
        raise Refused("zip_bomb")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refused("encrypted_docx")
    if any(member.compress_type not in _METHODS for member in members):
        raise Refused("broken_docx")
    _check_overlap(members)


def _check_overlap(members: list[zipfile.ZipInfo]) -> None:
    """Members that share bytes unfold a small file to any size (the overlapping kind of bomb)."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise Refused("zip_bomb")
        end = member.header_offset + member.compress_size


def _check_needed(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    # Of two parts with one name, one program reads the first and another the last.
    if any(name not in names for name in _NEEDED) or len(set(names)) != len(names):
        raise Refused("broken_docx")


def _walk(archive: zipfile.ZipFile, budget: Budget, limits: Limits, verdict: Verdict, depth: int) -> None:
    for member in archive.infolist():
        _note_member(member.filename, verdict)
        budget.begin_part()
        with archive.open(member) as part:
            beginning = part.read(4)
            budget.add(len(beginning))
            if beginning == b"PK\x03\x04":
                _walk_nested(_kept(part, beginning, budget), budget, limits, verdict, depth + 1)
            elif depth == 1 and member.filename.endswith((".xml", ".rels")):
                _read_xml(part, beginning, budget, verdict)
            else:
                _drain(part, budget)


def _note_member(name: str, verdict: Verdict) -> None:
    if name.endswith("vbaProject.bin"):
        verdict.notes.add("macros")
    if "/embeddings/" in name:
        verdict.notes.add("embedded_files")


def _walk_nested(content: bytes, budget: Budget, limits: Limits, verdict: Verdict, depth: int) -> None:
    """An archive inside the archive (an embedded spreadsheet, say) draws on the same budget."""
    if depth > limits.nesting:
        raise Refused("zip_bomb")
    verdict.notes.add("embedded_files")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        inner = Budget(
            packed=len(content),
            part=budget.part,
            whole=budget.whole,
            ratio=budget.ratio,
            ratio_counts_from=budget.ratio_counts_from,
            unpacked=budget.unpacked,
        )
        _check_directory(archive, inner, limits)
        _walk(archive, budget, limits, verdict, depth)


def _kept(part: IO[bytes], beginning: bytes, budget: Budget) -> bytes:
    kept = bytearray(beginning)
    while piece := part.read(_PIECE):
        budget.add(len(piece))
        kept += piece
        if len(kept) > _KEPT_IN_MEMORY:
            raise Refused("zip_bomb")
    return bytes(kept)


def _drain(part: IO[bytes], budget: Budget) -> None:
    while piece := part.read(_PIECE):
        budget.add(len(piece))


def _read_xml(part: IO[bytes], beginning: bytes, budget: Budget, verdict: Verdict) -> None:
    parser = _parser(verdict)
    parser.Parse(beginning, False)
    while piece := part.read(_PIECE):
        budget.add(len(piece))
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _parser(verdict: Verdict) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def refuse_doctype(*_: object) -> None:
        # Word never writes one; with it come entities that unfold (the "billion laughs") or fetch.
        raise Refused("zip_bomb")

    def note_external(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship") and attributes.get("TargetMode") == "External":
            verdict.notes.add("external_reference")

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = note_external
    return parser
