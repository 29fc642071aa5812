"""The demo's people can sign in, and exist only in the demo."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.contrib.auth import authenticate

from writdesk.demo.staff import STAFF, current_code, demo_person, how_to_sign_in, seed_staff
from writdesk.store.people import Person, Role


@pytest.mark.django_db
def test_the_people_are_seeded_once(settings: Any) -> None:
    settings.DEMO = True
    assert seed_staff() == len(STAFF)
    assert seed_staff() == 0


@pytest.mark.django_db
def test_no_person_with_a_public_password_comes_to_a_desk_that_works(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(PermissionError, match="public passwords"):
        seed_staff()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_each_person_signs_in_with_what_is_printed(settings: Any, rf: Any) -> None:
    settings.DEMO = True
    seed_staff()
    printed = how_to_sign_in()
    for person in STAFF:
        assert person.password in printed
        assert authenticate(rf.get("/"), username=person.username, password=person.password) is not None


def test_the_code_is_the_one_that_the_desk_expects() -> None:
    person = demo_person("analyst")
    assert current_code(person, 1_795_381_695) == f"{hotp_value(person.totp_secret, 1_795_381_695 // 30):06}"


def test_every_role_of_the_staff_has_somebody_and_two_people_can_approve() -> None:
    held = [role for person in STAFF for role in person.roles]
    assert set(held) == {role.value for role in Role} - {"officer"}
    assert held.count("counsel") >= 2
