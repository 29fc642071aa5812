"""The table of URL names and roles is whole, and the middleware keeps it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, path, reverse

from tests.conftest import MakePerson, sign_in
from writdesk.store.people import Role
from writdesk.web.access import ACCESS
from writdesk.web.urls import urlpatterns as desk_patterns

# What to put into an address that names something; what it names need not be there.
EXAMPLES = {
    "guideline_id": "nowhere",
    "version": "1",
    "reference": "LR-2026-000001",
    "draft": "6d1c8d0e-8f3b-4c58-9f0e-0c6a2b7f4a11",
    "file": "6d1c8d0e-8f3b-4c58-9f0e-0c6a2b7f4a11",
}
# These are absent for a person who has no recovery codes yet.
NEEDS_CODES = {"mfa_view_recovery_codes", "mfa_download_recovery_codes"}


def _patterns() -> dict[str, URLPattern]:
    return {
        str(pattern.name): pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLPattern)
    }


def _address(name: str) -> str:
    wanted = _patterns()[name].pattern.converters
    return reverse(name, kwargs={key: EXAMPLES.get(key, "1") for key in wanted})


def without_token(response: Any) -> str:
    """The page as text, without the token in its forms, which is new each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


GUARDED = sorted(name for name, rule in ACCESS.items() if rule.roles is not None)
PUBLIC = sorted(name for name, rule in ACCESS.items() if rule.roles is None)
WRONG = [(name, role) for name in GUARDED for role in Role if role not in (ACCESS[name].roles or ())]
RIGHT = [(name, role) for name in GUARDED for role in Role if role in (ACCESS[name].roles or ())]


def test_every_url_has_a_rule_and_every_rule_a_url() -> None:
    missing = set(_patterns()) - set(ACCESS)
    left_over = set(ACCESS) - set(_patterns())
    assert not missing, f"add to ACCESS in web/access.py, with its roles: {sorted(missing)}"
    assert not left_over, f"remove from ACCESS in web/access.py: {sorted(left_over)}"


def test_no_url_is_hidden_in_an_included_list() -> None:
    assert all(isinstance(pattern, URLPattern) for pattern in get_resolver().url_patterns)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_does_not_send_a_visitor_away_to_sign_in(name: str, client: Client) -> None:
    response = client.get(_address(name))
    assert response.status_code in (200, 302, 404)
    if name not in ("mfa_authenticate",):
        assert "next=" not in response.headers.get("Location", "")


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_a_visitor_who_is_not_signed_in_is_sent_to_sign_in_and_back(name: str, client: Client) -> None:
    address = _address(name)
    response = client.get(address)
    assert response.status_code == 302
    sign_in_page = "officer_sign_in" if ACCESS[name].is_for_officers else "account_login"
    assert response.headers["Location"] == f"{reverse(sign_in_page)}?next={address}"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "role"), WRONG)
def test_a_person_in_the_wrong_role_sees_what_everybody_sees_of_an_absent_page(
    name: str, role: Role, client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(role))
    forbidden, absent = client.get(_address(name)), client.get(f"{_address(name)}no-such-page/")
    assert forbidden.status_code == absent.status_code == 404
    assert without_token(forbidden) == without_token(absent)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "role"), RIGHT)
def test_a_person_in_the_right_role_is_not_sent_away(
    name: str, role: Role, client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(role))
    response = client.get(_address(name))
    assert response.status_code < 500
    assert not response.headers.get("Location", "").startswith(f"{reverse('account_login')}?")
    if response.status_code == 404:
        # Allowed by role; the thing that the example names is not there, or the person has none of it.
        assert _patterns()[name].pattern.converters or name in NEEDS_CODES


@pytest.mark.django_db
def test_a_person_without_a_role_sees_no_guarded_page(client: Client, make_person: MakePerson) -> None:
    sign_in(client, make_person())
    assert {client.get(_address(name)).status_code for name in GUARDED} == {404}


@pytest.mark.django_db
def test_a_closed_account_sees_no_guarded_page(client: Client, make_person: MakePerson) -> None:
    person = make_person(Role.ANALYST)
    sign_in(client, person)
    person.is_active = False
    person.save()
    assert client.get(reverse("desk_home")).status_code != 200


def _unlisted(_request: Any) -> HttpResponse:
    return HttpResponse("open to everybody by mistake")


urlpatterns = [*desk_patterns, path("unlisted/", _unlisted, name="unlisted"), path("nameless/", _unlisted)]
handler404 = "writdesk.web.trouble.not_found"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/unlisted/", "/nameless/"])
def test_a_url_that_the_table_does_not_name_is_closed_to_everybody(
    address: str, client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(*Role))
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_staff_who_have_not_shown_a_second_factor_are_led_to_set_it_up(
    role: Role, client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(role), has_second_factor=False)
    assert client.get(reverse("desk_home")).headers["Location"] == reverse("mfa_activate_totp")


@pytest.mark.django_db
def test_the_second_factor_of_another_person_in_the_same_browser_does_not_count(
    client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(Role.COUNSEL))
    client.force_login(make_person(Role.ANALYST))
    assert client.get(reverse("desk_home")).status_code == 302


@pytest.mark.django_db
def test_a_forged_form_on_a_page_of_another_role_answers_404_and_not_403(
    make_person: MakePerson,
) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_person(Role.OFFICER))
    assert client.post(reverse("desk_home")).status_code == 404
