"""What came with a request is read as pictures and as plain text; its bytes are offered to nobody."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.documents.making import docx, pdf, picture
from tests.web.desk.conftest import OnTheDesk, SignedIn
from writdesk.documents import ReaderPool
from writdesk.documents.errors import PageNotDrawn, ReaderBusy
from writdesk.store.documents import Document
from writdesk.store.people import Role
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db
READERS = (Role.ANALYST, Role.COUNSEL, Role.CUSTODIAN)
LETTER = "Dear colleagues,\n<script>alert(1)</script>\n"


def address(request: Request, rest: str = "") -> str:
    return f"/desk/requests/{request.reference}/documents/{rest}"


def text_of(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", READERS)
def test_whoever_works_on_requests_sees_a_page_as_a_picture(
    role: Role, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("warrant.pdf", pdf(2))])
    response = signed_in(role).get(address(request, "1/pages/2.png"))
    drawn = Image.open(BytesIO(response.content))
    assert (response.headers["Content-Type"], drawn.format, drawn.width) == ("image/png", "PNG", 1000)


def test_a_page_can_be_looked_at_twice_as_large(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk(uploads=[("warrant.pdf", pdf(1))])
    response = signed_in(Role.COUNSEL).get(address(request, "1/pages/1.png?zoom"))
    assert Image.open(BytesIO(response.content)).width == 2000


def test_no_cache_keeps_a_picture(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk(uploads=[("warrant.pdf", pdf(1))])
    response = signed_in(Role.COUNSEL).get(address(request, "1/pages/1.png"))
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.OFFICER])
@pytest.mark.parametrize("rest", ["", "1/", "1/pages/1.png"])
def test_whoever_may_not_read_content_sees_no_picture(
    rest: str, role: Role, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("warrant.pdf", pdf(1))])
    assert signed_in(role).get(address(request, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["2/", "0/", "1/pages/2.png", "1/pages/0.png", "2/pages/1.png"])
def test_a_document_or_page_that_is_not_there_is_absent(
    rest: str, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("warrant.pdf", pdf(1))])
    assert signed_in(Role.ANALYST).get(address(request, rest)).status_code == 404


def test_the_pictures_stand_beside_the_findings(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk(uploads=[("request-letter.pdf", pdf(3))])
    page = text_of(signed_in(Role.ANALYST), f"/desk/requests/{request.reference}/")
    assert (
        '<img loading="lazy" decoding="async" width="1000" height="1294" '
        f'src="{address(request, "1/pages/1.png")}" alt="Page 1 of request-letter.pdf">'
    ) in page
    assert 'alt="Page 3 of request-letter.pdf"' in page
    assert page.index('id="documents"') < page.index('id="findings"')


def test_a_document_of_many_pages_is_read_a_page_at_a_time(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("file.pdf", pdf(40))])
    client = signed_in(Role.ANALYST)
    page = text_of(client, f"/desk/requests/{request.reference}/")
    assert page.count("<img ") == 12
    assert "28 more pages" in page
    middle = text_of(client, address(request, "1/?page=20"))
    assert 'alt="Page 20 of file.pdf"' in middle
    assert "?page=19" in middle
    assert "?page=21" in middle
    assert 'alt="Page 40 of file.pdf"' in text_of(client, address(request, "1/?page=99999"))


def test_plain_text_is_shown_as_text(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk(uploads=[("letter.txt", LETTER.encode())])
    page = text_of(signed_in(Role.ANALYST), address(request, "1/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page


def test_a_long_text_says_that_it_goes_on(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk(uploads=[("letter.txt", "é".encode() * 200_001)])
    page = text_of(signed_in(Role.ANALYST), address(request, "1/"))
    assert "Only the beginning is shown" in page
    assert page.count("é") == 200_000


def test_a_word_document_has_no_picture_and_the_page_says_so(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("letter.docx", docx())])
    client = signed_in(Role.ANALYST)
    for where in (f"/desk/requests/{request.reference}/", address(request, "1/")):
        assert "There is no picture of a file of this kind." in text_of(client, where)
    assert client.get(address(request, "1/pages/1.png")).status_code == 404


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (PageNotDrawn("This page takes too long, or too much memory, to be drawn."), 422, "takes too long"),
        (ReaderBusy("busy"), 503, "Load the page again"),
    ],
)
def test_where_no_picture_can_be_drawn_its_place_says_why(
    error: Exception,
    status: int,
    words: str,
    signed_in: SignedIn,
    on_the_desk: OnTheDesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = on_the_desk(uploads=[("scan.png", picture("PNG"))])

    def fail(*_given: object, **_named: object) -> bytes:
        raise error

    monkeypatch.setattr(ReaderPool, "ask", fail)
    response = signed_in(Role.ANALYST).get(address(request, "1/pages/1.png"))
    assert (response.status_code, response.headers["Content-Type"]) == (status, "image/svg+xml")
    assert words in response.content.decode()


def add_copies(request: Request, total: int) -> None:
    """As many answers would have brought them: rows of the same stored file."""
    one = request.documents.get()
    Document.objects.bulk_create(
        Document(
            request=request,
            blob=f"{number:064}",
            name_sealed=one.name_sealed,
            media_type=one.media_type,
            size=one.size,
            sha256=one.sha256,
            pages=one.pages,
            received_at=timezone.now(),
        )
        for number in range(total - 1)
    )


def test_ten_thousand_documents_do_not_make_the_page_long_or_slow(
    signed_in: SignedIn, on_the_desk: OnTheDesk, django_assert_max_num_queries
) -> None:
    request = on_the_desk(uploads=[("order.pdf", pdf(1))])
    add_copies(request, 10_000)
    client = signed_in(Role.ANALYST)
    with django_assert_max_num_queries(31):
        page = text_of(client, f"/desk/requests/{request.reference}/")
    assert page.count("<img ") == 20
    assert "All 10000 documents" in page
    with django_assert_max_num_queries(8):
        last = text_of(client, address(request, "?part=500"))
    assert 'id="document-10000"' in last
    assert "Those before" in last
    assert "Those after" not in last
    assert 'id="document-10000"' in text_of(client, address(request, "?part=999999"))


def test_the_documents_of_a_request_whose_key_was_destroyed_are_absent(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("order.pdf", pdf(1))])
    request.data_key.wrapped = None
    request.data_key.save()
    client = signed_in(Role.ANALYST)
    for rest in ("", "1/", "1/pages/1.png"):
        assert client.get(address(request, rest)).status_code == 404
