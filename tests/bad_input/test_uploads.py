"""Files that cannot come in: the person is told what to mend, and nothing of the request is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pikepdf
import pytest

from tests.actions.story import Story
from tests.documents.making import bomb, docx, pdf, pdf_with_stream, picture
from tests.factories import LEGAL, PNG
from writdesk.actions.actor import Actor
from writdesk.actions.errors import ActionRefused, InputRefused
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.sweep_blobs import sweep_blobs
from writdesk.actions.intake.uploads import CANNOT_READ_NOW, MOST_FILES, Upload
from writdesk.actions.review.answer_clarification import answer_clarification
from writdesk.adapters.vault import desk_blobs, open_text
from writdesk.documents import Limits, ReaderPool, intake
from writdesk.documents.errors import ReaderBusy, ReaderUnavailable
from writdesk.store.documents import Document
from writdesk.store.jobs import Job
from writdesk.store.keys import DataKey
from writdesk.store.ledger import current_frontier
from writdesk.store.messages import Message
from writdesk.store.requests import ReferenceCounter, Request

LIMIT = Limits().size
Files = list[tuple[str, bytes]]


def encrypted_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(user="a password", owner="another"))


def zip_of(name: str) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(name, b"MZ")
    return sink.getvalue()


# Name, content, and the words that have to stand in what the person is told.
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "over the limit": ("scan.pdf", lambda: b"%PDF-1.7\n" + bytes(LIMIT), "larger than 25 MiB. Split it"),
    "empty": ("letter.pdf", lambda: b"", "empty. Check it on your computer"),
    "a program": ("letter.pdf", lambda: b"MZ\x90\x00" + bytes(300), "Upload one of these instead: PDF"),
    "a zip": ("letters.zip", lambda: zip_of("letter.exe"), "Upload one of these instead: PDF"),
    "a page of the web": ("letter.pdf", lambda: b"<!doctype html><script>1</script>", "Upload one of these"),
    "a drawing with scripts": ("a.svg", lambda: b"<svg xmlns='urn:x'><script/></svg>", "Upload one of these"),
    "a picture called PDF": ("letter.pdf", lambda: PNG, "called .pdf, but its content is"),
    "a program's name": ("letter.exe", pdf, "called .exe, but its content is"),
    "encrypted": ("letter.pdf", encrypted_pdf, "protected by a password. Save it without one"),
    "cut off": ("letter.pdf", lambda: pdf(3)[:200], "damaged or incomplete.*print it to a new PDF"),
    "only a beginning": ("letter.pdf", lambda: b"%PDF-1.7\n", "damaged or incomplete"),
    "no page": ("letter.pdf", lambda: pdf(0), "has no pages"),
    "a PDF bomb": (
        "letter.pdf",
        lambda: pdf_with_stream(bomb(400 << 20), ["FlateDecode"]),
        "unpacks to far more than its size. Print it",
    ),
    "a DOCX bomb": (
        "letter.docx",
        lambda: docx({"word/media/image1.png": bytes(300 << 20)}),
        "unpacks to far more than its size",
    ),
    "a broken DOCX": ("letter.docx", lambda: docx()[:-40], "damaged|Upload one of these"),
    "a broken picture": ("scan.png", lambda: picture("PNG")[:60], "damaged or incomplete. Scan it again"),
}


def send(story: Story, files: Files, **changes: Any) -> Request:
    return receive_request(
        document={**LEGAL, **changes},
        uploads=[Upload(name=name, source=io.BytesIO(content)) for name, content in files],
        by=Actor(person=story.officer.person),
        at=story.tick(),
        submission="one form",
        officer=story.officer,
    )


def kept() -> dict[str, int]:
    """How much there is of everything that a request leaves."""
    models = (Request, Document, Message, Job, DataKey, ReferenceCounter)
    counts = {model.__name__: model.objects.count() for model in models}
    return counts | {"entries": current_frontier().size, "blobs": len(list(desk_blobs().names()))}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_mend_and_nothing_is_kept(story: Story, case: str) -> None:
    name, make, words = BAD[case]
    before = kept()
    with pytest.raises(InputRefused, match=words) as refusal:
        send(story, [("good.pdf", pdf()), (name, make())])
    ((place, message),) = refusal.value.faults
    assert (place, message.partition(":")[0]) == ("documents", name)
    assert kept() == before
    assert not list(desk_blobs().partials())


def test_every_bad_file_is_named_at_once(story: Story) -> None:
    with pytest.raises(InputRefused) as refusal:
        send(story, [("one.pdf", b""), ("two.pdf", pdf()), ("three.pdf", encrypted_pdf())])
    assert [message.partition(":")[0] for _place, message in refusal.value.faults] == ["one.pdf", "three.pdf"]


def test_the_form_can_be_sent_again_once_the_file_is_mended(story: Story) -> None:
    with pytest.raises(InputRefused):
        send(story, [("letter.pdf", encrypted_pdf())])
    request = send(story, [("letter.pdf", pdf())])
    assert request.reference == "LR-2026-000001"
    assert request.documents.count() == 1


def test_too_many_files_are_refused_before_any_is_read(story: Story) -> None:
    before = kept()
    with pytest.raises(InputRefused, match=f"at most {MOST_FILES} files"):
        send(story, [(f"{number}.txt", b"text") for number in range(MOST_FILES + 1)])
    assert kept() == before


@pytest.mark.parametrize("case", ["over the limit", "encrypted", "a PDF bomb", "a program"])
def test_a_bad_file_in_an_answer_leaves_the_question_open(story: Story, case: str) -> None:
    story.under_review()
    story.decide("clarify")
    name, make, words = BAD[case]
    before, revision = kept(), story.fresh().revision
    with pytest.raises(InputRefused, match=words):
        answer_clarification(
            story.reference,
            text="Here it is.",
            uploads=[Upload(name=name, source=io.BytesIO(make()))],
            by=story.by("officer"),
            at=story.tick(),
        )
    assert (kept(), story.fresh().revision) == (before, revision)


def test_a_good_file_in_an_answer_that_comes_too_late_is_not_kept(story: Story) -> None:
    story.under_review()
    before = kept()
    with pytest.raises(Exception, match="has to be clarification requested"):
        answer_clarification(
            story.reference,
            text="Here it is.",
            uploads=[Upload(name="letter.pdf", source=io.BytesIO(pdf()))],
            by=story.by("officer"),
            at=story.tick(),
        )
    assert kept() == before


HOSTILE = {
    "../../etc/passwd": "passwd",
    "..\\..\\Windows\\system.ini.txt": "system.ini.txt",
    "/absolute/letter.txt": "letter.txt",
    "letter\x00.exe\x00.txt": "letter.exe.txt",
    "letter\u202etxt.exe.txt": "lettertxt.exe.txt",
    "\u200e\u200f\u2066letter\u2069.txt": "letter.txt",
    "letter\r\nContent-Type: text&html.txt": "letter Content-Type_ text&html.txt",
    "": "document",
    "\u202e\u202d": "document",
    "..": "document",
    "CON.txt": "_CON.txt",
    "=cmd|'C calc'!A0.txt": "=cmd_'C calc'!A0.txt",
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_kept_as_a_harmless_one(story: Story, hostile: str) -> None:
    request = send(story, [(hostile, b"A letter.\n")])
    document = request.documents.get()
    name = open_text(request.data_key, document.name_sealed, "document.name")
    assert name == HOSTILE[hostile]
    assert [path.name for path in desk_blobs().folder.glob("??/*")] == [document.blob]


def test_a_name_of_ten_thousand_characters_is_cut_and_keeps_its_extension(story: Story) -> None:
    request = send(story, [("é" * 10_000 + ".txt", b"A letter.\n")])
    name = open_text(request.data_key, request.documents.get().name_sealed, "document.name")
    assert len(name) <= 120
    assert name.endswith("é.txt")


def test_the_name_in_a_refusal_is_harmless_too(story: Story) -> None:
    with pytest.raises(InputRefused) as refusal:
        send(story, [("../\u202eletter" + "x" * 10_000 + ".pdf\x00", b"")])
    message = str(refusal.value)
    assert len(message) < 400
    assert not {"\x00", "\u202e", "/"} & set(message)


@pytest.mark.parametrize("trouble", [ReaderBusy, ReaderUnavailable])
def test_when_the_desk_cannot_read_documents_it_says_so(
    story: Story, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    class Away(ReaderPool):
        def ask(self, job: bytes, content: bytes, *, seconds: float) -> bytes:
            raise trouble("not now")

    monkeypatch.setattr(intake, "default_pool", Away)
    before = kept()
    with pytest.raises(ActionRefused) as refusal:
        send(story, [("letter.pdf", pdf())])
    assert CANNOT_READ_NOW in str(refusal.value)
    assert kept() == before


def test_what_nobody_names_is_swept_after_a_day_and_not_before(story: Story) -> None:
    request = send(story, [("letter.txt", b"A letter.\n")])
    lost = "00000000-0000-4000-8000-000000000000"
    with desk_blobs().create(lost) as sink:
        sink.write(b"sealed bytes of a request that was not")
    assert sweep_blobs() == 0
    assert sweep_blobs(older_than=timedelta(0)) == 1
    assert list(desk_blobs().names()) == [request.documents.get().blob]
