"""The JSON form of a request: its table of keys, the parser, the writer and the published schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from writdesk.core import request as model
from writdesk.core.errors import NoRequest
from writdesk.core.readers import (
    COUNTRY,
    DAY_READER,
    FLAG,
    INSTANT_READER,
    NAME,
    NUMBER,
    TEXT,
    always,
    many,
    one_of,
    optional,
    thing,
)
from writdesk.core.shapes import Faults, Key, Reader, Schema, Shape, shown


def _keys(reader: Reader, *names: str) -> tuple[Key, ...]:
    return tuple(Key(name=name, reader=reader) for name in names)


MESSAGE = Shape(
    makes=model.Message,
    keys=(*_keys(TEXT, "subject", "sent_to"), *_keys(FLAG, "sender_domain_is_law_enforcement")),
)
AGENCY = Shape(
    makes=model.Agency,
    keys=(*_keys(TEXT, "name"), *_keys(COUNTRY, "jurisdiction"), *_keys(FLAG, "is_law_enforcement")),
)
OFFICER = Shape(
    makes=model.Officer,
    keys=(
        *_keys(TEXT, "name", "badge_number", "email", "phone", "mailing_address"),
        *_keys(FLAG, "is_sworn"),
    ),
)
AUTHORISATION = Shape(
    makes=model.Authorisation,
    keys=_keys(FLAG, "signed_by_head_of_agency", "certifies_necessity", "account_holder_consents"),
)
IDENTIFIER = Shape(
    makes=model.Identifier,
    keys=(
        Key(name="type", reader=NAME, is_required=True, says='name its type, such as "username"'),
        *_keys(TEXT, "value"),
    ),
)
ACCOUNT = Shape(makes=model.Account, keys=_keys(many(thing(IDENTIFIER)), "identifiers"))
PROCESS = Shape(
    makes=model.Process,
    keys=(
        *_keys(TEXT, "id", "form", "issued_by", "addressed_to", "case_number"),
        *_keys(DAY_READER, "issued_on", "returnable_on"),
        *_keys(FLAG, "signed_by_issuer"),
        *_keys(TEXT, "statute", "offence"),
    ),
)
DATA_REQUESTED = Shape(
    makes=model.DataRequested,
    keys=(
        Key(name="category", reader=NAME, is_required=True, says="name the data category"),
        Key(name="from", reader=DAY_READER, attribute="from_on"),
        Key(name="until", reader=DAY_READER, attribute="until_on"),
        *_keys(FLAG, "publicly_available"),
        *_keys(TEXT, "description"),
    ),
)
DOCUMENT = Shape(
    makes=model.Document,
    keys=(
        *_keys(FLAG, "on_letterhead", "signed"),
        *_keys(DAY_READER, "dated"),
        *_keys(TEXT, "language", "media_type"),
    ),
)
FOREIGN = Shape(
    makes=model.Foreign,
    keys=(*_keys(TEXT, "central_authority", "treaty_reference"), *_keys(FLAG, "received_through_us_court")),
)
ORDER = Shape(
    makes=model.NondisclosureOrder,
    keys=(
        *_keys(TEXT, "issued_by"),
        *_keys(DAY_READER, "issued_on", "ends_on"),
        *_keys(FLAG, "tied_to_process"),
    ),
)
NOTICE = Shape(
    makes=model.NoticeWishes,
    keys=(
        *_keys(FLAG, "officer_asks_not_to_notify", "officer_states_jeopardy", "prohibited_by_law"),
        *_keys(optional(ORDER), "nondisclosure_order"),
    ),
)
ENFORCEMENT = Shape(makes=model.Enforcement, keys=_keys(FLAG, "officer_asks_deferral"))
EMERGENCY = Shape(
    makes=model.Emergency,
    keys=(
        *_keys(TEXT, "person_in_danger"),
        *_keys(FLAG, "is_child"),
        *_keys(TEXT, "harm"),
        *_keys(FLAG, "imminent"),
        *_keys(TEXT, "nature", "specific_information_requested", "why_necessary", "other_circumstances"),
        *_keys(many(TEXT), "specific_posts"),
    ),
)
EARLIER = Shape(
    makes=model.EarlierPreservation,
    keys=(*_keys(TEXT, "reference"), *_keys(DAY_READER, "expires_on"), *_keys(NUMBER, "extensions")),
)


def _read_earlier(value: Any, path: str, faults: Faults) -> model.EarlierPreservation | None:
    if value is None:
        return None
    if isinstance(value, str):
        reference = TEXT.read(value, path, faults)
        return model.EarlierPreservation(reference=reference) if reference and reference.strip() else None
    if isinstance(value, Mapping):
        earlier: model.EarlierPreservation | None = EARLIER.read(value, path, faults)
        return earlier
    faults.append(f"{path}: {shown(value)} is neither a reference, an object nor null")
    return None


EXTENDS = Reader(
    read=_read_earlier,
    write=lambda value: None if value is None else EARLIER.write(value),
    schema={**EARLIER.schema(), "type": ["object", "string", "null"]},
    unknown=EARLIER.unknown,
)
PRESERVATION = Shape(
    makes=model.Preservation, keys=(*_keys(EXTENDS, "extends"), *_keys(TEXT, "steps_being_taken"))
)
ATTESTED = Shape(
    makes=model.Attested,
    keys=(
        *_keys(FLAG, *(each.name for each in fields(model.Attested) if each.name != "by")),
        *_keys(TEXT, "by"),
    ),
)
REQUEST = Shape(
    makes=model.Request,
    keys=(
        Key(
            name="kind",
            reader=one_of(model.Kind),
            is_required=True,
            says='write "legal", "preservation" or "emergency"',
        ),
        Key(
            name="received_at",
            reader=INSTANT_READER,
            is_required=True,
            says="write when it arrived, such as 2024-03-04T15:20:00Z",
        ),
        *_keys(TEXT, "channel"),
        *_keys(always(MESSAGE), "message"),
        *_keys(always(AGENCY), "agency"),
        *_keys(always(OFFICER), "officer"),
        *_keys(always(AUTHORISATION), "authorisation"),
        *_keys(DAY_READER, "response_requested_by"),
        *_keys(many(thing(ACCOUNT)), "accounts"),
        *_keys(optional(PROCESS), "process"),
        *_keys(many(thing(DATA_REQUESTED)), "data_requested"),
        *_keys(TEXT, "relationship_to_investigation"),
        *_keys(many(thing(DOCUMENT)), "documents"),
        *_keys(FLAG, "contents_in_message_body", "automatic_reply_answered"),
        *_keys(COUNTRY, "account_holder_location"),
        *_keys(optional(FOREIGN), "foreign"),
        *_keys(always(NOTICE), "notice"),
        *_keys(always(ENFORCEMENT), "enforcement"),
        *_keys(optional(EMERGENCY), "emergency"),
        *_keys(optional(PRESERVATION), "preservation"),
        *_keys(optional(ATTESTED), "attested"),
    ),
)


def parse_request(document: Any) -> model.Request:
    """Read a request from its JSON values. Raises ``NoRequest`` holding every fault with its JSON path.

    Keys that are absent mean *not stated*, like null. Keys that are not known are let through;
    ``unknown_keys`` names them.
    """
    faults: Faults = []
    request: model.Request | None = REQUEST.read(document, "$", faults)
    if request is None or faults:
        raise NoRequest(faults)
    return request


def request_document(request: model.Request) -> dict[str, Any]:
    """The request as JSON values, with every key; ``parse_request`` reads them back to an equal request."""
    return REQUEST.write(request)


def unknown_keys(document: Any) -> list[str]:
    """What stands in the input that no one reads: one line each, with path and nearest known name."""
    return REQUEST.unknown(document, "$")


def request_schema() -> Schema:
    """The published JSON Schema (2020-12) of a request, made from the same table as the parser."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A request as writdesk assess reads it",
        "description": "Null or absent means not stated. Days are YYYY-MM-DD; countries ISO 3166-1 alpha-2.",
        **REQUEST.schema(),
    }
