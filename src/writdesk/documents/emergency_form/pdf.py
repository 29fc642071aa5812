"""The form as a fillable PDF: typst's pages with real form fields put where it left their places.

Each field is named with the path of the blank, spoken by a screen reader with its label, and tagged in
reading order. There is no script in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from writdesk.documents.emergency_form.field import Blank, EmergencyForm, Shape
from writdesk.documents.emergency_form.layout import Laid, lay_out
from writdesk.documents.emergency_form.stamp import STAMP_ID, stamp_of
from writdesk.documents.errors import FormNotMade

if TYPE_CHECKING:
    import pikepdf

_MARK = "blank:"
_READ_ONLY, _MULTILINE, _RADIO, _COMBO = 1, 1 << 12, 1 << 15, 1 << 17
_HIDDEN, _PRINTED = 2, 4
_INK = "0.11 0.15 0.2 rg"
_WORDS = f"/Helv 10 Tf {_INK}"
# Size 0: the viewer makes the words as small as they have to be, so that all of them are seen and printed.
_MANY_WORDS = f"/Helv 0 Tf {_INK}"
_MANY_LINES = 4
_SIGNS = f"/ZaDb 0 Tf {_INK}"


def make_pdf(form: EmergencyForm) -> bytes:
    """The PDF; the same bytes for the same form. Raises ``FormNotMade``."""
    import pikepdf

    laid = lay_out(form)
    with pikepdf.open(BytesIO(laid.pdf)) as document:
        _Filler(document, laid).put(form)
        sink = BytesIO()
        document.save(sink, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return sink.getvalue()


class _Filler:
    """Puts the fields on one document."""

    def __init__(self, document: pikepdf.Pdf, laid: Laid) -> None:
        self._document = document
        self._laid = laid
        self._nodes: dict[str, Any] = {}
        self._tags = _tags_in(document)
        self._form = document.make_indirect(_acro_form())
        document.Root.AcroForm = self._form

    def put(self, form: EmergencyForm) -> None:
        """Every blank, and the stamp."""
        import pikepdf

        for blank in form.blanks:
            if blank.shape is Shape.CHOICE:
                self._choice(blank)
            else:
                self._single(blank)
        self._stamp(form)
        for page in self._document.pages:
            page.obj.Tabs = pikepdf.Name.S

    def _single(self, blank: Blank) -> None:
        field = self._widget(blank.id, blank.spoken)
        field.update(_look(self._document, blank, field["/Rect"]))
        self._join(blank.id, self._document.make_indirect(_dictionary(field)), mark=blank.id)

    def _choice(self, blank: Blank) -> None:
        """One field with a button for each answer: who chooses one gives up the other."""
        import pikepdf

        group = self._document.make_indirect(
            pikepdf.Dictionary(
                FT=pikepdf.Name.Btn, Ff=_RADIO, V=pikepdf.Name.Off, TU=blank.spoken, Kids=pikepdf.Array()
            )
        )
        for place, option in enumerate(blank.options):
            mark = f"{blank.id}#{place}"
            button = self._widget(mark, f"{blank.label} {option.label}")
            button.update(_button(self._document, button["/Rect"], option.value))
            widget = self._document.make_indirect(_dictionary(button | {"/Parent": group}))
            group.Kids.append(widget)
            self._show(widget, mark)
        self._hang(blank.id, group)

    def _stamp(self, form: EmergencyForm) -> None:
        import pikepdf

        page = self._document.pages[0].obj
        field = {
            "/Type": pikepdf.Name.Annot,
            "/Subtype": pikepdf.Name.Widget,
            "/FT": pikepdf.Name.Tx,
            "/F": _HIDDEN,
            "/Ff": _READ_ONLY,
            "/Rect": pikepdf.Array([0, 0, 0, 0]),
            "/P": page,
            "/TU": "Which form this is",
            "/DA": pikepdf.String(_WORDS),
            "/V": pikepdf.String(stamp_of(form.name)),
        }
        widget = self._document.make_indirect(_dictionary(field))
        page.Annots.append(widget)
        self._hang(STAMP_ID, widget)

    def _widget(self, mark: str, spoken: str) -> dict[str, Any]:
        import pikepdf

        if mark not in self._tags or mark not in self._laid.places:
            raise FormNotMade(f"The blank {mark} got no place on the page.")
        return {
            "/Type": pikepdf.Name.Annot,
            "/Subtype": pikepdf.Name.Widget,
            "/F": _PRINTED,
            "/Rect": pikepdf.Array(self._box_of(mark)),
            "/P": self._page_of(mark),
            "/TU": pikepdf.String(spoken),
        }

    def _page_of(self, mark: str) -> Any:
        return self._document.pages[self._laid.places[mark].page].obj

    def _box_of(self, mark: str) -> list[float]:
        """The place as PDF counts: from the lower left corner."""
        place = self._laid.places[mark]
        top = float(self._page_of(mark).MediaBox[3]) - place.y
        edges = (place.x, top - place.height, place.x + place.width, top)
        return [round(edge, 2) for edge in edges]

    def _join(self, path: str, widget: Any, *, mark: str) -> None:
        self._hang(path, widget)
        self._show(widget, mark)

    def _show(self, widget: Any, mark: str) -> None:
        """Onto its page, and into the document's structure in place of the figure that kept its place."""
        import pikepdf

        page, tag, tree = self._page_of(mark), self._tags[mark], self._document.Root.StructTreeRoot
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        page.Annots.append(widget)
        number = int(tree.ParentTreeNextKey)
        widget.StructParent = number
        tree.ParentTree.Nums.append(number)
        tree.ParentTree.Nums.append(tag)
        tree.ParentTreeNextKey = number + 1
        tag.S, tag.Alt, tag.Pg = pikepdf.Name.Form, widget.TU, page
        tag.K = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=widget, Pg=page)

    def _hang(self, path: str, field: Any) -> None:
        """Under its parents: a field's whole name is made of the names above it, with points between."""
        import pikepdf

        parent, _, name = path.rpartition(".")
        field.T = pikepdf.String(name)
        if not parent:
            self._form.Fields.append(field)
            return
        if parent not in self._nodes:
            node = self._document.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array()))
            self._nodes[parent] = node
            self._hang(parent, node)
        field.Parent = self._nodes[parent]
        self._nodes[parent].Kids.append(field)


