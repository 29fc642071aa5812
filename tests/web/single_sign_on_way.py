"""The way to the provider and back, as a browser goes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import reverse

from tests.web.openid_provider import Provider
from writdesk.ledger.entry import decode
from writdesk.store.ledger import body_of, current_frontier

SITE = "http://testserver"


def to_provider(client: Client, onward: str = "") -> dict[str, str]:
    """Begin; what the browser brings to the provider."""
    response = client.get(reverse("single_sign_on"), {"next": onward} if onward else {})
    assert response.status_code == 302, response.content.decode()
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


def and_back(client: Client, provider: Provider, onward: str = "") -> Any:
    return client.get(provider.allow(to_provider(client, onward)).removeprefix(SITE))


def codes_since(size: int) -> list[str]:
    return [decode(body_of(index)).code for index in range(size, current_frontier().size)]


def is_in(client: Client) -> bool:
    return client.get(reverse("desk_home")).status_code == 200
