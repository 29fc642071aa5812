"""The filled-in fields of a PDF: name, value, page and box of each. What they mean is the desk's to say."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO
from typing import Any

MOST_FIELDS = 500
MOST_DEPTH = 12
LONGEST_VALUE = 200_000
Field = dict[str, Any]


def pdf_fields(content: bytes) -> list[Field] | None:
    """Every field that can hold a value; None where there is no form, or one that other rules make (XFA)."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as document:
        form = document.Root.get("/AcroForm")
        if not isinstance(form, pikepdf.Dictionary) or "/XFA" in form:
            return None
        pages = _pages_of_widgets(document)
        found = []
        for field in _fields(form.get("/Fields", ()), "", {}, 0):
            found.append(_told(field, pages))
            if len(found) > MOST_FIELDS:
                return None
        return found


def _pages_of_widgets(document: Any) -> dict[tuple[int, int], tuple[int, Any]]:
    """The page of each widget, by the page's own list: a widget's word about its page may be missing."""
    return {
        note.objgen: (number, page)
        for number, page in enumerate(document.pages, 1)
        for note in page.obj.get("/Annots", ())
    }


def _fields(kids: Any, path: str, inherited: Field, depth: int) -> Iterator[Field]:
    """The fields beneath these: those without children that have names of their own."""
    import pikepdf

    if depth > MOST_DEPTH:
        return
    for kid in kids:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        name = f"{path}.{kid.T}".lstrip(".") if "/T" in kid else path
        own = inherited | {key: kid[key] for key in ("/FT", "/V") if key in kid}
        below = kid.get("/Kids", ())
        if any("/T" in each for each in below):
            yield from _fields(below, name, own, depth + 1)
        else:
            yield own | {"id": name, "widgets": list(below) or [kid]}


def _told(field: Field, pages: dict[tuple[int, int], tuple[int, Any]]) -> Field:
    kind = str(field.get("/FT", ""))
    widgets = field["widgets"]
    chosen = next((each for each in widgets if _is_on(each)), widgets[0])
    number, page = pages.get(chosen.objgen, (None, None))
    box = _box(chosen.get("/Rect"), page) if page is not None else None
    return {
        "id": field["id"][:200],
        "kind": kind[1:],
        "value": _value(kind, field.get("/V"), widgets),
        "page": number,
        "box": box,
    }


def _is_on(widget: Any) -> bool:
    return str(widget.get("/AS", "/Off")) != "/Off"


def _value(kind: str, value: Any, widgets: list[Any]) -> str | None:
    import pikepdf

    if kind == "/Btn":
        # Some programs set only what is seen, others only what is kept.
        name = str(value) if isinstance(value, pikepdf.Name) else ""
        seen = next((str(each.AS) for each in widgets if _is_on(each)), "/Off")
        return next((each[1:] for each in (name, seen) if each not in {"", "/Off"}), None)
    if kind == "/Sig":
        return "signed" if isinstance(value, pikepdf.Dictionary) else None
    if isinstance(value, pikepdf.Array):
        value = value[0] if len(value) else None
    return _words(value)


def _words(value: Any) -> str | None:
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return _decoded(value.read_bytes()[:LONGEST_VALUE])
    if not isinstance(value, pikepdf.String):
        return None
    return _decoded(bytes(value)) if bytes(value)[:2] == codecs.BOM_UTF16_LE else str(value)[:LONGEST_VALUE]


def _decoded(words: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF16_BE, "utf-16"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF8, "utf-8-sig"),
    ):
        if words.startswith(mark):
            return words.decode(encoding, "replace")
    return words.decode("latin-1")


def _box(rect: Any, page: Any) -> list[float] | None:
    """The place in fractions of the page as it is shown, from its upper left corner."""
    try:
        left, bottom, right, top = (float(edge) for edge in page.cropbox)
        x1, y1, x2, y2 = (float(edge) for edge in rect)
    except (TypeError, ValueError):
        return None
    wide, high = right - left, top - bottom
    if wide <= 0 or high <= 0:
        return None
    across = sorted(((x1 - left) / wide, (x2 - left) / wide))
    down = sorted(((top - y1) / high, (top - y2) / high))
    return _turned(across, down, int(page.obj.get("/Rotate", 0)) % 360)


def _turned(across: list[float], down: list[float], turn: int) -> list[float]:
    """The box on a page that is shown turned clockwise."""
    if turn == 90:
        across, down = [1 - down[1], 1 - down[0]], across
    elif turn == 180:
        across, down = [1 - across[1], 1 - across[0]], [1 - down[1], 1 - down[0]]
    elif turn == 270:
        across, down = down, [1 - across[1], 1 - across[0]]
    return [across[0], down[0], across[1], down[1]]
