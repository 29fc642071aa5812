"""The queue: order, bands, filters, pages, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import EMERGENCY, LEGAL, PRESERVATION
from tests.web.desk.conftest import OnTheDesk, SignedIn
from writdesk.core.lifecycle import Status
from writdesk.store.people import Role
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db
OSAKA = {"name": "Osaka Prefectural Police", "jurisdiction": "JP", "is_law_enforcement": True}


def references(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([A-Z]{2}-\d{4}-\d{6})</a>', page)


def shown(client: Client, line: str = "") -> list[str]:
    response = client.get("/desk/", {"q": line})
    assert response.status_code == 200
    return references(response.content.decode())


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COUNSEL, Role.CUSTODIAN])
def test_an_empty_queue_says_that_nothing_waits(role: Role, signed_in: SignedIn) -> None:
    assert "Nothing is waiting." in signed_in(role).get("/desk/").content.decode()


def test_the_auditor_and_the_administrator_begin_elsewhere(signed_in: SignedIn) -> None:
    assert signed_in(Role.AUDITOR).get("/desk/").headers["Location"] == "/desk/ledger/"
    assert signed_in(Role.ADMINISTRATOR).get("/desk/").headers["Location"] == "/desk/people/"


def test_emergencies_stand_on_top_and_the_rest_by_what_is_due_first(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    now = timezone.now()
    later = on_the_desk(response_requested_by=str(now.date() + timedelta(days=20)))
    sooner = on_the_desk(response_requested_by=str(now.date() + timedelta(days=2)))
    second = on_the_desk(EMERGENCY, at=now)
    first = on_the_desk(EMERGENCY, at=now - timedelta(minutes=30))
    assert shown(signed_in(Role.ANALYST)) == [r.reference for r in (first, second, sooner, later)]


def test_an_emergency_shows_its_minutes_and_one_that_is_over_says_so(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    on_the_desk(EMERGENCY, at=timezone.now() - timedelta(minutes=20, seconds=30))
    on_the_desk(EMERGENCY, at=timezone.now() - timedelta(minutes=71, seconds=30))
    page = signed_in(Role.ANALYST).get("/desk/").content.decode()
    assert "in 39 min" in page
    assert "12 min over" in page


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kind:emergency", ["emergency"]),
        ("kind:preservation", ["preservation"]),
        ("country:jp", ["osaka"]),
        ("agency:osaka", ["osaka"]),
        ("osaka prefectural", ["osaka"]),
        ('agency:"prefectural police" kind:legal', ["osaka"]),
        ("mine", ["mine"]),
        ("unassigned kind:legal", ["legal", "osaka"]),
        ("status:under_review", ["mine"]),
        ("due:<2h", ["emergency"]),
        ("due:overdue", []),
        ("kind:emergency country:jp", []),
    ],
)
def test_the_search_line_finds(
    line: str, expected: list[str], signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    person = make_person(Role.ANALYST)
    in_days = {days: str(timezone.now().date() + timedelta(days=days)) for days in (5, 6, 7)}
    stories = {
        "legal": on_the_desk(response_requested_by=in_days[5]),
        "osaka": on_the_desk(agency=OSAKA, response_requested_by=in_days[6]),
        "mine": on_the_desk(holder=person, response_requested_by=in_days[7]),
        "preservation": on_the_desk(PRESERVATION, holder=make_person(Role.COUNSEL)),
        "emergency": on_the_desk(EMERGENCY),
    }
    if line == "status:under_review":
        expected = [*expected, "preservation"]
    assert shown(signed_in(person), line) == [stories[name].reference for name in expected]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kind:emergancy", "did you mean &quot;emergency&quot;?"),
        ("status:reviewing", "There is no status"),
        ("country:Japan", "write two letters"),
        ("due:soon", "write due:&lt;3d"),
        ("agncy:osaka", "did you mean &quot;agency&quot;?"),
        ("LR-2026-999999", "There is no request LR-2026-999999 that you can open."),
    ],
)
def test_a_search_that_means_nothing_says_what_could_stand_there(
    line: str, said: str, signed_in: SignedIn
) -> None:
    response = signed_in(Role.ANALYST).get("/desk/", {"q": line})
    assert response.status_code == 400
    assert said in response.content.decode()


def test_a_reference_leads_straight_to_its_request(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk()
    response = signed_in(Role.ANALYST).get("/desk/", {"q": request.reference.lower()})
    assert response.headers["Location"] == f"/desk/requests/{request.reference}/"


def test_what_has_ended_stands_in_its_own_list(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    ended, waiting = on_the_desk(), on_the_desk()
    ended.set_status(Status.WITHDRAWN)
    ended.save()
    client = signed_in(Role.ANALYST)
    assert shown(client) == [waiting.reference]
    assert shown(client, "closed") == [ended.reference]
    assert shown(client, "closed agency:springfield") == [ended.reference]


@pytest.mark.parametrize("line", ["", "kind:emergency", "closed"])
def test_each_request_stands_on_exactly_one_page(
    line: str, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    document = EMERGENCY if line == "kind:emergency" else LEGAL
    now = timezone.now()
    # Many are due at the very same instant, so that only the id tells them apart.
    made = [on_the_desk(document, at=now, response_requested_by=None).reference for _ in range(103)]
    if line == "closed":
        Request.objects.update(status=Status.CLOSED.value, is_open=False)
    client, found, address = signed_in(Role.ANALYST), [], f"/desk/?q={line}"
    while address:
        page = client.get(address).content.decode()
        found += references(page)
        follow = re.search(r'href="([^"]+after=[^"]+)"', page)
        address = follow[1].replace("&amp;", "&") if follow else ""
    assert len(found) == 103
    assert sorted(found) == sorted(made)


def test_a_place_that_is_none_is_the_first_page(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk()
    response = signed_in(Role.ANALYST).get("/desk/", {"after": "nonsense"})
    assert references(response.content.decode()) == [request.reference]


@pytest.mark.parametrize("line", ["", "mine", "country:US", "closed", "agency:springfield"])
def test_the_queue_costs_as_many_queries_at_fifty_rows_as_at_one(
    line: str, signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson, django_assert_num_queries
) -> None:
    holders = [make_person(Role.ANALYST, username=f"analyst{number}") for number in range(3)]
    client = signed_in(holders[0])

    def add(number: int) -> None:
        on_the_desk(EMERGENCY if number % 5 == 0 else LEGAL, holder=holders[number % 3])

    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/", {"q": line}).status_code == 200
        return len(queries)

    client.get("/desk/")
    add(0)
    at_one = cost()
    for number in range(1, 60):
        add(number)
    assert cost() == at_one
    assert at_one <= 6


def test_the_queue_reads_nothing_that_is_sealed(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    on_the_desk()
    with CaptureQueriesContext(connection) as queries:
        signed_in(Role.ANALYST).get("/desk/")
    assert not [query for query in queries.captured_queries if "_sealed" in query["sql"]]
