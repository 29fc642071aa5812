"""Makes files of every accepted kind, and files that must not come in."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
DOCUMENT = b'<?xml version="1.0"?><w:document xmlns:w="urn:example:word"><w:body/></w:document>'


def pdf(pages: int = 1, *, encryption: pikepdf.Encryption | None = None, **more: Any) -> bytes:
    """A PDF of empty pages; ``more`` goes into the catalog."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        for name, value in more.items():
            document.Root[f"/{name}"] = value
        return saved(document, encryption=encryption or False)


def saved(document: pikepdf.Pdf, **how: Any) -> bytes:
    """The bytes of a document."""
    sink = BytesIO()
    document.save(sink, **how)
    return sink.getvalue()


def pdf_with_stream(packed: bytes, filters: list[str], *, is_page: bool = False) -> bytes:
    """A PDF with one stream, packed beforehand."""
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = document.make_stream(packed)
        stream.stream_dict["/Filter"] = pikepdf.Array([pikepdf.Name(f"/{name}") for name in filters])
        if is_page:
            document.pages[0].obj["/Contents"] = stream
        else:
            document.Root["/Extra"] = stream
        return saved(document, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def bomb(size: int) -> bytes:
    """So many zeros, packed a thousandfold."""
    packer, parts = zlib.compressobj(9), []
    piece = bytes(1 << 20)
    for _ in range(size >> 20):
        parts.append(packer.compress(piece))
    return b"".join(parts) + packer.flush()


def docx(
    members: dict[str, bytes] | None = None, *, document: bytes = DOCUMENT, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A Word document with these further members."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", document)
        for name, content in (members or {}).items():
            archive.writestr(name, content)
    return sink.getvalue()


def archive_of(members: dict[str, bytes]) -> bytes:
    """A plain ZIP archive."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return sink.getvalue()


def picture(kind: str, *, pages: int = 1) -> bytes:
    """A small picture; a TIFF may have several pages."""
    sink = BytesIO()
    frames = [Image.new("L", (40, 30), 255 - page) for page in range(pages)]
    more = {"save_all": True, "append_images": frames[1:]} if pages > 1 else {}
    frames[0].save(sink, kind, **more)
    return sink.getvalue()
