"""An officer who is signed in, at a desk with its people and the invented platform."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.actions.conftest import desk, links, story
from tests.actions.story import Story
from tests.conftest import sign_in

__all__ = ["desk", "links", "story"]


@pytest.fixture
def officer(story: Story, client: Client) -> Client:
    """The browser of an officer who used the link."""
    client.force_login(story.people["officer"])
    return client


@pytest.fixture
def known_officer(story: Story, client: Client) -> Client:
    """The browser of an officer who used the link and showed a second factor."""
    sign_in(client, story.people["officer"])
    return client
