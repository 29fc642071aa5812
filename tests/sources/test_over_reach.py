"""A collection cannot exceed its grant: every way of trying that came to mind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from tests.sources.conftest import NOW, altered, grant_of
from writdesk.core.grant import GrantedCategory, Purpose
from writdesk.demo.clipstream.cast import LUCKY_LARK, SHY_HERON
from writdesk.sealing.errors import BadSignature, GrantExpired, GrantRefused, SealingError, UnknownKey
from writdesk.sealing.grants import SignedGrant, sign_grant
from writdesk.sealing.signing import Signer
from writdesk.sources import collect
from writdesk.sources.errors import OverReach, RowOutsideGrant
from writdesk.sources.rows import RowReader
from writdesk.sources.steps import plan_steps

USERNAME = GrantedCategory(category="subscriber_information", fields=("username",))
LOGINS = GrantedCategory(category="log_data", fields=("logins_and_logouts",))
MESSAGES = GrantedCategory(category="user_interactions", fields=("direct_messages",))


def _statements(platform, source="app"):
    seen = []
    event.listen(
        platform.engine(source),
        "before_cursor_execute",
        lambda *arguments: seen.append((arguments[2], arguments[3])),
    )
    return seen


class TestTheSignature:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (LUCKY_LARK.id.encode(), SHY_HERON.id.encode()),
            (b'"username"', b'"username","email_address"'),
            (b"subscriber_information", b"user_interactions"),
            (b'"expires_at":"2024', b'"expires_at":"2034'),
            (b'"purpose":"production"', b'"purpose":"preservation"'),
            (b'{"accounts"', b' {"accounts"'),
        ],
    )
    def test_a_grant_whose_words_were_altered_is_refused(self, platform, signer, before, after):
        signed = altered(sign_grant(signer, grant_of(USERNAME)), before, after)
        with pytest.raises(BadSignature):
            collect(signed, public_key=signer.public_pem(), platform=platform, now=NOW)

    def test_a_grant_signed_by_another_key_is_refused(self, platform, signer, tmp_path):
        stranger = Signer.create(tmp_path / "other.key")
        signed = sign_grant(stranger, grant_of(USERNAME))
        with pytest.raises(UnknownKey):
            collect(signed, public_key=signer.public_pem(), platform=platform, now=NOW)
        relabelled = replace(signed, key_id=signer.key_id)
        with pytest.raises(BadSignature):
            collect(relabelled, public_key=signer.public_pem(), platform=platform, now=NOW)

    @pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\0" * 63])
    def test_an_unsigned_grant_is_refused(self, platform, signer, signature):
        signed = SignedGrant(body=grant_of(USERNAME).canonical(), signature=signature, key_id=signer.key_id)
        with pytest.raises(SealingError):
            collect(signed, public_key=signer.public_pem(), platform=platform, now=NOW)

    def test_signed_bytes_that_are_no_grant_are_refused(self, platform, signer):
        body = b"[1, 2]"
        signature = signer.sign(b"writdesk grant v1\n" + body)
        signed = SignedGrant(body=body, signature=signature, key_id=signer.key_id)
        with pytest.raises(GrantRefused):
            collect(signed, public_key=signer.public_pem(), platform=platform, now=NOW)

    def test_a_grant_that_is_over_is_refused_at_the_very_moment_of_its_end(self, collected):
        grant = grant_of(USERNAME)
        assert list(collected(grant, now=grant.expires_at - timedelta(seconds=1)))
        with pytest.raises(GrantExpired):
            collected(grant, now=grant.expires_at)

    def test_a_refused_grant_opens_no_source_at_all(self, platform, signer):
        signed = altered(sign_grant(signer, grant_of(USERNAME)), b"username", b"phone_number")
        with pytest.raises(BadSignature):
            collect(signed, public_key=signer.public_pem(), platform=platform, now=NOW)
        unknown = sign_grant(signer, grant_of(replace(USERNAME, fields=("password",))))
        with pytest.raises(OverReach):
            collect(unknown, public_key=signer.public_pem(), platform=platform, now=NOW)
        assert platform._engines == {}


class TestTheWords:
    @pytest.mark.parametrize(
        "granted",
        [
            GrantedCategory(category="everything", fields=("username",)),
            GrantedCategory(category="", fields=("username",)),
            GrantedCategory(category="accounts", fields=("id",)),
            GrantedCategory(category="subscriber_information", fields=("direct_messages",)),
            GrantedCategory(category="subscriber_information", fields=("*",)),
            GrantedCategory(category="subscriber_information", fields=("account.email",)),
            GrantedCategory(category="subscriber_information", fields=("username", "username")),
            GrantedCategory(category="subscriber_information", fields=()),
            GrantedCategory(category="subscriber_information", fields=("username; DROP TABLE accounts",)),
            GrantedCategory(
                category="log_data",
                fields=("logins_and_logouts",),
                from_on=date(2024, 3, 2),
                until_on=date(2024, 3, 1),
            ),
        ],
    )
    def test_a_category_or_field_that_the_data_map_does_not_have_is_refused(self, collected, granted):
        with pytest.raises(OverReach):
            collected(grant_of(granted))

    def test_a_category_listed_twice_is_refused_whichever_dates_are_wider(self, collected):
        narrow = replace(LOGINS, from_on=date(2024, 3, 1), until_on=date(2024, 3, 1))
        for pair in [(narrow, LOGINS), (LOGINS, narrow), (narrow, narrow)]:
            with pytest.raises(OverReach, match="twice"):
                collected(grant_of(*pair))

    def test_a_grant_without_categories_or_accounts_is_refused_and_does_not_mean_all(self, collected):
        with pytest.raises(OverReach, match="no category"):
            collected(grant_of())
        with pytest.raises(OverReach, match="no account"):
            collected(grant_of(USERNAME, accounts=()))

    @pytest.mark.parametrize(
        "account",
        [
            LUCKY_LARK.id[:-1],
            LUCKY_LARK.id + "0",
            LUCKY_LARK.id[:-1] + "_",
            LUCKY_LARK.id[:-2] + "%",
            "%",
            "*",
            "",
            "0" + LUCKY_LARK.id,
            " " + LUCKY_LARK.id,
            LUCKY_LARK.id + "\n",
            "lucky.lark",
            f"{LUCKY_LARK.id}' OR '1'='1",
            "".join(chr(0xFF10 + int(digit)) for digit in LUCKY_LARK.id),
        ],
    )
    def test_what_is_no_whole_account_id_is_refused(self, collected, account):
        with pytest.raises(OverReach):
            collected(grant_of(USERNAME, LOGINS, accounts=(account,)))

    def test_an_account_id_of_another_type_is_refused(self, platform, signer):
        body = grant_of(USERNAME).canonical().replace(f'"{LUCKY_LARK.id}"'.encode(), LUCKY_LARK.id.encode())
        signature = signer.sign(b"writdesk grant v1\n" + body)
        signed = SignedGrant(body=body, signature=signature, key_id=signer.key_id)
        with pytest.raises(OverReach):
            collect(signed, public_key=signer.public_pem(), platform=platform, now=NOW)

    def test_a_well_formed_id_of_nobody_brings_nothing(self, collected):
        assert list(collected(grant_of(USERNAME, LOGINS, MESSAGES, accounts=("7999999999999999999",)))) == []

    def test_an_id_too_great_for_a_log_is_refused_when_the_log_is_reached(self, collected):
        with pytest.raises(OverReach):
            list(collected(grant_of(LOGINS, accounts=("9999999999999999999",))))

    def test_a_grant_to_preserve_produces_nothing_and_the_other_way_round(self, collected):
        with pytest.raises(OverReach, match="preservation"):
            collected(grant_of(USERNAME, purpose=Purpose.PRESERVATION))
        with pytest.raises(OverReach, match="production"):
            collected(grant_of(USERNAME), purpose=Purpose.PRESERVATION)

    @pytest.mark.parametrize("guideline", ["other-inc@2024-01-01", "", "tiktok-inc2", "TIKTOK-INC"])
    def test_a_grant_under_a_guideline_that_the_data_map_does_not_serve_is_refused(
        self, collected, guideline
    ):
        with pytest.raises(OverReach, match="does not serve"):
            collected(grant_of(USERNAME, guideline=guideline))


class TestWhatIsAsked:
    def test_columns_outside_the_granted_fields_are_not_even_selected(self, collected, platform):
        seen = _statements(platform)
        (account, *_names) = list(collected(grant_of(USERNAME)))
        assert account.values == {"username": "lucky.lark"}
        text = " ".join(statement for statement, _ in seen).lower()
        assert "username" in text
        for column in ("email", "phone", "first_name", "created_ip", "photo", "bio"):
            assert column not in text

    def test_every_statement_is_bound_to_one_account_of_the_grant(self, collected, platform):
        seen, logs = _statements(platform), _statements(platform, "logs")
        list(collected(grant_of(USERNAME, MESSAGES, LOGINS, accounts=(LUCKY_LARK.id, SHY_HERON.id))))
        allowed = {LUCKY_LARK.id, SHY_HERON.id}
        assert seen
        assert logs
        for _, parameters in seen + logs:
            values = parameters.values() if isinstance(parameters, dict) else parameters
            assert len({str(value) for value in values} & allowed) == 1

    def test_media_of_a_field_that_is_not_granted_are_not_opened(self, collected):
        (account, *_names) = list(collected(grant_of(USERNAME)))
        assert account.media == ()

    def test_no_identifier_of_the_grant_stands_in_the_statement_itself(self, collected, platform):
        seen = _statements(platform)
        list(collected(grant_of(MESSAGES)))
        assert all(LUCKY_LARK.id not in statement for statement, _ in seen)


class TestTheSecondCheck:
    """The source is not trusted to have obeyed: each row is checked after reading."""

    @pytest.fixture
    def reader(self, data_map, tmp_path):
        dated = replace(LOGINS, from_on=date(2024, 3, 1), until_on=date(2024, 3, 2))
        (step,) = plan_steps(data_map, grant_of(dated), Purpose.PRODUCTION)
        return RowReader(step, LUCKY_LARK.id, tmp_path)

    @staticmethod
    def _row(owner=int(LUCKY_LARK.id), record=1, at="2024-03-01T00:00:00+00:00", is_public=False):
        time = None if at is None else int(datetime.fromisoformat(at).timestamp() * 1000)
        return (owner, record, time, is_public, time, "login", "192.0.2.1", "Kite A54")

    def test_a_row_within_the_grant_is_a_record(self, reader):
        assert reader.record(self._row()).values["ip"] == "192.0.2.1"
        assert reader.record(self._row(record=2, at="2024-03-02T23:59:59.999+00:00")).id == "2"

    @pytest.mark.parametrize(
        "row",
        [
            {"owner": int(SHY_HERON.id)},
            {"owner": None},
            {"owner": LUCKY_LARK.id + " "},
            {"at": "2024-02-29T23:59:59.999+00:00"},
            {"at": "2024-03-03T00:00:00+00:00"},
            {"at": None},
        ],
    )
    def test_a_row_of_another_account_or_time_stops_the_collection(self, reader, row):
        with pytest.raises(RowOutsideGrant):
            reader.record(self._row(**row))

    def test_a_row_that_comes_twice_stops_the_collection(self, reader):
        reader.record(self._row())
        with pytest.raises(RowOutsideGrant, match="twice"):
            reader.record(self._row())

    def test_a_public_record_that_was_to_be_left_out_stops_the_collection(self, data_map, tmp_path):
        granted = GrantedCategory(category="video_content", fields=("public_videos",))
        (step,) = plan_steps(data_map, grant_of(granted), Purpose.PRODUCTION)
        row = [LUCKY_LARK.id, "1", 1709251200, True, *[None] * (len(step.columns) + len(step.media))]
        with pytest.raises(RowOutsideGrant, match="publicly available"):
            RowReader(step, LUCKY_LARK.id, tmp_path).record(row)