def _tags_in(document: pikepdf.Pdf) -> dict[str, Any]:
    return {str(tag.Alt).removeprefix(_MARK): tag for tag in _elements(document.Root.StructTreeRoot)}


def _elements(tag: Any) -> Iterator[Any]:
    """Every figure that keeps the place of a blank, in reading order."""
    import pikepdf

    children = tag.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else (children,):
        if not isinstance(child, pikepdf.Dictionary):
            continue
        if str(child.get("/Alt", "")).startswith(_MARK):
            yield child
        else:
            yield from _elements(child)


def _acro_form() -> pikepdf.Dictionary:
    import pikepdf

    def font(name: str, **more: Any) -> pikepdf.Dictionary:
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(name), **more
        )

    fonts = pikepdf.Dictionary(
        Helv=font("/Helvetica", Encoding=pikepdf.Name.WinAnsiEncoding), ZaDb=font("/ZapfDingbats")
    )
    return pikepdf.Dictionary(
        Fields=pikepdf.Array(),
        NeedAppearances=True,
        DR=pikepdf.Dictionary(Font=fonts),
        DA=pikepdf.String(_WORDS),
    )


def _look(document: pikepdf.Pdf, blank: Blank, place: Any) -> dict[str, Any]:
    """What kind of field it is, and how it looks while it is empty."""
    import pikepdf

    if blank.shape is Shape.TICK:
        return {"/FT": pikepdf.Name.Btn, "/V": pikepdf.Name.Off} | _button(document, place, "yes")
    empty = {"/AP": pikepdf.Dictionary(N=_drawing(document, place, b"/Tx BMC EMC"))}
    if blank.shape is Shape.SIGNATURE:
        return {"/FT": pikepdf.Name.Sig} | empty
    is_large = blank.lines >= _MANY_LINES and blank.id != "letterhead"
    words = {"/DA": pikepdf.String(_MANY_WORDS if is_large else _WORDS)} | empty
    if blank.shape is Shape.COUNTRY:
        options = [pikepdf.Array([pikepdf.String(""), pikepdf.String(" ")])]
        options += [
            pikepdf.Array([pikepdf.String(each.value), pikepdf.String(each.label)]) for each in blank.options
        ]
        return {"/FT": pikepdf.Name.Ch, "/Ff": _COMBO, "/Opt": pikepdf.Array(options)} | words
    middle = {"/Q": 1} if blank.id == "letterhead" else {}
    return {"/FT": pikepdf.Name.Tx, "/Ff": _MULTILINE if blank.shape is Shape.LONG else 0} | words | middle


def _button(document: pikepdf.Pdf, place: Any, answer: str) -> dict[str, Any]:
    """A box to tick: a check mark when it is, nothing when it is not."""
    import pikepdf

    side = float(place[2]) - float(place[0])
    size = side * 0.86
    sign = f"q BT /ZaDb {size:.2f} Tf {_INK} {side * 0.14:.2f} {side * 0.2:.2f} Td (4) Tj ET Q".encode()
    states = pikepdf.Dictionary()
    states[f"/{answer}"] = _drawing(document, place, sign)
    states["/Off"] = _drawing(document, place, b"")
    return {
        "/AS": pikepdf.Name.Off,
        "/AP": pikepdf.Dictionary(N=states),
        "/DA": pikepdf.String(_SIGNS),
        "/MK": pikepdf.Dictionary(CA=pikepdf.String("4")),
    }


def _drawing(document: pikepdf.Pdf, place: Any, content: bytes) -> Any:
    import pikepdf

    left, bottom, right, top = (float(edge) for edge in place)
    return document.make_stream(
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, round(right - left, 2), round(top - bottom, 2)]),
        Resources=document.Root.AcroForm.DR,
    )


def _dictionary(entries: dict[str, Any]) -> pikepdf.Dictionary:
    import pikepdf

    return pikepdf.Dictionary(entries)
