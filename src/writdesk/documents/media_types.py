"""What a file is, by its first bytes; and whether its name says the same. Names are never believed."""

from __future__ import annotations

from dataclasses import dataclass

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

ACCEPTED_TYPES = frozenset({PDF, PNG, JPEG, TIFF, DOCX, TEXT})

# PDF readers look for the header this far into a file (ISO 32000-1, Annex H, implementation note 13).
PDF_HEADER_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file turned out to be: its media type, and the words for it."""

    media_type: str
    words: str


_ZIP = Seen("application/zip", "a ZIP archive")
_STARTS = (
    (b"%PDF-", Seen(PDF, "a PDF")),
    (b"\x89PNG\r\n\x1a\n", Seen(PNG, "a PNG picture")),
    (b"\xff\xd8\xff", Seen(JPEG, "a JPEG picture")),
    (b"II*\0", Seen(TIFF, "a TIFF picture")),
    (b"MM\0*", Seen(TIFF, "a TIFF picture")),
    # From here on: what is not accepted, by the name that people know it by.
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", Seen("application/zip", "an empty ZIP archive")),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Seen(
            "application/x-ole-storage",
            "an old Office file (.doc, .xls, .msg) or an Office file with a password",
        ),
    ),
    (b"{\\rtf", Seen("application/rtf", "a rich text file (RTF)")),
    (b"GIF8", Seen("image/gif", "a GIF picture")),
    (b"II+\0", Seen("image/tiff", "a picture in BigTIFF")),
    (b"MM\0+", Seen("image/tiff", "a picture in BigTIFF")),
    (b"Rar!", Seen("application/vnd.rar", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Seen("application/x-7z-compressed", "a 7-Zip archive")),
    (b"\x1f\x8b", Seen("application/gzip", "a gzip archive")),
    (b"%!PS", Seen("application/postscript", "a PostScript file")),
    (b"\x7fELF", Seen("application/x-executable", "a program")),
    (b"\xff\xfe", Seen("text/plain; charset=utf-16", "text in UTF-16 instead of UTF-8")),
    (b"\xfe\xff", Seen("text/plain; charset=utf-16", "text in UTF-16 instead of UTF-8")),
)
# Two letters are too few while the file may be a text that begins with them.
_WEAK_STARTS = (
    (b"BM", Seen("image/bmp", "a BMP picture")),
    (b"MZ", Seen("application/x-msdownload", "a Windows program")),
)
# What the folders of an Office file are called.
_OFFICE = (
    (b"word/", Seen(DOCX, "a Word document")),
    (b"xl/", Seen("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an Excel workbook")),
    (
        b"ppt/",
        Seen("application/vnd.openxmlformats-officedocument.presentationml.presentation", "a presentation"),
    ),
)
_MARKUP_STARTS = (
    (("<!doctype html", "<html", "<head", "<body", "<script"), Seen("text/html", "a web page")),
    (("<svg", "<?xml", "<!doctype"), Seen("application/xml", "an XML or SVG file")),
)

EXTENSIONS: dict[str, frozenset[str]] = {
    PDF: frozenset({"pdf"}),
    PNG: frozenset({"png"}),
    JPEG: frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    TIFF: frozenset({"tif", "tiff"}),
    DOCX: frozenset({"docx"}),
    TEXT: frozenset({"txt", "text"}),
}
# Endings by which a computer would open or start a file; any other ("Order No. 5") says nothing about it.
_TELLING = frozenset().union(*EXTENSIONS.values()) | frozenset(
    (  # noqa: SIM905
        "app asp bat bin bmp cab cmd com cpl csv dll dmg doc docm dot dotm dotx eml emlx exe gif gz hta htm "
        "html img iso jar js jse json lnk md mht mhtml msg msi odt php pif pl ppt pptx ps ps1 py rar reg rtf "
        "scr sh svg swf tar url vbe vbs webp wsf xhtml xls xlsm xlsx xml zip 7z heic heif xps pages"
    ).split()
)


def media_type_of(content: bytes) -> Seen:
    """What the bytes are. A ZIP with a Word document's members counts as one until it is opened."""
    if content.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in content:
        return next((seen for folder, seen in _OFFICE if folder in content), _ZIP)
    for start, seen in _STARTS:
        if content.startswith(start):
            return seen
    if b"%PDF-" in content[:PDF_HEADER_WITHIN]:
        return Seen(PDF, "a PDF")
    seen = _text_or_unknown(content)
    if seen.media_type == UNKNOWN:
        return next((weak for start, weak in _WEAK_STARTS if content.startswith(start)), seen)
    return seen


def _text_or_unknown(content: bytes) -> Seen:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Seen(UNKNOWN, "of a kind that we do not know, or text in another encoding than UTF-8")
    if any(control in text for control in _CONTROLS):
        return Seen(UNKNOWN, "of a kind that we do not know")
    beginning = text[:200].lstrip().lower()
    for starts, seen in _MARKUP_STARTS:
        if beginning.startswith(starts):
            return seen
    return Seen(TEXT, "plain text")


# Tab, line feed, carriage return and form feed stand in texts; no other control character does.
_CONTROLS = tuple(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f")


def extension_of(name: str) -> str:
    """What follows the last dot, in small letters; empty when there is no dot.

    >>> extension_of("Subpoena.PDF")
    'pdf'
    """
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def contradicts(extension: str, media_type: str) -> bool:
    """Whether a computer would open a file of this extension as something else than it is."""
    return extension in _TELLING and extension not in EXTENSIONS[media_type]


def is_usual(extension: str, media_type: str) -> bool:
    """Whether files of this kind usually end so (or without an extension)."""
    return not extension or extension in EXTENSIONS[media_type]
