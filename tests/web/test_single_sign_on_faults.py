"""Whatever the provider, or somebody between, does wrong: nobody gets in, and the answer is a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.openid_provider import Provider
from tests.web.single_sign_on_way import SITE, and_back, is_in, to_provider
from tests.web.test_sign_in import try_to_sign_in
from writdesk.adapters import identity_provider
from writdesk.store.people import Person

pytestmark = pytest.mark.django_db


TOKEN_FAULTS: dict[str, dict[str, Any]] = {
    "another audience": {"claims": {"aud": "another-client"}},
    "several audiences without a party": {"claims": {"aud": ["writdesk", "another"]}},
    "another party": {"claims": {"azp": "another-client"}},
    "another issuer": {"claims": {"iss": "https://other.example"}},
    "another nonce": {"claims": {"nonce": "x"}},
    "no nonce": {"claims": {"nonce": None}},
    "too old": {"claims": {"exp": 1}},
    "no end": {"claims": {"exp": None}},
    "from the future": {"claims": {"iat": 4_000_000_000}},
    "nobody": {"claims": {"sub": None}},
    "an empty name": {"claims": {"sub": ""}},
    "another key": {"signed_with": "a stranger's key"},
    "no signature": {"algorithm": "none"},
    "a shared secret": {"algorithm": "HS256"},
    "another algorithm than the key's": {"algorithm": "ES256X"},
    "no keys": {"answers": {"/keys": (200, b'{"keys": []}')}},
    "keys that are none": {"answers": {"/keys": (200, b'{"keys": [1, {"kid": "1", "kty": "RSA"}]}')}},
    "keys of another shape": {"answers": {"/keys": (200, b'{"keys": 5}')}},
    "a token that is none": {"answers": {"/token": (200, b'{"id_token": "a.b.c"}')}},
    "a token that is a number": {"answers": {"/token": (200, b'{"id_token": 5}')}},
    "no token": {"answers": {"/token": (200, b"{}")}},
    "a list": {"answers": {"/token": (200, b"[]")}},
    "a page": {"answers": {"/token": (200, b"<html>Maintenance</html>")}},
    "a refusal": {"answers": {"/token": (400, b'{"error": "invalid_client"}')}},
    "a redirection": {"answers": {"/token": (302, b"")}},
}


@pytest.mark.parametrize("fault", sorted(TOKEN_FAULTS))
def test_a_token_that_does_not_hold_signs_nobody_in(
    client: Client, proved: Provider, ada: Person, fault: str
) -> None:
    for name, value in TOKEN_FAULTS[fault].items():
        merged = {**getattr(proved, name), **value} if isinstance(value, dict) else value
        setattr(proved, name, merged)
    if fault == "another algorithm than the key's":
        proved.algorithm = "PS256"
        proved.signed_with = "a stranger's key"
    response = and_back(client, proved)
    assert response.status_code == 502
    assert "could not be trusted" in response.content.decode()
    assert not is_in(client)


DESCRIPTION_FAULTS: dict[str, tuple[int, dict[str, Any]]] = {
    "another issuer": (502, {"description": {"issuer": "https://other.example"}}),
    "no issuer": (502, {"description": {"issuer": None}}),
    "no token address": (502, {"description": {"token_endpoint": None}}),
    "a plain address": (502, {"description": {"token_endpoint": "http://provider.example/token"}}),
    "an address that is a number": (502, {"description": {"jwks_uri": 5}}),
    "a script": (502, {"description": {"authorization_endpoint": "javascript:alert(1)"}}),
    "no json": (502, {"answers": {"/.well-known/openid-configuration": (200, b"<p>")}}),
    "deep json": (502, {"answers": {"/.well-known/openid-configuration": (200, b"[" * 100_000)}}),
    "not there": (502, {"answers": {"/.well-known/openid-configuration": (404, b"{}")}}),
    "out of order": (503, {"answers": {"/.well-known/openid-configuration": (500, b"{}")}}),
    "endless": (503, {"answers": {"/.well-known/openid-configuration": (200, b" " * (2 << 20))}}),
}


@pytest.mark.parametrize("fault", sorted(DESCRIPTION_FAULTS))
def test_a_wrong_description_ends_on_a_page(client: Client, provider: Provider, fault: str) -> None:
    status, changes = DESCRIPTION_FAULTS[fault]
    for name, value in changes.items():
        setattr(provider, name, value)
    response = client.get(reverse("single_sign_on"))
    assert response.status_code == status
    assert reverse("account_login") in response.content.decode()


def test_a_provider_that_is_not_there_leaves_the_password(
    client: Client, provider: Provider, ada: Person, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON = provider.single(issuer="http://127.0.0.1:1")
    response = client.get(reverse("single_sign_on"))
    assert response.status_code == 503
    assert "does not answer" in response.content.decode()
    assert try_to_sign_in(client, "analyst").headers["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_provider_that_is_slow_is_not_waited_for(
    client: Client, proved: Provider, ada: Person, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_provider, "READ_SECONDS", 0.2)
    query = to_provider(client)
    proved.slow = {path: 1.0}
    response = client.get(proved.allow(query).removeprefix(SITE))
    assert response.status_code == 503
    assert not is_in(client)


def test_whoever_does_not_agree_gets_a_page_and_may_begin_anew(
    client: Client, proved: Provider, ada: Person
) -> None:
    state = to_provider(client)["state"]
    response = client.get(reverse("single_sign_on_callback"), {"error": "access_denied", "state": state})
    assert response.status_code == 403
    assert "You were not signed in" in response.content.decode()
    and_back(client, proved)
    assert is_in(client)


def test_an_answer_is_taken_once_and_only_in_the_browser_that_asked(
    client: Client, proved: Provider, ada: Person
) -> None:
    query = to_provider(client)
    answer = proved.allow(query).removeprefix(SITE)
    assert Client().get(answer).status_code == 400
    assert client.get(reverse("single_sign_on_callback"), {"code": "x", "state": "y"}).status_code == 400
    assert client.get(answer).status_code == 400, "a wrong answer ends the attempt"
    answer = proved.allow(to_provider(client)).removeprefix(SITE)
    assert client.get(answer).status_code == 302
    assert client.get(answer).status_code == 400


@pytest.mark.parametrize("query", [{}, {"state": "x"}, {"code": "x"}, {"state": "\ud800é", "code": "x"}])
def test_an_answer_to_nothing_is_a_page(client: Client, provider: Provider, query: dict[str, str]) -> None:
    sent = {name: value.encode("utf-8", "surrogatepass") for name, value in query.items()}
    to_provider(client)
    assert client.get(reverse("single_sign_on_callback"), sent).status_code == 400


def test_an_answer_of_another_issuer_is_not_redeemed(client: Client, proved: Provider, ada: Person) -> None:
    answer = proved.allow(to_provider(client)).removeprefix(SITE)
    assert client.get(f"{answer}&iss=https://other.example").status_code == 400
    assert "/token" not in proved.asked


def test_an_attempt_that_took_too_long_is_over(client: Client, proved: Provider, ada: Person) -> None:
    query = to_provider(client)
    session = client.session
    session["single_sign_on"] = {**session["single_sign_on"], "begun_at": 1.0}
    session.save()
    assert client.get(proved.allow(query).removeprefix(SITE)).status_code == 400


@pytest.mark.parametrize("onward", ["https://other.example/", "//other.example", "javascript:alert(1)"])
def test_the_way_onward_stays_on_the_desk(client: Client, proved: Provider, ada: Person, onward: str) -> None:
    assert and_back(client, proved, onward).headers["Location"] == reverse("start")
