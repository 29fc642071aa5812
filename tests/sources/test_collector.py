"""What a collection brings: the same as a look into the database by other means, and nothing besides."""

from __future__ import annotations

import json
import sqlite3
import tracemalloc
from datetime import UTC, date, datetime

import duckdb
import pytest

from tests.clipstream import copied_to, small_clipstream
from tests.sources.conftest import grant_of
from writdesk.core.collected import Holding, WithheldReason
from writdesk.core.grant import Purpose
from writdesk.demo.clipstream.cast import CAST, EARLY_WREN, GONE_GECKO, LOST_LLAMA, LUCKY_LARK, SHY_HERON
from writdesk.sources import holdings, open_platform
from writdesk.sources.errors import OverReach

EVERYONE = tuple(role.id for role in CAST)


def _asked(database, question, *values):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(question, values).fetchall()


def _ms(year, month, day):
    return int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000)


class TestWhatComes:
    @pytest.mark.parametrize("account", EVERYONE)
    def test_direct_messages_are_those_of_the_account_holders_conversations(
        self, collected, category, database, account
    ):
        records = list(
            collected(grant_of(category("user_interactions", "direct_messages"), accounts=(account,)))
        )
        expected = _asked(
            database,
            "SELECT m.id FROM messages m WHERE m.conversation_id IN "
            "(SELECT conversation_id FROM conversation_members WHERE account_id = ?)",
            account,
        )
        assert {int(record.id) for record in records} == {row[0] for row in expected}
        assert len(records) == len(expected)

    def test_secret_chats_come_as_ciphertext_and_never_as_text(self, collected, category):
        records = list(
            collected(grant_of(category("user_interactions", "direct_messages"), accounts=EVERYONE))
        )
        secret = [record for record in records if record.kind == "secret_message"]
        assert secret
        assert all(record.values["ciphertext"] and "body" not in record.values for record in secret)
        assert all(record.values["body"] for record in records if record.kind == "direct_message")

    def test_others_stand_by_immutable_id_and_are_told_from_the_account_holder(self, collected, category):
        records = list(collected(grant_of(category("user_interactions", "direct_messages"))))
        assert {record.values["sender_is_account_holder"] for record in records} == {True, False}
        for record in records:
            assert record.values["sender_is_account_holder"] == (record.values["sender"] == LUCKY_LARK.id)
            assert record.values["sender"].isdigit()

    def test_what_bystanders_wrote_in_a_live_chat_is_left_out(self, collected, category, database):
        records = list(collected(grant_of(category("user_interactions", "live_chats"))))
        ids = [int(record.id) for record in records if record.kind == "live_chat"]
        expected = _asked(database, "SELECT id FROM live_chats WHERE author_id = ?", LUCKY_LARK.id)
        assert sorted(ids) == sorted(row[0] for row in expected)
        assert ids

    def test_logins_are_those_of_the_log(self, collected, category):
        records = list(collected(grant_of(category("log_data", "logins_and_logouts"), accounts=EVERYONE)))
        log = small_clipstream().folder / "logs" / "login_events.parquet"
        expected = duckdb.execute(
            "SELECT event_id, at_ms, ip FROM read_parquet(?) WHERE list_contains(?, account_id)",
            [str(log), [int(account) for account in EVERYONE]],
        ).fetchall()
        brought = {(int(record.id), record.values["at_original"], record.values["ip"]) for record in records}
        assert brought == set(expected)

    def test_two_collections_bring_the_same_records_in_the_same_order(self, collected, category, data_map):
        names = [name for name in data_map.categories if name != "content_data"]
        grant = grant_of(*(category(name) for name in names), accounts=EVERYONE)
        first, second = (
            [
                (record.category, record.kind, record.account, record.id, json.dumps(dict(record.values)))
                for record in run
            ]
            for run in (collected(grant), collected(grant))
        )
        assert first == second
        assert [row[0] for row in first] == sorted((row[0] for row in first), key=names.index)

    def test_records_of_one_kind_come_in_order_of_time(self, collected, category):
        times = [
            record.values["at"] for record in collected(grant_of(category("log_data", "logins_and_logouts")))
        ]
        assert times == sorted(times)
        assert len(times) > 10

    def test_an_account_from_before_june_2022_has_no_address_of_creation_and_none_is_invented(
        self, collected, category
    ):
        granted = category("subscriber_information", "account_created_ip")
        before, after = collected(grant_of(granted, accounts=(SHY_HERON.id, LUCKY_LARK.id)))
        assert before.values == {"created_ip": None}
        assert after.values["created_ip"]

    def test_a_purged_account_still_answers_with_what_is_left(self, collected, category):
        records = list(collected(grant_of(category("subscriber_information"), accounts=(LOST_LLAMA.id,))))
        account = next(record for record in records if record.kind == "account")
        assert account.values["email"] is None
        assert account.values["created_at"] == "2021-06-06T09:30:00+00:00"

    def test_progress_is_told_for_every_kind(self, collected, category):
        told = []
        records = list(collected(grant_of(category("log_data")), on_progress=told.append))
        assert [progress.kind for progress in told] == ["login", "upload", "message_event"]
        assert told[-1].records == len(records)

    def test_a_comment_still_comes_when_its_videos_row_is_gone(self, collected, category, data_map, tmp_path):
        spoilt = copied_to(tmp_path / "clipstream")
        with sqlite3.connect(spoilt.folder / "clipstream.sqlite3") as connection:
            connection.execute("DELETE FROM videos")
        grant = grant_of(category("contents_of_communications", "posts"))
        collection = collected(grant, platform=open_platform(data_map, spoilt.folder))
        comments = [record for record in collection if record.kind == "comment"]
        assert len(comments) > 5
        assert {record.values["video_of"] for record in comments} == {None}
        assert collection.withheld == ()


