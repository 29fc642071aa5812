"""What stands above everything on a request's page, and whose turn it is where two people decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import EMERGENCY, LEGAL
from tests.web.desk.conftest import OnTheDesk, SignedIn, attest_all
from writdesk.actions.actor import DESK, Actor
from writdesk.actions.directory.import_agencies import import_agencies
from writdesk.actions.directory.record_call_back import add_agency_number
from writdesk.adapters.agency_files import read_agencies
from writdesk.store.agencies import AgencyDomain
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request
from writdesk.web.desk.signals import is_same_number

pytestmark = pytest.mark.django_db
OTHER_LINE = "not one that the directory has for this agency"
WARRANT = {**LEGAL["process"], "id": "warrant", "form": None}


def page_of(client: Client, request: Request) -> str:
    return client.get(f"/desk/requests/{request.reference}/").content.decode()


def put_into_directory(number: str, by: Person) -> None:
    add_agency_number(
        agency="Springfield Police Department",
        country="US",
        number=number,
        source="The city's own printed directory",
        by=Actor(person=by),
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("number", "is_shown"), [("+1 217 555 0199", True), ("(217) 555-0142", False), (None, False)]
)
def test_a_telephone_number_that_the_directory_does_not_have_is_said_above_everything(
    number: str | None, is_shown: bool, signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    if number:
        put_into_directory(number, make_person(Role.COUNSEL))
    page = page_of(signed_in(Role.ANALYST), on_the_desk())
    assert (OTHER_LINE in page) == is_shown
    if is_shown:
        assert "In the directory: +1 217 555 0199." in page
        assert page.index(OTHER_LINE) < page.index("<h1>")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("+1 217 555 0142 ext. 12", "+1 217 555 0142", True),
        ("0217 5550142", "+49 217 5550142", True),
        ("110", "0110", True),
        ("110", "+1 217 555 0110", False),
        ("", "+1 217 555 0110", False),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one: str, other: str, is_same: bool) -> None:
    assert is_same_number(one, other) is is_same


@pytest.mark.parametrize(("is_child", "is_shown"), [(True, True), (False, False), (None, False)])
def test_a_child_in_danger_is_said_above_everything(
    is_child: bool | None, is_shown: bool, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    emergency: dict[str, Any] = {**EMERGENCY["emergency"], "is_child": is_child}
    page = page_of(signed_in(Role.ANALYST), on_the_desk(EMERGENCY, emergency=emergency))
    assert ("A child is said to be in danger." in page) == is_shown


@pytest.mark.parametrize(
    ("channel", "is_known", "said"),
    [
        ("email", False, "The sender’s domain is not one of law enforcement."),
        ("email", None, "Nobody has found that the sender’s domain is one of law enforcement."),
        ("email", True, ""),
        ("portal", None, ""),
    ],
)
def test_a_sender_whose_domain_is_not_known_for_law_enforcement_is_said_above_everything(
    channel: str, is_known: bool | None, said: str, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    message = {**LEGAL["message"], "sender_domain_is_law_enforcement": is_known}
    page = page_of(signed_in(Role.ANALYST), on_the_desk(channel=channel, message=message))
    assert said in page
    assert ("sender’s domain is" in page) == bool(said)


@pytest.mark.usefixtures("clipstream")
def test_where_a_second_person_is_needed_each_is_told_whose_turn_it_is(
    signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    analyst = make_person(Role.ANALYST, name="Noor Haddad")
    request = on_the_desk(holder=analyst, process=WARRANT)
    attest_all(request, analyst)
    client = signed_in(analyst)
    client.post(
        f"/desk/requests/{request.reference}/decide/approve/",
        {
            "step": "send",
            "reason": "All is there.",
            "categories": ["subscriber_information", "user_interactions"],
            "subject": "Your request",
            "text": "Approved.",
            "revision": Request.objects.get().revision,
        },
    )
    assert request.decisions.filter(state="proposed").exists()
    told = {
        analyst: "You proposed this decision. A second person has to confirm it.",
        make_person(Role.ANALYST, username="second"): "One of the two has to be counsel",
        make_person(Role.COUNSEL): "It is your turn as the second person.",
        make_person(Role.CUSTODIAN): "A second person has to confirm it.",
    }
    for person, turn in told.items():
        assert page_of(signed_in(person), request).count(turn) == 2
    second = Person.objects.get(username="second")
    page = signed_in(second).get(f"/desk/requests/{request.reference}/confirm/").content.decode()
    assert "ask counsel to confirm" in page
    assert "Confirm: approve" not in page


def test_a_domain_that_imitates_one_of_the_directory_is_said_above_everything(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    content = b"agency,country,domain\nSpringfield Police Department,US,springfie1d-pd.example\n"
    import_agencies(read_agencies(content), content=content, by=DESK, at=timezone.now())
    above = page_of(signed_in(Role.ANALYST), on_the_desk()).partition("<h1>")[0]
    assert "came from springfield-pd.example; the directory has springfie1d-pd.example" in above


@pytest.mark.parametrize(
    ("agency", "seen", "gone", "told"),
    [
        ("Springfield Police Department", None, None, ""),
        ("Shelbyville Police Department", None, None, "that of another agency than the request names"),
        ("Springfield Police Department", 3, None, "The sender’s domain was new when the request came."),
        ("Springfield Police Department", 400, None, ""),
        ("Springfield Police Department", None, 3, "gone from the registry in which it stood"),
    ],
)
def test_what_the_directory_holds_against_the_sender_s_domain_is_said_above_everything(
    agency: str,
    seen: int | None,
    gone: int | None,
    told: str,
    signed_in: SignedIn,
    on_the_desk: OnTheDesk,
) -> None:
    content = f"agency,country,domain\n{agency},US,springfield-pd.example\n".encode()
    import_agencies(read_agencies(content), content=content, by=DESK, at=timezone.now())
    today = timezone.now().date()
    AgencyDomain.objects.update(
        first_seen_on=today - timedelta(days=seen) if seen else None,
        gone_on=today - timedelta(days=gone) if gone else None,
    )
    page = page_of(signed_in(Role.ANALYST), on_the_desk())
    above = page.partition("<h1>")[0]
    assert (told in above) if told else ("domain" not in above)
