"""The page of who is on call, and the banner of an emergency that nobody has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import EMERGENCY
from tests.web.desk.conftest import OnTheDesk, SignedIn
from tests.web.test_pages import LOOKS, look_at
from writdesk.actions.on_call.raise_alarm import page_on_call, raise_alarm
from writdesk.store.on_call import Alarm, OnCall
from writdesk.store.people import Person, Role

pytestmark = pytest.mark.django_db


def made(make_person: MakePerson, name: str) -> Person:
    person: Person = make_person(Role.ANALYST, username=name, name=name.title())
    person.email = f"{name}@desk.example"
    person.save()
    return person


def test_a_desk_on_which_nobody_is_on_call_says_so(signed_in: SignedIn) -> None:
    page = signed_in(Role.ADMINISTRATOR).get("/desk/on-call/").content.decode()
    assert "Nobody is on call" in page
    assert "so nobody can be on call" in page


def test_the_administrator_sets_the_order_and_others_read_it(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    noor = made(make_person, "noor")
    answer = signed_in(Role.ADMINISTRATOR).post("/desk/on-call/", {f"turn-{noor.pk}": "2"})
    assert answer.status_code == 302
    assert OnCall.objects.get().turn == 2
    page = signed_in(noor).get("/desk/on-call/").content.decode()
    assert "Nobody is on call" not in page
    assert "<select" not in page
    signed_in(noor).post("/desk/on-call/", {f"turn-{noor.pk}": "0"})
    assert OnCall.objects.exists(), "only the administrator sets it"


def test_somebody_without_an_address_is_refused_and_what_was_chosen_stays(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    noor = make_person(Role.ANALYST, name="Noor Haddad")
    refused = signed_in(Role.ADMINISTRATOR).post("/desk/on-call/", {f"turn-{noor.pk}": "3"})
    assert refused.status_code == 400
    assert "Noor Haddad has no mail address" in refused.content.decode()
    assert '<option value="3" selected>' in refused.content.decode()


def test_an_emergency_that_nobody_has_says_so_and_one_button_takes_it(
    signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson, mailoutbox: list[Any]
) -> None:
    noor = made(make_person, "noor")
    OnCall.objects.create(person=noor, turn=1)
    request = on_the_desk(EMERGENCY)
    raise_alarm(request, at=timezone.now())
    page_on_call(request.pk, at=timezone.now())
    address = f"/desk/requests/{request.reference}/"
    assert (
        "Nobody has it yet. Paged in 1 round: 1 page left." in signed_in(noor).get(address).content.decode()
    )
    signed_in(noor).post(f"{address}have-it/")
    assert "Noor has had it since" in signed_in(noor).get(address).content.decode()
    again = signed_in(Role.COUNSEL).post(f"{address}have-it/", follow=True)
    assert "Noor has it already" in again.content.decode()
    assert Alarm.objects.get().quieted_by == noor


def test_a_custodian_reads_it_and_has_no_button(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk(EMERGENCY)
    raise_alarm(request, at=timezone.now())
    page = signed_in(Role.CUSTODIAN).get(f"/desk/requests/{request.reference}/").content.decode()
    assert "nobody is on call" in page
    assert "I have it" not in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_page_can_be_read_by_everybody(
    width: int, dark: bool, open_page: Callable[..., Any], make_person: MakePerson, on_the_desk: OnTheDesk
) -> None:
    noor = made(make_person, "noor")
    OnCall.objects.create(person=noor, turn=1)
    made(make_person, "tomás")
    request = on_the_desk(EMERGENCY, at=timezone.now() - timedelta(minutes=12))
    raise_alarm(request, at=timezone.now())
    page_on_call(request.pk, at=timezone.now())
    opened = open_page(width=width, dark=dark, person=make_person(Role.ADMINISTRATOR))
    opened.goto("/desk/on-call/")
    look_at(opened, "desk-on-call", width, dark)
    opened = open_page(width=width, dark=dark, person=noor)
    opened.goto(f"/desk/requests/{request.reference}/")
    look_at(opened, "desk-alarm", width, dark)
