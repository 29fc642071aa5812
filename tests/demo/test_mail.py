"""The demo's mail: invented, from reserved domains, and signed so that the checks find what they should."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from writdesk.demo.mail.post import Post, Shape
from writdesk.demo.mail.posts import POSTS
from writdesk.demo.mail.telling import VERBS
from writdesk.demo.mail.writing import bytes_of
from writdesk.demo.mail.zone import DOMAINS, new_key, zone_text
from writdesk.demo.requests.timetable import timetable
from writdesk.demo.staff import STAFF
from writdesk.documents.mail_reading import authenticate_mail, read_mail
from writdesk.documents.sender.results import Envelope, SenderAuthentication
from writdesk.documents.sender.zone import read_zone

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
KEY = new_key()
BY_ID = {post.id: post for post in POSTS}


def authenticated(post: Post) -> SenderAuthentication:
    """What the desk finds out, by the demo's own zone."""
    server = DOMAINS[post.server or post.domain].server
    envelope = Envelope(ip=server, helo="mx.test", mail_from=post.address)
    raw = bytes_of(post, reference="LR-2026-000001", at=NOW, key=KEY)
    results, _answers = authenticate_mail(raw, envelope, NOW, read_zone(zone_text(KEY)).answer)
    return results


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.id)
class TestEachPost:
    def test_it_comes_from_a_reserved_domain_of_the_zone(self, post: Post) -> None:
        assert post.domain.endswith(".example")
        assert (post.server or post.domain) in DOMAINS

    def test_what_people_did_with_it_is_done_by_people_of_the_demo(self, post: Post) -> None:
        for step in post.lines():
            assert step.verb in VERBS
            assert step.who in {person.username for person in STAFF}

    def test_its_bytes_are_the_same_each_time_for_the_same_key(self, post: Post) -> None:
        one, two = (bytes_of(post, reference="LR-2026-000001", at=NOW, key=KEY) for _ in range(2))
        if post.paper is None and post.shape is Shape.PLAIN:
            assert read_mail(one).text == read_mail(two).text
            assert one == two


def test_ids_are_given_once_and_what_a_post_is_about_came_before_it() -> None:
    from writdesk.demo.requests.stories import STORIES

    assert len(BY_ID) == len(POSTS)
    moments = timetable([*STORIES, *POSTS], NOW)
    arrived = [moment.story.id for moment in moments if moment.step is None]
    for post in POSTS:
        assert not post.about or arrived.index(post.about) < arrived.index(post.id)


@pytest.mark.parametrize(
    ("name", "dmarc", "spf", "dkim"),
    [
        ("subpoena-by-mail", "pass", "pass", ["pass"]),
        ("partly-signed", "pass", "pass", ["policy"]),
        ("answers-elsewhere", "fail", "fail", []),
        ("look-alike", "none", "pass", ["pass"]),
    ],
)
def test_the_checks_find_what_was_meant(name: str, dmarc: str, spf: str, dkim: list[str]) -> None:
    results = authenticated(BY_ID[name])
    assert (results.dmarc.result, results.spf.result) == (dmarc, spf)
    assert [one.result for one in results.dkim] == dkim
