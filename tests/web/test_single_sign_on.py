"""Staff come by their organisation's provider; whatever it does wrong, nobody gets in and nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import MakePerson
from tests.web.openid_provider import Provider
from tests.web.single_sign_on_way import SITE, and_back, codes_since, is_in, to_provider
from tests.web.test_sign_in import PASSWORD, SECRET, code_of, try_to_sign_in
from writdesk.adapters.single_sign_on import single_sign_on_from
from writdesk.ledger.entry import decode
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.people import Person, Role
from writdesk.store.second_factors import JoinedIdentity

pytestmark = pytest.mark.django_db


def test_the_provider_signs_in_and_the_desks_own_second_factor_is_still_asked(
    client: Client, provider: Provider, ada: Person
) -> None:
    size = current_frontier().size
    response = and_back(client, provider, onward=reverse("desk_home"))
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert not JoinedIdentity.objects.exists()
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert response.headers["Location"] == reverse("desk_home")
    assert is_in(client)
    assert codes_since(size) == ["identity.joined", "staff.signed_in"]
    assert decode(body_of(current_frontier().size - 1)).facts == {"method": "single_sign_on"}


def test_what_is_asked_carries_state_nonce_and_a_proof_key(client: Client, provider: Provider) -> None:
    asked = to_provider(client)
    assert asked["code_challenge_method"] == "S256"
    assert asked["tenant"] == "1"
    assert asked["redirect_uri"] == SITE + reverse("single_sign_on_callback")
    assert all(len(asked[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert to_provider(client)["state"] != asked["state"]


def test_a_session_of_single_sign_on_ends_after_thirty_idle_minutes(
    client: Client, provider: Provider, ada: Person
) -> None:
    and_back(client, provider)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert client.session.get_expiry_age() == 30 * 60


def test_a_second_factor_counts_only_where_a_setting_and_the_token_say_so(
    client: Client, provider: Provider, ada: Person, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON = provider.single(second_factor=frozenset({("amr", "mfa")}))
    and_back(client, provider)
    assert not is_in(client)
    provider.claims = {"amr": "mfa"}  # no list: not what the standard says
    and_back(client, provider)
    assert not is_in(client)
    provider.claims = {"amr": ["pwd", "mfa"]}
    assert and_back(client, provider).headers["Location"] == reverse("start")
    assert is_in(client)


def test_a_context_class_is_asked_for_and_proves_the_second_factor(
    client: Client, provider: Provider, ada: Person, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON = provider.single(second_factor=frozenset({("acr", "urn:two")}))
    assert to_provider(client)["acr_values"] == "urn:two"
    provider.claims = {"acr": "urn:two"}
    and_back(client, provider)
    assert is_in(client)


def test_without_any_second_factor_the_person_is_led_to_set_one_up(
    client: Client, provider: Provider, ada: Person
) -> None:
    ada.authenticator_set.all().delete()  # type: ignore[attr-defined]
    and_back(client, provider)
    assert client.get(reverse("desk_home")).headers["Location"] == reverse("mfa_activate_totp")


def test_after_the_first_time_issuer_and_subject_say_who_it_is(
    client: Client, proved: Provider, ada: Person
) -> None:
    and_back(client, proved)
    proved.told = {"email": "ada.newname@desk.example", "email_verified": False}
    size = current_frontier().size
    again = Client()
    and_back(again, proved)
    assert is_in(again)
    assert codes_since(size) == ["staff.signed_in"]
    assert proved.subject not in JoinedIdentity.objects.get().identity_ref


def test_an_address_that_was_given_to_somebody_else_does_not_open_the_account(
    client: Client, proved: Provider, ada: Person
) -> None:
    and_back(client, proved)
    proved.subject = "a successor"
    again = Client()
    response = and_back(again, proved)
    assert response.status_code == 403
    assert "another sign-on" in response.content.decode()
    assert not is_in(again)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"email": "nobody@desk.example", "email_verified": True}, "no member of staff"),
        ({"email": "ada@desk.example", "email_verified": False}, "not confirmed"),
        ({"email": "ada@desk.example", "email_verified": "true"}, "not confirmed"),
        ({"email": "ada@desk.example"}, "not confirmed"),
        ({"email": ["ada@desk.example"], "email_verified": True}, "no member of staff"),
        ({"email_verified": True}, "no member of staff"),
        ({"email": "ad\u0430@desk.example", "email_verified": True}, "no member of staff"),
        ({"email": "", "email_verified": True}, "no member of staff"),
    ],
)
def test_an_unknown_or_unconfirmed_address_gets_a_page_that_says_whom_to_ask(
    client: Client, proved: Provider, ada: Person, told: dict[str, Any], words: str
) -> None:
    proved.told = told
    people = Person.objects.count()
    response = and_back(client, proved)
    page = response.content.decode()
    assert response.status_code == 403
    assert words in page
    assert "Ask an administrator" in page
    assert reverse("account_login") in page
    assert Person.objects.count() == people
    assert not is_in(client)


def test_an_officer_is_never_signed_in_by_it(
    client: Client, proved: Provider, make_person: MakePerson
) -> None:
    officer = make_person(Role.OFFICER)
    officer.email = "ada@desk.example"
    officer.save()
    assert and_back(client, proved).status_code == 403
    assert "_auth_user_id" not in client.session


def test_two_accounts_of_one_address_open_neither(
    client: Client, proved: Provider, ada: Person, make_person: MakePerson
) -> None:
    other = make_person(Role.COUNSEL)
    other.email = "ada@desk.example"
    other.save()
    assert and_back(client, proved).status_code == 403


@pytest.mark.parametrize("is_joined", [False, True])
def test_a_closed_account_is_refused(client: Client, proved: Provider, ada: Person, is_joined: bool) -> None:
    if is_joined:
        and_back(Client(), proved)
    ada.is_active = False
    ada.save()
    response = and_back(client, proved)
    assert response.status_code == 403
    assert not is_in(client)


def test_another_claim_than_the_mail_needs_a_provider_whose_addresses_are_trusted(
    client: Client, proved: Provider, ada: Person, settings: Any
) -> None:
    proved.told = {"upn": "ada@desk.example", "email_verified": True}
    changes: dict[str, Any] = {"second_factor": frozenset({("amr", "mfa")}), "email_claim": "upn"}
    settings.SINGLE_SIGN_ON = proved.single(**changes)
    assert and_back(client, proved).status_code == 403
    settings.SINGLE_SIGN_ON = proved.single(**changes, trusts_address=True)
    and_back(client, proved)
    assert is_in(client)


def test_the_address_may_stand_with_the_user_info(client: Client, proved: Provider, ada: Person) -> None:
    proved.told, proved.user_info = {}, {"sub": proved.subject, "email": "ada@desk.example"}
    proved.user_info["email_verified"] = True
    and_back(client, proved)
    assert is_in(client)


def test_user_info_of_somebody_else_is_not_believed(client: Client, proved: Provider, ada: Person) -> None:
    proved.told = {}
    proved.user_info = {"sub": "somebody else", "email": "ada@desk.example", "email_verified": True}
    assert and_back(client, proved).status_code == 502
    assert not is_in(client)


def test_another_site_cannot_begin_a_sign_in(client: Client, provider: Provider) -> None:
    response = client.get(reverse("single_sign_on"), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.headers["Location"] == reverse("account_login")
    assert not provider.asked


def test_a_password_after_an_abandoned_single_sign_on_is_entered_as_a_password(
    client: Client, provider: Provider, ada: Person
) -> None:
    and_back(client, provider)
    session = client.session
    del session["account_login"]  # as when the begun sign-in has expired
    session.save()
    size = current_frontier().size
    try_to_sign_in(client, "analyst")
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert codes_since(size) == ["staff.signed_in"]
    assert decode(body_of(size)).facts == {}


def test_where_it_is_not_set_up_there_is_no_such_page_and_no_button(client: Client) -> None:
    assert client.get(reverse("single_sign_on")).status_code == 404
    assert client.get(reverse("single_sign_on_callback")).status_code == 404
    assert reverse("single_sign_on") not in client.get(reverse("account_login")).content.decode()


def test_the_sign_in_page_has_the_button_and_asks_the_provider_nothing(
    client: Client, provider: Provider
) -> None:
    page = client.get(reverse("account_login"), {"next": "/desk/?kind=legal"}).content.decode()
    assert "Sign in with Harbour sign-on" in page
    assert f"{reverse('single_sign_on')}?next=%2Fdesk%2F%3Fkind%3Dlegal" in page
    assert not provider.asked


def test_where_it_is_the_only_way_no_password_and_no_passkey_alone_sign_in(
    client: Client, provider: Provider, ada: Person, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON = provider.single(is_only=True)
    page = client.get(reverse("account_login")).content.decode()
    assert 'type="password"' not in page
    assert reverse("mfa_login_webauthn") not in page
    assert try_to_sign_in(client, "analyst", PASSWORD).headers["Location"] == reverse("account_login")
    assert client.get(reverse("mfa_authenticate")).headers["Location"] == reverse("account_login")
    for method in (client.get, client.post):
        assert method(reverse("mfa_login_webauthn")).headers["Location"] == reverse("account_login")


GOOD = {
    "WRITDESK_SSO_ISSUER": "https://sign-on.example/",
    "WRITDESK_SSO_CLIENT_ID": "writdesk",
    "WRITDESK_SSO_CLIENT_SECRET": "s",
}


def test_the_settings_are_read_from_the_environment(tmp_path: Any) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    more = {
        "WRITDESK_SSO_CLIENT_SECRET_FILE": str(file),
        "WRITDESK_SSO_SECOND_FACTOR": "amr=mfa acr=urn:x=y",
        "WRITDESK_SSO_ONLY": "1",
    }
    single = single_sign_on_from({**GOOD, **more})
    assert single is not None
    assert (single.issuer, single.client_secret) == ("https://sign-on.example", "from a file")
    assert single.second_factor == {("amr", "mfa"), ("acr", "urn:x=y")}
    assert single.is_only
    assert (single.name, single.email_claim, single.trusts_address) == ("single sign-on", "email", False)
    assert single_sign_on_from({}) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"WRITDESK_SSO_ISSUER": "http://sign-on.example"},
        {"WRITDESK_SSO_CLIENT_ID": ""},
        {"WRITDESK_SSO_CLIENT_SECRET": ""},
        {"WRITDESK_SSO_SECOND_FACTOR": "groups=admin"},
        {"WRITDESK_SSO_SECOND_FACTOR": "mfa"},
    ],
)
def test_unsafe_settings_are_refused_at_the_start(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="WRITDESK_SSO"):
        single_sign_on_from({**GOOD, **changes})
