"""The JSON form of a request: parser, writer and published schema agree."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.request_samples import emergency, legal, preservation
from tests.corpora import SHARED

from writdesk.core.errors import NoRequest
from writdesk.core.request_document import parse_request, request_document, request_schema, unknown_keys

SAMPLES = [legal, preservation, emergency]
SCHEMA = jsonschema.Draft202012Validator(
    request_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def faults_of(document: Any) -> list[str]:
    with pytest.raises(NoRequest) as refusal:
        parse_request(document)
    return list(refusal.value.faults)


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_kind_of_request_is_read_and_written_back_unchanged(sample: Any) -> None:
    document = sample()
    assert request_document(parse_request(document)) == document
    assert unknown_keys(document) == []
    SCHEMA.validate(document)


@pytest.mark.skipif(SHARED is None, reason="the examples beside the contract are not here")
@pytest.mark.parametrize("name", ["request", "request.preservation", "request.emergency"])
def test_the_three_examples_of_the_contract_are_accepted(name: str) -> None:
    assert SHARED is not None
    document = json.loads((SHARED / "design" / f"{name}.example.json").read_text(encoding="utf-8"))
    SCHEMA.validate(document)
    assert request_document(parse_request(document)) == document


def test_kind_and_time_of_receipt_are_enough_to_be_a_request() -> None:
    request = parse_request({"kind": "legal", "received_at": "2024-03-04T15:20:00Z"})
    assert request.officer.name is None
    assert request.accounts == ()
    assert parse_request(request_document(request)) == request


def test_null_parts_say_the_same_as_absent_ones() -> None:
    bare = {"kind": "legal", "received_at": "2024-03-04T15:20:00Z"}
    nulls = dict.fromkeys(legal()) | bare
    assert parse_request(nulls) == parse_request(bare)


def test_times_are_kept_in_utc() -> None:
    request = parse_request(legal(received_at="2024-03-04T23:30:00-05:00"))
    assert request.received_at == datetime(2024, 3, 5, 4, 30, tzinfo=UTC)
    assert request.received_at.date() == date(2024, 3, 5)


def test_every_fault_is_named_with_its_path_not_only_the_first() -> None:
    broken = legal(kind="legla", received_at="2024-03-04T15:20:00", accounts=[3], channel=7)
    broken["data_requested"][0] = {"from": "2024-13-01", "publicly_available": "yes"}
    broken["process"]["issued_on"] = "2024-02-30"
    assert faults_of(broken) == [
        '$.kind: "legla" is none of legal, preservation, emergency',
        '$.received_at: "2024-03-04T15:20:00" has no time zone; add Z or +02:00',
        "$.channel: 7 is no text; write it between quotes, or null",
        "$.accounts[0]: 3 is no object; write {…}",
        '$.process.issued_on: "2024-02-30" is no date; write YYYY-MM-DD',
        '$.data_requested[0].from: "2024-13-01" is no date; write YYYY-MM-DD',
        '$.data_requested[0].publicly_available: "yes" is neither true, false nor null',
        "$.data_requested[0].category: is missing; name the data category",
    ]


@pytest.mark.parametrize("document", [None, [], "x", 3, True])
def test_what_is_no_object_is_no_request(document: Any) -> None:
    assert faults_of(document)[0].startswith("$: ")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("received_at", "2024-03-04"),
        ("received_at", "2024-03-04T25:00:00Z"),
        ("received_at", "0001-01-01T00:00:00+14:00"),
        ("received_at", "9999-12-31T23:59:59-14:00"),
        ("received_at", None),
        ("received_at", 1709565600),
        ("response_requested_by", "25 March 2024"),
        ("response_requested_by", "20240325"),
        ("response_requested_by", "٢٠٢٤-٠٣-٢٥"),
        ("account_holder_location", "USA"),
        ("account_holder_location", "us"),
        ("account_holder_location", 1),
        ("documents", {}),
        ("foreign", "yes"),
        ("preservation", {"extends": 2}),
        ("preservation", {"extends": {"extensions": -1}}),
        ("preservation", {"extends": {"extensions": True}}),
        ("attested", {"good_faith": "yes", "by": "R. Iyer"}),
        ("relationship_to_investigation", "half a character: \ud800"),
        ("data_requested", [{"category": " "}]),
        ("accounts", [{"identifiers": [{"value": "lucky.lark"}]}]),
    ],
)
def test_what_is_of_the_wrong_form_is_a_fault_at_its_place(path: str, value: Any) -> None:
    assert faults_of(legal(**{path: value}))[0].startswith(f"$.{path}")


def test_keys_that_nobody_reads_are_named_with_the_nearest_known_one() -> None:
    document = legal(chanel="email")
    document["officer"]["bagde_number"] = "1"
    document["accounts"][0]["note"] = "x"
    document["notice"]["nondisclosure_order"] = {"end_on": "2024-09-01"}
    parse_request(document)
    assert sorted(unknown_keys(document)) == [
        "$.accounts[0].note: is not known and was not read; known are identifiers",
        '$.chanel: is not known and was not read; did you mean "channel"?',
        '$.notice.nondisclosure_order.end_on: is not known and was not read; did you mean "ends_on"?',
        '$.officer.bagde_number: is not known and was not read; did you mean "badge_number"?',
    ]


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    found = [(*path, key) for key, _ in inner]
    for key, value in document.items() if isinstance(document, dict) else enumerate(document):
        if isinstance(value, dict | list):
            found += places(value, (*path, key))
    return found


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 10**6),
    st.text(max_size=5),
    st.sampled_from(["US", "us", "2024-02-29", "2023-02-29", "2024-03-04T15:20:00Z", "legal", " ", ""]),
    st.just([]),
    st.just({}),
    st.just([None]),
    st.just([{}]),
)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_schema_and_parser_agree_about_any_change_to_a_request(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(SAMPLES))())
    *above, last = data.draw(st.sampled_from(places(document)))
    place = document
    for key in above:
        place = place[key]
    if isinstance(place, dict) and data.draw(st.booleans()):
        del place[last]
    else:
        place[last] = copy.deepcopy(data.draw(ODD))
    try:
        request = parse_request(document)
    except NoRequest:
        assert not SCHEMA.is_valid(document)
    else:
        assert SCHEMA.is_valid(document)
        assert parse_request(request_document(request)) == request
