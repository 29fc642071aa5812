"""One file of each intricate kind, made and read before the walls go up: what reading needs is loaded then.

Behind the walls no file can be opened, so nothing can be imported there either.
"""

from __future__ import annotations

import zipfile
from io import BytesIO


def sample_pdf() -> bytes:
    """A PDF of one page, encrypted without a password: the methods of encryption load their tables, too."""
    import pikepdf

    sink = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page().obj["/Contents"] = document.make_stream(b"q Q")
        document.Root["/Extra"] = pikepdf.Array([1, pikepdf.Dictionary(A=pikepdf.String("a"))])
        document.save(sink, encryption=pikepdf.Encryption(user="", owner="owner", R=6))
    return sink.getvalue()


def broken_pdf() -> bytes:
    """The same without its end: the ways of repair and complaint are loaded."""
    return sample_pdf()[:-100]


def sample_docx() -> bytes:
    """A Word document with nothing in it."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "word/ü.xml"):
            archive.writestr(name, b"<w/>")
    return sink.getvalue()


def sample_form() -> bytes:
    """A PDF with a text in each encoding that a form's values may have, as a string and as a stream."""
    import pikepdf

    sink = BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page().obj
        encoded = [b"a", b"\xfe\xff\x00a", b"\xff\xfea\x00", b"\xef\xbb\xbfa"]
        values = [pikepdf.String(each) for each in encoded] + [document.make_stream(each) for each in encoded]
        fields = pikepdf.Array()
        for place, value in enumerate(values):
            field = pikepdf.Dictionary(
                T=str(place), FT=pikepdf.Name.Tx, V=value, Rect=pikepdf.Array([0, 0, 1, 1])
            )
            fields.append(document.make_indirect(field))
        page.Annots = fields
        document.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
        document.save(sink)
    return sink.getvalue()
