"""The administrator's page on which a lost second factor is reset."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests.conftest import MakePerson, sign_in
from tests.web.test_sign_in import SECRET
from writdesk.store.people import Person, Role

pytestmark = pytest.mark.django_db
PAGE = "/desk/people/second-factor/"
WHY = "She came to the desk in person; the telephone was stolen."


@pytest.fixture
def administrator(client: Client, make_person: MakePerson) -> Person:
    person = make_person(Role.ADMINISTRATOR)
    sign_in(client, person)
    return person


@pytest.fixture
def counsel(make_person: MakePerson) -> Person:
    person = make_person(Role.COUNSEL, name="Ines Okoro")
    TOTP.activate(person, SECRET)
    return person


def test_the_first_form_shows_whose_it_is_and_resets_nothing(
    client: Client, administrator: Person, counsel: Person
) -> None:
    page = client.post(PAGE, {"who": "counsel", "reason": WHY}).content.decode()
    assert "Ines Okoro" in page
    assert "Reset this second factor?" in page
    assert Authenticator.objects.exists()


def test_confirmed_it_is_reset(client: Client, administrator: Person, counsel: Person) -> None:
    form = {"who": "counsel", "reason": WHY, "sure": "1", "confirm": "1"}
    assert client.post(PAGE, form).headers["Location"] == reverse("desk_people")
    assert not Authenticator.objects.exists()


def test_unless_it_is_sure_who_asks_nothing_is_reset(
    client: Client, administrator: Person, counsel: Person
) -> None:
    response = client.post(PAGE, {"who": "counsel", "reason": WHY, "confirm": "1"})
    assert response.status_code == 400
    assert "another way than the mailbox" in response.content.decode()
    assert WHY in response.content.decode()
    assert Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"who": "counsel", "reason": "lost"}, 400, "at least twenty"),
        ({"who": "nobody", "reason": WHY}, 400, "Nobody here"),
        ({"who": "administrator", "reason": WHY}, 409, "your own account"),
        ({}, 400, "Nobody here"),
    ],
)
def test_what_cannot_be_reset_is_said_and_what_was_typed_stays(
    client: Client, administrator: Person, counsel: Person, form: dict[str, str], status: int, words: str
) -> None:
    for more in ({}, {"confirm": "1", "sure": "1"}):
        response = client.post(PAGE, {**form, **more})
        assert response.status_code == status
        assert words in response.content.decode()
        assert form.get("reason", "") in response.content.decode()
    assert Authenticator.objects.exists()


def test_the_address_of_an_officer_stands_in_no_url(client: Client, administrator: Person) -> None:
    assert 'method="post"' in client.get(PAGE).content.decode()