class TestDates:
    @pytest.mark.parametrize(
        ("name", "field", "kind", "time"),
        [
            ("log_data", "logins_and_logouts", "login", "at"),
            ("log_data", "content_metadata", "upload", "at"),
            ("log_data", "communication_metadata", "message_event", "at"),
            ("user_interactions", "direct_messages", "direct_message", "sent_at"),
            ("transaction_data", "purchases", "purchase", "bought_at"),
            ("content_data", "videos", "video", "created_at"),
        ],
    )
    def test_a_span_of_days_narrows_every_unit_of_time_alike(
        self, collected, category, name, field, kind, time
    ):
        whole = collected(grant_of(category(name, field), accounts=EVERYONE))
        days = {record.id: record.values[time][:10] for record in whole if record.kind == kind}
        from_on, until_on = (sorted(days.values())[len(days) * share // 4] for share in (1, 3))
        dates = {"from_on": date.fromisoformat(from_on), "until_on": date.fromisoformat(until_on)}
        narrow = collected(grant_of(category(name, field, **dates), accounts=EVERYONE))
        brought = {record.id for record in narrow if record.kind == kind}
        assert brought == {each for each, day in days.items() if from_on <= day <= until_on}
        assert 0 < len(brought) < len(days)

    def test_a_time_stands_twice_in_utc_and_as_the_platform_keeps_it(self, collected, category):
        granted = category(
            "log_data", "logins_and_logouts", from_on=date(2024, 3, 4), until_on=date(2024, 3, 4)
        )
        first, *_others = collected(grant_of(granted))
        assert first.values["at"].startswith("2024-03-04T")
        assert _ms(2024, 3, 4) <= first.values["at_original"] < _ms(2024, 3, 5)

    def test_dates_do_not_narrow_the_account_as_it_stands(self, collected, category):
        granted = category("subscriber_information", from_on=date(2024, 3, 1), until_on=date(2024, 3, 1))
        kinds = {record.kind for record in collected(grant_of(granted))}
        assert kinds == {"account", "username", "device"}

    def test_records_without_a_time_are_withheld_and_counted_where_the_data_map_does_not_say_otherwise(
        self, collected, category, data_map, tmp_path
    ):
        from dataclasses import replace

        from writdesk.sources.data_map import Undated

        strict = replace(data_map.kinds["device"], undated=Undated.WITHHOLD)
        changed = replace(data_map, kinds={**data_map.kinds, "device": strict})
        granted = category("subscriber_information", "device_model", from_on=date(2024, 3, 1))
        collection = collected(grant_of(granted), platform=open_platform(changed, small_clipstream().folder))
        assert list(collection) == []
        (withheld,) = collection.withheld
        assert (withheld.kind, withheld.reason) == ("device", WithheldReason.UNDATED)
        assert withheld.count >= 1


class TestWhatAnyoneCanSee:
    PUBLIC = (
        "SELECT v.id FROM videos v JOIN accounts a ON a.id = v.account_id WHERE v.account_id = ? "
        "AND v.visibility = 'public' AND v.deleted_at IS NULL AND NOT a.is_private AND a.status = 'active'"
    )

    @pytest.mark.parametrize("account", [LUCKY_LARK.id, EARLY_WREN.id, SHY_HERON.id, GONE_GECKO.id])
    def test_publicly_available_videos_are_left_out_and_counted(self, collected, category, database, account):
        collection = collected(grant_of(category("video_content"), accounts=(account,)))
        brought = {record.id for record in collection}
        public = {row[0] for row in _asked(database, self.PUBLIC, account)}
        everything = {
            row[0] for row in _asked(database, "SELECT id FROM videos WHERE account_id = ?", account)
        }
        assert brought == everything - public
        assert sum(each.count for each in collection.withheld) == len(public)

    def test_a_private_accounts_videos_marked_public_are_provided(self, collected, category):
        collection = collected(grant_of(category("video_content", "public_videos"), accounts=(SHY_HERON.id,)))
        assert list(collection)
        assert collection.withheld == ()

    def test_a_preservation_copies_them_too_since_tomorrow_they_may_be_gone(
        self, collected, category, database
    ):
        grant = grant_of(category("video_content"), purpose=Purpose.PRESERVATION)
        collection = collected(grant, purpose=Purpose.PRESERVATION)
        assert (
            len(list(collection))
            == _asked(database, "SELECT count(*) FROM videos WHERE account_id = ?", LUCKY_LARK.id)[0][0]
        )
        assert collection.withheld == ()

    def test_what_was_withheld_is_not_told_before_the_end(self, collected, category):
        collection = collected(grant_of(category("video_content")))
        with pytest.raises(RuntimeError, match="not finished"):
            _ = collection.withheld
        collection.close()


class TestHoldings:
    def test_every_granted_field_has_a_statement_and_the_four_answers_differ(self, data_map, category):
        grant = grant_of(*(category(name) for name in data_map.categories))
        stated = holdings(data_map, grant)
        asked = {(granted.category, field) for granted in grant.categories for field in granted.fields}
        assert {(each.category, each.field) for each in stated} == asked
        assert {each.holding for each in stated} == set(Holding)

    def test_what_is_held_in_part_encrypted_or_not_at_all_says_why(self, data_map, category):
        for each in holdings(data_map, grant_of(*(category(name) for name in data_map.categories))):
            assert each.note or each.holding is Holding.HELD

    def test_a_grant_beyond_the_data_map_has_no_holdings(self, data_map, category):
        with pytest.raises(OverReach):
            holdings(data_map, grant_of(category("log_data", "passwords")))


def test_memory_does_not_grow_with_the_number_of_records(collected, category):
    """The logs of two hundred accounts take no more than those of two, but for a fixed part."""
    rows = duckdb.execute(
        "SELECT account_id FROM read_parquet(?) GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200",
        [str(small_clipstream().folder / "logs" / "message_events.parquet")],
    ).fetchall()
    accounts = tuple(str(row[0]) for row in rows)

    def peak(how_many):
        tracemalloc.start()
        count = sum(1 for _ in collected(grant_of(category("log_data"), accounts=accounts[:how_many])))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return count, most

    peak(1)
    few, small = peak(2)
    many, great = peak(200)
    assert many > 10 * few
    assert great < small + 1_000_000


def test_two_collections_may_go_on_at_once_in_one_thread(collected, category):
    grant = grant_of(category("log_data"), category("user_interactions"))
    alone = [record.id for record in collected(grant)]
    both = list(zip(collected(grant), collected(grant), strict=True))
    assert [first.id for first, _ in both] == [second.id for _, second in both] == alone


def test_a_collection_that_is_given_up_closes_its_connections(collected, category, platform):
    collection = collected(grant_of(category("user_interactions")))
    next(collection)
    collection.close()
    assert platform.engine("app").pool.checkedout() == 0
