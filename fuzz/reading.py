# ruff: noqa: E501 - papers and patterns keep their lines
"""Reading facts from a text, a Word document and a process's answer: whatever they hold, there is an answer."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from writdesk.documents.confined.docx_text import docx_lines
from writdesk.documents.confined.verdict import Refused
from writdesk.documents.reading.answers import AnswerBroken, file_from, recognised_from
from writdesk.documents.reading.grammar import read_paper
from writdesk.documents.reading.paper import paper_of_lines, paper_of_pages
from writdesk.documents.reading.word_documents import paper_of_docx


def _word_document() -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="u"><w:body><w:p><w:r><w:t>Case No. 26-1</w:t></w:r></w:p><w:tbl><w:tr><w:tc>'
            "<w:p><w:r><w:t>Username</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>@a.b</w:t></w:r></w:p></w:tc>"
            "</w:tr></w:tbl></w:body></w:document>",
        )
    return sink.getvalue()


SEEDS = (
    b"IN THE UNITED STATES DISTRICT COURT\nFOR THE DISTRICT OF HARROW\n\nCase No. 26-mj-0288\n\nSUBPOENA\n\n"
    b"YOU ARE COMMANDED to produce, on or before March 2, 2026, under 18 U.S.C. \xc2\xa7\xc2\xa7 2703(c)(2), "
    b"(d) and 2705(b),\nsubscriber names and IP address logs of the account @quiet.marsh\n"
    b"(https://clipstream.example/@quiet.marsh) from 1/2/2026 to 3/4/2026.\nYou shall not disclose this order "
    b"until further order.\n\nDated: this 9th day of January, 2026\nHon. Jane Q. Roe\nUnited States Judge\n",
    b"EMERGENCY DISCLOSURE REQUEST\nPerson in danger: A child\nNature of the emergency:\nHe posted.\n"
    b"Officer: Det. Ana Roe, Badge #44-1, (217) 555-0142 ext. 12, roe@pd.example\n12 Quay Street, Harbor, CA "
    b"90000\nP.O. Box 12\n",
    b"Our reference: PR-2026-000123  Aktenzeichen: 3 Js 4/26\nsection 39 of the Criminal Procedure Code 2010\n"
    b"Sincerely,\nJohn Doe\nSheriff\n",
    b'{"count": 1, "pages": [{"size": [612, 792], "words": [["Case", 0.1, 0.1, 0.2, 0.12, 11, 0], '
    b'["No.", 0.21, 0.1, 0.25, 0.12, 11, 0], ["26-1", 0.3, 0.1, 0.4, 0.12, 11, 90]], "hidden": [], '
    b'"wants_ocr": null}]}',
    b'{"size": [600, 800], "turn": 90, "skew": 0.01, "words": [["Case", 0.1, 0.1, 0.2, 0.12, 0.9, 0]]}',
    _word_document(),
)


def run(data: bytes) -> None:
    """Read once, in each way."""
    for fact in read_paper(paper_of_lines("0" * 64, data.decode("utf-8", "replace").splitlines())).facts:
        assert fact.name
        assert fact.value
    with contextlib.suppress(AnswerBroken):
        read_paper(paper_of_pages("", [page.page for page in file_from(data).pages]))
    with contextlib.suppress(AnswerBroken):
        page, _ = recognised_from(1, data)
        read_paper(paper_of_pages("", [page] if page else []))
    # What a damaged archive may raise, the confined process names.
    with contextlib.suppress(
        Refused, zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, ValueError, NotImplementedError, EOFError,
        RuntimeError, KeyError,
    ):  # fmt: skip
        read_paper(paper_of_docx("", docx_lines(data)))
