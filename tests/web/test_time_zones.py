"""Each page is written in the zone of whoever reads it, with UTC beside; summer and winter are kept apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import conditional_escape, format_html

from tests.conftest import MakePerson, sign_in
from tests.web.desk.conftest import officer_desk, on_the_desk
from writdesk.store.people import Role
from writdesk.web.desk.words import due_words
from writdesk.web.measures import day_words, hour_words, instant_day, instant_words, short_day
from writdesk.web.zones import COOKIE

__all__ = ["officer_desk", "on_the_desk"]


@pytest.mark.parametrize(
    ("zone", "at", "words"),
    [
        ("UTC", datetime(2026, 11, 26, 9, 5, tzinfo=UTC), "26 Nov 2026, 09:05 UTC"),
        ("Europe/Berlin", datetime(2026, 11, 26, 9, 5, tzinfo=UTC), "26 Nov 2026, 10:05 CET"),
        # The clocks go back at 01:00 UTC: half past two comes twice, and is told apart.
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 Oct 2026, 02:30 CEST"),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 Oct 2026, 02:30 CET"),
        # They go forward: there is no half past two.
        ("America/New_York", datetime(2026, 3, 8, 6, 59, tzinfo=UTC), "8 Mar 2026, 01:59 EST"),
        ("America/New_York", datetime(2026, 3, 8, 7, 0, tzinfo=UTC), "8 Mar 2026, 03:00 EDT"),
        ("Asia/Kolkata", datetime(2026, 12, 31, 18, 45, tzinfo=UTC), "1 Jan 2027, 00:15 IST"),
        ("Asia/Kathmandu", datetime(2026, 12, 31, 18, 45, tzinfo=UTC), "1 Jan 2027, 00:30 +0545"),
    ],
)
def test_an_instant_is_written_in_the_viewers_zone(zone: str, at: datetime, words: str) -> None:
    with timezone.override(ZoneInfo(zone)):
        assert instant_words(at) == words


def test_in_a_page_it_carries_utc_for_pointer_and_screen_reader_and_in_a_sentence_it_is_words() -> None:
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        shown = conditional_escape(instant_words(at))
        assert shown == (
            '<time datetime="2026-07-01T22:30:00Z" title="1 Jul 2026, 22:30 UTC">2 Jul 2026, 07:30 JST</time>'
            '<span class="unseen"> (1 Jul 2026, 22:30 UTC)</span>'
        )
        assert shown in format_html("{} by {}", instant_words(at), "<b>")
        assert f"{instant_words(at)}" == "2 Jul 2026, 07:30 JST"
        assert instant_day(at) == "Thu 2 Jul 2026"
        assert hour_words(at) == "07:30 JST"


def test_for_who_reads_in_utc_nothing_is_said_twice() -> None:
    assert "unseen" not in conditional_escape(instant_words(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("zone", "due", "words"),
    [
        ("UTC", datetime(2026, 11, 26, 9, tzinfo=UTC), "in 3 days"),
        # Late on Monday in Auckland it is still three days to Thursday.
        ("Pacific/Auckland", datetime(2026, 11, 25, 22, tzinfo=UTC), "in 3 days"),
        ("UTC", datetime(2026, 11, 23, 10, 30, tzinfo=UTC), "in 90 min"),
        ("UTC", datetime(2026, 11, 20, 8, tzinfo=UTC), "3 days over"),
        # Over the end of summer time a day has 25 hours; three days stay three.
        ("Europe/Berlin", datetime(2026, 11, 26, 22, 59, tzinfo=UTC), "in 3 days"),
    ],
)
def test_what_is_due_is_counted_in_the_viewers_days(zone: str, due: datetime, words: str) -> None:
    with timezone.override(ZoneInfo(zone)):
        assert due_words(due, datetime(2026, 11, 23, 9, tzinfo=UTC)) == words


def test_days_over_the_end_of_summer_time_are_counted_by_the_calendar() -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")):
        friday, monday = datetime(2026, 10, 23, 22, tzinfo=UTC), datetime(2026, 10, 26, 22, tzinfo=UTC)
        assert due_words(monday, friday) == "in 2 days"


def test_a_year_is_named_where_it_is_another_one() -> None:
    assert short_day(date(2027, 1, 2), date(2026, 12, 30)) == day_words(date(2027, 1, 2))


def _footer(client: Client) -> str:
    return str(client.get("/account/time-zone/").content.decode().split("<footer", 1)[1])


@pytest.mark.django_db
def test_the_persons_choice_comes_before_the_desks_zone_and_that_before_the_browsers(
    client: Client, make_person: MakePerson, settings: Any
) -> None:
    person = make_person(Role.ANALYST)
    sign_in(client, person)
    assert "Times are in UTC" in _footer(client)
    client.cookies[COOKIE] = "America/Chicago"
    assert "Times are in America/Chicago" in _footer(client)
    settings.STAFF_TIME_ZONE = "Europe/Dublin"
    assert "Times are in Europe/Dublin" in _footer(client)
    assert client.post("/account/time-zone/", {"zone": "Asia/Tokyo"}).status_code == 302
    assert "Times are in Asia/Tokyo" in _footer(client)
    client.post("/account/time-zone/", {"zone": ""})
    assert "Times are in Europe/Dublin" in _footer(client)


@pytest.mark.django_db
def test_an_officer_reads_in_the_browsers_zone_whatever_the_desks_is(
    client: Client, make_person: MakePerson, settings: Any
) -> None:
    settings.STAFF_TIME_ZONE = "Europe/Dublin"
    sign_in(client, make_person(Role.OFFICER))
    client.cookies[COOKIE] = "America/Chicago"
    assert "Times are in America/Chicago" in _footer(client)


@pytest.mark.django_db
@pytest.mark.parametrize("named", ["nowhere", "../../etc/passwd", "Europe/Berlin<script>", "x" * 4000])
def test_a_cookie_that_names_no_zone_is_passed_over(
    named: str, client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(Role.ANALYST))
    client.cookies[COOKIE] = named
    assert "Times are in UTC" in _footer(client)


@pytest.mark.django_db
def test_a_zone_that_is_none_is_refused(client: Client, make_person: MakePerson) -> None:
    person = make_person(Role.ANALYST)
    sign_in(client, person)
    response = client.post("/account/time-zone/", {"zone": "Middle/Earth"})
    assert response.status_code == 400
    assert "Choose a zone from the list." in response.content.decode()
    person.refresh_from_db()
    assert person.time_zone == ""


@pytest.mark.django_db
def test_the_queue_and_the_request_are_written_in_the_viewers_zone(
    client: Client, make_person: MakePerson, on_the_desk: Any
) -> None:
    request = on_the_desk(at=datetime(2026, 11, 20, 22, 30, tzinfo=UTC))
    person = make_person(Role.ANALYST)
    person.time_zone = "Asia/Tokyo"
    person.save()
    sign_in(client, person)
    page = client.get(f"/desk/requests/{request.reference}/").content.decode()
    assert (
        '<time datetime="2026-11-20T22:30:00Z" title="20 Nov 2026, 22:30 UTC">21 Nov 2026, 07:30 JST' in page
    )
    assert "&lt;time" not in page
    assert "UTC</span>" in client.get("/desk/").content.decode()
