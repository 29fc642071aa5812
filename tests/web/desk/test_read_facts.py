"""What was read, on the request's page: where each fact comes from, what is decided, and its limits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import LEGAL
from tests.reading_story import facts_of, form, paper, read_all
from tests.web.desk.conftest import OnTheDesk, SignedIn
from writdesk.actions.review.facts_read import SAID
from writdesk.adapters.vault import seal_json
from writdesk.store.documents import Document
from writdesk.store.people import Person, Role
from writdesk.store.readings import Reading
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30


@pytest.fixture
def analyst(make_person: MakePerson) -> Person:
    return make_person(Role.ANALYST, name="Noor Haddad")


@pytest.fixture
def read_request(on_the_desk: OnTheDesk, analyst: Person) -> Request:
    request = on_the_desk(form(), holder=analyst, uploads=[("subpoena.pdf", paper(hidden="Template 7"))])
    read_all()
    return Request.objects.get(pk=request.pk)


def url(request: Request, rest: str = "") -> str:
    return f"/desk/requests/{request.reference}/{rest}"


def send(client: Any, request: Request, rest: str, **fields: Any) -> Any:
    revision = Request.objects.get(pk=request.pk).revision
    return client.post(url(request, rest), {"revision": revision, **fields})


def test_differences_offers_warnings_and_marks_stand_on_the_page(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    page = signed_in(analyst).get(url(read_request)).content.decode()
    assert "Form and paper differ" in page
    assert "The papers say something else than the form: case number." in page
    assert "Words that cannot be seen stand on this page" in page
    assert 'viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true"' in page
    ref = facts_of(read_request)["case_number"].ref
    assert f'id="mark-{ref}-1-0"' in page
    assert f'data-mark="mark-{ref}-1-0"' in page
    assert "style=" not in page


def test_a_fact_is_judged_and_its_source_stands_with_it(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    client = signed_in(analyst)
    ref = facts_of(read_request)["badge_number"].ref
    answer = send(client, read_request, "facts/judge/", fact=ref, verdict="accepted")
    assert answer.status_code == 302
    page = client.get(url(read_request)).content.decode()
    assert "and accepted by Noor Haddad" in page


def test_a_refused_correction_keeps_what_was_typed(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    ref = facts_of(read_request)["case_number"].ref
    answer = send(
        signed_in(analyst), read_request, "facts/judge/", fact=ref, verdict="corrected", value="GJ-99"
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Say why" in page
    assert 'value="GJ-99"' in page


def test_a_strange_verdict_and_a_strange_fact_are_refused(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    client = signed_in(analyst)
    ref = facts_of(read_request)["case_number"].ref
    assert send(client, read_request, "facts/judge/", fact=ref, verdict="maybe").status_code == 400
    assert send(client, read_request, "facts/judge/", fact="nothing", verdict="accepted").status_code == 400
    assert send(client, read_request, "facts/accept/").status_code == 400


def test_all_that_are_certain_are_accepted_at_once(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    client = signed_in(analyst)
    page = client.get(url(read_request)).content.decode()
    listed = re.findall(r'name="fact" value="(\w+)"', page.split('id="accept-all"')[1].split("</details>")[0])
    assert len(listed) > 1
    assert send(client, read_request, "facts/accept/", fact=listed).status_code == 302
    assert Request.objects.get(pk=read_request.pk).fact_judgements.count() == len(listed)


def test_who_only_reads_sees_facts_and_no_buttons(read_request: Request, signed_in: SignedIn) -> None:
    page = signed_in(Role.CUSTODIAN).get(url(read_request)).content.decode()
    assert "Form and paper differ" in page
    assert "facts/judge/" not in page


def test_a_failed_reading_says_so_and_is_read_again(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    read_request.readings.update(state=Reading.State.FAILED, reason="gave_up", said_sealed=None, facts=0)
    client = signed_in(analyst)
    page = client.get(url(read_request)).content.decode()
    assert "1 document could not be read" in page
    assert "its reader gave up over it" in page
    assert send(client, read_request, "facts/read-again/").status_code == 302
    assert "Being read" in client.get(url(read_request)).content.decode()
    read_all()
    assert "Form and paper differ" in client.get(url(read_request)).content.decode()


def test_the_documents_own_page_lists_what_was_read_from_it(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    client = signed_in(analyst)
    page = client.get(url(read_request, "documents/1/")).content.decode()
    assert "Read from this page" in page
    assert "The form says something else" in page
    assert "GJ-26-0171" in page
    assert "Page 1" in client.get(url(read_request, "documents/")).content.decode()


def _many(request: Request, documents: int, facts: int) -> None:
    """Further documents with many facts each, without files."""
    first = request.documents.order_by("id").first()
    assert first is not None
    told = [
        {
            "name": "identifier.username",
            "value": f"user{number}",
            "as_written": f"user{number}",
            "is_certain": True,
            "because": "",
            "provenance": {
                "document": first.sha256,
                "page": 1,
                "box": {"left": 0.1, "top": 0.1, "right": 0.4, "bottom": 0.12},
                "line": None,
                "header": None,
            },
        }
        for number in range(facts)
    ]
    sealed = seal_json(request.data_key, {"facts": told}, SAID)
    rows = Document.objects.bulk_create(
        Document(
            request=request,
            blob=f"none-{documents}-{number}",
            name_sealed=first.name_sealed,
            media_type=first.media_type,
            size=1,
            sha256=first.sha256,
            pages=1,
            received_at=timezone.now(),
        )
        for number in range(documents)
    )
    Reading.objects.bulk_create(
        Reading(document=row, request=request, state=Reading.State.DONE, facts=facts, said_sealed=sealed)
        for row in rows
    )


def test_the_page_keeps_its_budget_with_many_documents_and_many_facts(
    read_request: Request, analyst: Person, signed_in: SignedIn
) -> None:
    client = signed_in(analyst)
    client.get(url(read_request))
    with CaptureQueriesContext(connection) as few:
        client.get(url(read_request))
    _many(read_request, documents=10_000, facts=1)
    _many(read_request, documents=1, facts=1)
    one = read_request.readings.order_by("document_id")[1]
    five_hundred = {"facts": []}
    five_hundred["facts"] = [
        {
            "name": "identifier.username",
            "value": f"crowd{number}",
            "as_written": "",
            "is_certain": True,
            "because": "",
            "provenance": {"document": "", "page": 1, "box": None, "line": None, "header": None},
        }
        for number in range(500)
    ]
    one.said_sealed = seal_json(read_request.data_key, five_hundred, SAID)
    one.save()
    with CaptureQueriesContext(connection) as many:
        page = client.get(url(read_request)).content.decode()
    assert len(many) == len(few) <= MOST_QUERIES
    assert len(page) < 700_000
    assert re.search(r"46\d more are not shown", page)
    assert "those of 9902 more stand with each document" in page


def test_a_request_without_documents_has_no_such_part(
    on_the_desk: OnTheDesk, analyst: Person, signed_in: SignedIn
) -> None:
    page = signed_in(analyst).get(url(on_the_desk(LEGAL, holder=analyst))).content.decode()
    assert "Read from the documents" not in page
