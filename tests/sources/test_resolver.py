"""From an officer's words to one immutable account, or to a stop."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from writdesk.core.request import Identifier
from writdesk.demo.clipstream.cast import (
    EARLY_WREN,
    GONE_GECKO,
    LATE_WREN,
    LOST_LLAMA,
    LOUD_QUOKKA,
    LUCKY_LARK,
    NEW_QUOKKA,
)
from writdesk.sources import Ambiguous, NotFound, Resolved, resolve_account

MARCH = datetime(2024, 3, 4, 15, 20, tzinfo=UTC)
JANUARY = datetime(2024, 1, 15, tzinfo=UTC)


def _resolve(platform, *pairs, as_of=MARCH, since=None):
    return resolve_account(
        platform, [Identifier(type=kind, value=value) for kind, value in pairs], as_of, since
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("username", "lucky.lark"),
        ("username", "@lucky.lark"),
        ("username", "  Lucky.LARK "),
        ("profile_url", "https://clipstream.example/@lucky.lark"),
        ("profile_url", "http://www.clipstream.example/@lucky.lark/"),
        ("profile_url", "clipstream.example/@lucky.lark?lang=en#top"),
        ("profile_url", "https://CLIPSTREAM.example/@Lucky.Lark"),
        ("profile_url", "https://clipstream.example/@lucky%2Elark"),
        ("user_id", LUCKY_LARK.id),
        ("phone", "+1 217 555 0187"),
        ("phone", "001-217-555-0187"),
    ],
)
def test_an_identifier_is_understood_as_officers_write_it(platform, kind, value):
    assert _resolve(platform, (kind, value)) == Resolved(account=LUCKY_LARK.id)


def test_several_identifiers_of_one_account_agree(platform):
    pairs = [("username", "lucky.lark"), ("profile_url", "https://clipstream.example/@lucky.lark")]
    assert _resolve(platform, *pairs) == Resolved(account=LUCKY_LARK.id)


def test_identifiers_of_different_accounts_stop(platform):
    answer = _resolve(platform, ("username", "lucky.lark"), ("user_id", GONE_GECKO.id))
    assert isinstance(answer, Ambiguous)
    assert {candidate.account for candidate in answer.candidates} == {LUCKY_LARK.id, GONE_GECKO.id}
    assert "different accounts" in answer.reason


def test_one_identifier_that_is_not_found_stops_the_others(platform):
    answer = _resolve(platform, ("username", "lucky.lark"), ("email", "nobody@mail.example"))
    assert isinstance(answer, NotFound)
    assert answer.identifier.type == "email"


class TestNamesThatChangeHands:
    def test_a_name_is_the_account_that_held_it_then(self, platform):
        assert _resolve(platform, ("username", "quiet.quokka"), as_of=JANUARY) == Resolved(
            account=LOUD_QUOKKA.id
        )
        assert _resolve(platform, ("username", "quiet.quokka")) == Resolved(account=NEW_QUOKKA.id)

    def test_a_renamed_account_answers_to_its_new_name(self, platform):
        assert _resolve(platform, ("username", "loud.quokka")) == Resolved(account=LOUD_QUOKKA.id)

    def test_a_name_that_two_accounts_held_within_the_span_stops(self, platform):
        answer = _resolve(platform, ("username", "quiet.quokka"), since=JANUARY)
        assert isinstance(answer, Ambiguous)
        assert {candidate.account for candidate in answer.candidates} == {LOUD_QUOKKA.id, NEW_QUOKKA.id}

    def test_a_name_in_the_days_when_nobody_held_it_stops_with_the_one_before(self, platform):
        answer = _resolve(platform, ("username", "quiet.quokka"), as_of=datetime(2024, 2, 5, tzinfo=UTC))
        assert isinstance(answer, Ambiguous)
        assert [candidate.account for candidate in answer.candidates] == [LOUD_QUOKKA.id]

    @pytest.mark.parametrize(
        ("moment", "account"),
        [
            (datetime(2024, 2, 1, 9, 29, 59, tzinfo=UTC), LOUD_QUOKKA.id),
            (datetime(2024, 2, 10, 9, 30, tzinfo=UTC), NEW_QUOKKA.id),
        ],
    )
    def test_the_very_second_of_the_change_decides(self, platform, moment, account):
        assert _resolve(platform, ("username", "quiet.quokka"), as_of=moment) == Resolved(account=account)

    def test_a_new_name_was_nobodys_before(self, platform):
        assert isinstance(_resolve(platform, ("username", "loud.quokka"), as_of=JANUARY), NotFound)

    def test_a_deleted_account_whose_name_is_reserved_is_found(self, platform):
        assert _resolve(platform, ("username", "gone.gecko")) == Resolved(account=GONE_GECKO.id)

    def test_a_released_name_stops_with_its_last_holder(self, platform):
        answer = _resolve(platform, ("username", "lost.llama"))
        assert isinstance(answer, Ambiguous)
        assert [candidate.account for candidate in answer.candidates] == [LOST_LLAMA.id]


def test_a_telephone_that_two_accounts_share_stops(platform):
    answer = _resolve(platform, ("phone", "+1 312 555 0110"))
    assert isinstance(answer, Ambiguous)
    assert {candidate.account for candidate in answer.candidates} == {EARLY_WREN.id, LATE_WREN.id}


class TestVideoAddresses:
    @pytest.fixture
    def video(self, platform, database):
        import sqlite3

        with sqlite3.connect(database) as connection:
            (found,) = connection.execute(
                "SELECT id FROM videos WHERE account_id = ? LIMIT 1", [LUCKY_LARK.id]
            ).fetchone()
        return found

    def test_a_videos_address_means_its_owner(self, platform, video):
        url = f"https://clipstream.example/@lucky.lark/video/{video}"
        assert _resolve(platform, ("video_url", url)) == Resolved(account=LUCKY_LARK.id)

    def test_a_videos_address_with_somebody_elses_name_stops(self, platform, video):
        url = f"https://clipstream.example/@gone.gecko/video/{video}"
        assert isinstance(_resolve(platform, ("video_url", url)), Ambiguous)


@pytest.mark.parametrize(
    "value",
    [
        "lucky.lark' OR '1'='1",
        "lucky.lark'; DROP TABLE accounts; --",
        "lucky%",
        "lucky_lark",
        "%",
        "lucky.lar",
        "lucky.lark\x00",
        "lucky.lark\nshy.heron",
        "x" * 10_000,
        "",
        " ",
        None,
        "lucky\u2024lark",
        "lucky.l\u0430rk",
    ],
)
def test_what_is_not_exactly_a_name_finds_nobody_and_harms_nothing(platform, value):
    assert isinstance(_resolve(platform, ("username", value)), NotFound)
    assert _resolve(platform, ("username", "lucky.lark")) == Resolved(account=LUCKY_LARK.id)


@pytest.mark.parametrize(
    "value",
    [
        "https://clipstream.example.evil.test/@lucky.lark",
        "https://evil.test/?u=https://clipstream.example/@lucky.lark",
        "https://clipstreamXexample/@lucky.lark",
        "https://clipstream.example/lucky.lark",
        "https://clipstream.example/@lucky.lark/video/1",
    ],
)
def test_a_profile_address_of_another_site_or_form_finds_nobody(platform, value):
    assert isinstance(_resolve(platform, ("profile_url", value)), NotFound)


def test_an_identifier_of_a_kind_that_the_platform_does_not_have_finds_nobody(platform):
    answer = _resolve(platform, ("fax", "1"))
    assert isinstance(answer, NotFound)
    assert "fax" in answer.reason


def test_no_identifier_at_all_is_a_mistake_of_the_caller(platform):
    with pytest.raises(ValueError, match="At least one"):
        resolve_account(platform, [], MARCH)
