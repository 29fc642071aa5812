"""The pages of the directory, and what a request's page says of its sender."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.actions.conftest import desk, links, story
from tests.actions.story import Story
from tests.conftest import MakePerson
from tests.factories import LEGAL, NOW
from tests.web.desk.conftest import OnTheDesk, SignedIn
from tests.web.test_pages import LOOKS, look_at
from writdesk.actions.actor import DESK
from writdesk.actions.directory.import_agencies import import_agencies
from writdesk.adapters.agency_files import read_agencies
from writdesk.store.agencies import Agency
from writdesk.store.people import Role

__all__ = ["desk", "links", "story"]
HEADER = "agency,country,place,domain,standing\n"
POLICE = 'Springfield Police Department,US,"Springfield, IL",springfield-pd.example,law_enforcement\n'
CITY = 'City of Springfield,US,"Springfield, IL",springfield.example,government\n'

pytestmark = pytest.mark.django_db


def read(*lines: str) -> None:
    content = (HEADER + "".join(lines)).encode()
    import_agencies(read_agencies(content, source="A printed list"), content=content, by=DESK, at=NOW)


def page(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_directory_says_how_it_is_filled(signed_in: SignedIn) -> None:
    assert "writdesk agencies import FILE" in page(signed_in(Role.ANALYST), "/desk/agencies/")


def test_an_agency_is_found_by_part_of_its_name_and_by_its_domain(signed_in: SignedIn) -> None:
    read(POLICE, CITY)
    client = signed_in(Role.COUNSEL)
    assert "City of Springfield" not in page(client, "/desk/agencies/", q="police dep")
    assert "Springfield Police Department" in page(client, "/desk/agencies/", q="field-pd.ex")
    assert "No agency has “osaka”" in page(client, "/desk/agencies/", q="osaka")


def test_the_list_goes_on_where_it_ended(signed_in: SignedIn) -> None:
    read(*(f"Agency {number:03},US,,a{number}.example,\n" for number in range(120)))
    client, seen, address = signed_in(Role.ANALYST), [], "/desk/agencies/"
    while address:
        text = page(client, address)
        seen += [number for number in range(120) if f"Agency {number:03}<" in text]
        _, found, rest = text.partition('<a class="button second" href="')
        address = rest.partition('"')[0].replace("&amp;", "&") if found else ""
    assert seen == list(range(120))


def test_a_page_of_the_list_costs_the_same_at_one_and_at_fifty_rows(signed_in: SignedIn) -> None:
    client = signed_in(Role.ANALYST)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, "/desk/agencies/")
        return len(queries)

    page(client, "/desk/agencies/")
    read("Agency,US,,a.example,\n")
    at_one = cost()
    read(*(f"Agency {number:03},US,,a{number}.example,\n" for number in range(60)))
    assert cost() == at_one <= 7


def test_a_domain_is_entered_with_its_source(signed_in: SignedIn) -> None:
    read(CITY)
    agency, client = Agency.objects.get(), signed_in(Role.ANALYST)
    given = {"domain": "pd.springfield.example", "standing": "law_enforcement", "covers_subdomains": "on"}
    refused = client.post(f"/desk/agencies/{agency.pk}/domain/", given)
    assert refused.status_code == 400
    assert "independently of any request" in refused.content.decode()
    assert 'value="pd.springfield.example"' in refused.content.decode()
    assert (
        client.post(f"/desk/agencies/{agency.pk}/domain/", given | {"source": "The clerk"}).status_code == 302
    )
    assert "pd.springfield.example" in page(client, f"/desk/agencies/{agency.pk}/")


def test_a_number_is_added_to_the_agency_of_this_place(signed_in: SignedIn) -> None:
    read(CITY, 'City of Springfield,US,"Springfield, MO",springfieldmo.example,\n')
    agency = Agency.objects.get(place="Springfield, MO")
    signed_in(Role.ANALYST).post(
        f"/desk/agencies/{agency.pk}/number/", {"number": "+1 417 555 0100", "source": "Printed list"}
    )
    assert agency.numbers.get().number == "+1 417 555 0100"


def test_officers_with_an_account_who_wrote_for_an_agency_stand_on_its_page(
    signed_in: SignedIn, story: Story
) -> None:
    read(POLICE)
    agency, client = Agency.objects.get(), signed_in(Role.COUNSEL)
    assert "No officer with an account" in page(client, f"/desk/agencies/{agency.pk}/")
    story.received()
    story.received()
    shown = page(client, f"/desk/agencies/{agency.pk}/").split('id="officers"')[1]
    assert "dana.ruiz@springfield-pd.example" in shown
    assert "2 requests" in shown


def test_an_agency_that_is_not_there_is_absent(signed_in: SignedIn) -> None:
    for address in ("/desk/agencies/999/", "/desk/agencies/999/domain/", "/desk/agencies/999/number/"):
        assert signed_in(Role.ANALYST).post(address).status_code in (404, 405)


def test_a_request_s_page_says_what_the_directory_knows_of_its_sender(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    read(POLICE)
    request = on_the_desk()
    sender = page(signed_in(Role.ANALYST), f"/desk/requests/{request.reference}/").split('id="sender"')[1]
    assert "springfield-pd.example is a domain of law enforcement." in sender
    assert "that of the agency which the request names" in sender


def test_a_request_without_an_address_says_that_nothing_is_known(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk({**LEGAL, "officer": {**LEGAL["officer"], "email": None}})
    sender = page(signed_in(Role.ANALYST), f"/desk/requests/{request.reference}/").split('id="sender"')[1]
    assert "No address of the officer is given" in sender


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_directory_can_be_read_by_everybody(
    width: int, dark: bool, open_page: Callable[..., Any], make_person: MakePerson, on_the_desk: OnTheDesk
) -> None:
    read(POLICE, CITY, "大阪府警察,JP,大阪市,police.osaka.example,\n", "شرطة,AE,دبي,police.dubai.example,\n")
    opened = open_page(width=width, dark=dark, person=make_person(Role.ANALYST))
    opened.goto("/desk/agencies/")
    look_at(opened, "desk-agencies", width, dark)
    opened.get_by_role("link", name="Springfield Police Department").click()
    opened.get_by_text("Enter a domain, or say anew").click()
    look_at(opened, "desk-agency", width, dark)
    opened.goto(f"/desk/requests/{on_the_desk().reference}/#sender")
    look_at(opened, "desk-request-sender", width, dark)
