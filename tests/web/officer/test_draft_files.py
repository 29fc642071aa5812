"""Files are kept with a draft: looked at as they come, there again later, the request's once it is sent."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.story import Story
from tests.factories import PNG
from tests.web.officer.at_the_desk import ask
from tests.web.officer.walking import begin, fill, page_of, pdf, send
from writdesk.actions.drafts import keep_draft, keep_draft_file
from writdesk.actions.intake import uploads
from writdesk.actions.intake.sweep_blobs import sweep_blobs
from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.people.sign_in import use_sign_in_link
from writdesk.adapters.vault import desk_blobs
from writdesk.store.drafts import Draft, DraftFile
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db(transaction=True)


def add(client: Client, address: str, *files: Any) -> Any:
    """Choose files and press the button."""
    return client.post(f"{address}files/", {"documents": list(files)}, follow=True)


def paper(size: int, name: str = "order.pdf") -> SimpleUploadedFile:
    """A PDF that differs from others by its width."""
    import pikepdf

    sheet = pikepdf.new()
    sheet.add_blank_page(page_size=(size, 792))
    held = io.BytesIO()
    sheet.save(held)
    return SimpleUploadedFile(name, held.getvalue(), "application/pdf")


def encrypted() -> SimpleUploadedFile:
    """A PDF that asks for a password."""
    import pikepdf

    sheet = pikepdf.new()
    sheet.add_blank_page()
    held = io.BytesIO()
    sheet.save(held, encryption=pikepdf.Encryption(owner="o", user="u"))
    return SimpleUploadedFile("locked.pdf", held.getvalue(), "application/pdf")


def blobs() -> set[str]:
    """What lies in blob storage."""
    return set(desk_blobs().names())


def test_a_file_is_kept_with_its_name_size_pages_and_picture(officer: Client) -> None:
    address = begin(officer)
    page = page_of(add(officer, address, pdf("subpoena.pdf")))
    file = DraftFile.objects.get()
    assert "The file is kept." in page
    assert "subpoena.pdf" in page
    assert "PDF, 1 page, " in page
    picture = officer.get(f"{address}files/{file.pk}/picture/")
    assert picture.headers["Content-Type"] == "image/png"
    assert "1 file kept" in page_of(officer.get(address))


def test_what_is_kept_lies_sealed_and_is_named_nowhere_in_clear(officer: Client) -> None:
    sent = pdf("lucky-lark-order.pdf")
    content = sent.read()
    sent.seek(0)
    add(officer, begin(officer), sent)
    (blob,) = blobs()
    file = DraftFile.objects.get()
    assert content[:200] not in desk_blobs().path(blob).read_bytes()
    assert b"lucky-lark" not in bytes(file.name_sealed)


def test_another_computer_finds_the_files_days_later(officer: Client, story: Story) -> None:
    address = begin(officer)
    add(officer, address, pdf("subpoena.pdf"))
    elsewhere = Client()
    elsewhere.force_login(story.people["officer"])
    assert "subpoena.pdf" in page_of(elsewhere.get(f"{address}files/"))
    assert "subpoena.pdf" in page_of(elsewhere.get(f"{address}check/"))


def test_nobody_else_sees_a_kept_file(officer: Client, links: Callable[[str], str], story: Story) -> None:
    from tests.factories import NOW

    address = begin(officer)
    add(officer, address, pdf())
    file = DraftFile.objects.get()
    other = Client()
    other.force_login(use_sign_in_link(links("sam.cole@shelbyville-pd.example"), at=NOW))
    for client in (other, _as_staff(story)):
        assert client.get(f"{address}files/").status_code == 404
        assert client.get(f"{address}files/{file.pk}/picture/").status_code == 404
        assert client.post(f"{address}files/{file.pk}/", {"remove": "1"}).status_code == 404
    assert DraftFile.objects.exists()


def _as_staff(story: Story) -> Client:
    from tests.conftest import sign_in

    client = Client()
    sign_in(client, story.people["analyst"])
    return client


def test_each_file_with_a_fault_is_named_beside_the_field_and_the_others_are_kept(officer: Client) -> None:
    address = begin(officer)
    wrong = SimpleUploadedFile("tool.exe", b"MZ\x90\x00" + b"\0" * 100)
    response = officer.post(f"{address}files/", {"documents": [encrypted(), wrong, pdf("good.pdf")]})
    page = page_of(response)
    assert response.status_code == 400
    assert 'id="documents-faults"' in page
    assert "locked.pdf: This PDF is protected by a password." in page
    assert "tool.exe: This file is" in page
    assert "good.pdf" in page
    assert DraftFile.objects.count() == 1
    assert len(blobs()) == 1


def test_pressing_the_button_without_a_file_is_said(officer: Client) -> None:
    assert "Choose a file first." in page_of(add(officer, begin(officer)))


def test_the_same_file_twice_is_kept_once(officer: Client) -> None:
    address = begin(officer)
    add(officer, address, paper(600))
    assert "This file is here already." in page_of(add(officer, address, paper(600, "again.pdf")))
    assert len(blobs()) == 1


def test_too_many_files_are_refused_at_the_moment_of_upload(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_draft_file, "MOST_FILES", 2)
    page = page_of(add(officer, begin(officer), paper(600), paper(601), paper(602, "third.pdf")))
    assert "third.pdf: There are 2 files already." in page
    assert DraftFile.objects.count() == len(blobs()) == 2


def test_files_that_are_too_large_together_are_refused(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_draft_file, "MOST_BYTES", 1000)
    page = page_of(add(officer, begin(officer), paper(600), paper(601, "second.pdf")))
    assert "second.pdf: All files together may have" in page
    assert DraftFile.objects.count() == len(blobs()) == 1


def test_a_file_is_removed_with_its_blob(officer: Client) -> None:
    address = begin(officer)
    add(officer, address, pdf())
    officer.post(f"{address}files/{DraftFile.objects.get().pk}/", {"remove": "1"})
    assert not DraftFile.objects.exists()
    assert not blobs()


def test_a_file_takes_the_place_of_another(officer: Client) -> None:
    address = begin(officer)
    add(officer, address, paper(600, "old.pdf"))
    old = DraftFile.objects.get()
    page = page_of(
        officer.post(f"{address}files/{old.pk}/", {"documents": paper(700, "new.pdf")}, follow=True)
    )
    assert "new.pdf" in page
    assert "old.pdf" not in page
    assert blobs() == {DraftFile.objects.get().blob}


def test_a_replacement_with_a_fault_leaves_what_was_there(officer: Client) -> None:
    address = begin(officer)
    add(officer, address, paper(600, "old.pdf"))
    response = officer.post(f"{address}files/{DraftFile.objects.get().pk}/", {"documents": encrypted()})
    assert response.status_code == 400
    assert "old.pdf" in page_of(response)
    assert len(blobs()) == 1


def test_what_is_sent_becomes_the_requests_own_sealed_under_its_key(officer: Client) -> None:
    address = fill(officer)
    sent = pdf("subpoena.pdf")
    content = sent.read()
    sent.seek(0)
    add(officer, address, sent)
    send(officer, address)
    document = Request.objects.get().documents.get()
    with open_blob(document.blob, document.request.data_key) as source:
        assert source.read() == content
    assert blobs() == {document.blob}
    assert not DraftFile.objects.exists()


def test_a_file_chosen_beside_the_last_button_is_kept_though_the_request_is_refused(officer: Client) -> None:
    address = fill(officer)
    response = send(officer, address, pdf("good.pdf"), encrypted())
    assert response.status_code == 400
    assert "good.pdf" in page_of(response)
    send(officer, address)
    assert Request.objects.get().documents.count() == 1


def test_sent_twice_at_once_it_is_one_request_and_no_file_is_missed(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = fill(officer)
    add(officer, address, pdf())
    real = keep_draft.uploads_of

    def the_other_is_first(draft: Draft) -> Any:
        monkeypatch.setattr(keep_draft, "uploads_of", real)
        send(officer, address)
        return real(draft)

    monkeypatch.setattr(keep_draft, "uploads_of", the_other_is_first)
    response = send(officer, address)
    request = Request.objects.get()
    assert response.headers["Location"] == f"/officer/requests/{request.reference}/receipt/"
    assert request.documents.count() == 1


def test_interrupted_after_the_request_was_made_the_files_are_there_and_sent_once(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = fill(officer)
    add(officer, address, pdf())

    def crash(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(keep_draft, "_empty", crash)
        with pytest.raises(SystemExit):
            send(officer, address)
    assert Request.objects.get().documents.count() == 1
    assert DraftFile.objects.count() == 1
    send(officer, address)
    assert Request.objects.get().documents.count() == 1
    assert not DraftFile.objects.exists()


def test_the_sweep_spares_what_a_draft_names_and_takes_what_a_crash_left(officer: Client) -> None:
    from datetime import timedelta

    add(officer, begin(officer), pdf())
    uploads.put_aside(uploads.Upload(name="x", source=io.BytesIO(PNG)))
    assert sweep_blobs(older_than=timedelta(seconds=-5)) == 1
    assert blobs() == {DraftFile.objects.get().blob}


def test_a_draft_thrown_away_takes_its_files_along_at_once(officer: Client) -> None:
    address = begin(officer)
    add(officer, address, pdf())
    assert "and the file in it" in page_of(officer.get(f"{address}discard/"))
    assert blobs()
    officer.post(f"{address}discard/")
    assert not blobs()
    assert not Draft.objects.exists()


def test_an_answer_is_kept_with_its_files_until_it_is_sent(officer: Client, story: Story) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    typed = {"text": "It is a warrant.", "keep": "1", "documents": [pdf("warrant.pdf")]}
    page = page_of(officer.post(address, typed, follow=True))
    assert "It is kept. Nothing is sent yet." in page
    assert "warrant.pdf" in page
    assert "It is a warrant." in page
    assert "Drafts" not in page_of(officer.get("/officer/"))
    officer.post(address, {"text": "It is a warrant."})
    story.fresh()
    assert request.documents.count() == 1
    assert not Draft.objects.exists()
    assert blobs() == {request.documents.get().blob}


def test_a_file_of_an_answer_is_removed_and_what_was_typed_stays(officer: Client, story: Story) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    officer.post(address, {"text": "First words.", "keep": "1", "documents": [pdf()]})
    removed = {"text": "Other words.", "remove": str(DraftFile.objects.get().pk)}
    page = page_of(officer.post(address, removed, follow=True))
    assert "The file is removed." in page
    assert "Other words." in page
    assert not blobs()


def test_an_answer_with_a_faulty_file_is_not_sent_and_keeps_the_good_one(
    officer: Client, story: Story
) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    response = officer.post(address, {"text": "Here.", "documents": [encrypted(), pdf("good.pdf")]})
    page = page_of(response)
    assert response.status_code == 400
    assert "locked.pdf: This PDF is protected by a password." in page
    assert "good.pdf" in page
    assert story.fresh().status == "clarification_requested"


def test_an_answer_that_comes_twice_is_said_to_have_arrived(officer: Client, story: Story) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    officer.post(address, {"text": "It is\r\na warrant."})
    page = page_of(officer.post(address, {"text": "It is\r\na warrant."}, follow=True))
    assert "it was sent twice and is kept once" in page


def test_who_answers_an_older_state_is_told_what_changed_and_when(officer: Client, story: Story) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    page = page_of(officer.post(address, {"text": "Late.", "revision": "1"}))
    assert "What changed since you opened this page" in page
    assert "The desk asked you for something, " in page
    assert "Late." in page
