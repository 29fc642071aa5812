"""Single sign-on for the tests of the pages: a provider, and somebody whom it knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests.conftest import MakePerson
from tests.web.openid_provider import Provider, running_provider
from tests.web.single_sign_on_way import SITE
from writdesk.store.people import Person, Role

# The authenticator app of whoever signs in.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running_provider() as running:
        settings.SITE_URL = SITE
        settings.SINGLE_SIGN_ON = running.single()
        yield running


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    """An analyst with an address and an authenticator app."""
    person = make_person(Role.ANALYST)
    person.email = "Ada@desk.example"
    person.save()
    TOTP.activate(person, SECRET)
    return person


@pytest.fixture
def proved(provider: Provider, settings: Any) -> Provider:
    """A provider that proves the second factor, so that a test sees at once who got in."""
    settings.SINGLE_SIGN_ON = provider.single(second_factor=frozenset({("amr", "mfa")}))
    provider.claims = {"amr": ["mfa"]}
    return provider
