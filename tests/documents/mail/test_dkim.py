"""Signatures, right and in every broken way, by keys made here."""

from datetime import UTC, datetime, timedelta

import dkim
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.documents.mail.signing import (
    AT,
    DOMAIN,
    MAIL,
    Key,
    check,
    ed_key,
    keys,
    only,
    record,
    rsa_key,
    sign,
    txt,
)

from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.results import Result

NAME = f"s1._domainkey.{DOMAIN}"


@pytest.mark.parametrize("key", [rsa_key(1024), rsa_key(2048), ed_key()], ids=["1024", "2048", "ed25519"])
def test_an_intact_signature_passes(key: Key) -> None:
    (result,) = check(sign(key=key), keys(key)).dkim
    assert result.result is Result.PASS
    assert result.is_intact
    assert result.is_aligned
    assert result.key_bits == (256 if key is ed_key() else key.key_size)  # type: ignore[union-attr]


@pytest.mark.parametrize("form", [b"simple/simple", b"simple/relaxed", b"relaxed/simple", b"relaxed/relaxed"])
def test_what_another_program_signed_passes_in_every_canonical_form(form: bytes) -> None:
    pem = rsa_key().private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    header = dkim.sign(MAIL, b"s1", DOMAIN.encode(), pem, canonicalize=tuple(form.split(b"/")))
    # dkimpy signs at the time of its clock.
    assert only(header + MAIL, keys(), at=datetime.now(UTC)) == ("pass", ())


@pytest.mark.parametrize(
    ("mail", "is_intact_relaxed"),
    [
        (MAIL.replace(b"preserve  the", b"preserve \t the"), True),
        (MAIL.replace(b"Subject: Pres", b"Subject:  \r\n\t Pres"), True),
        (MAIL + b"\r\n\r\n", True),
        (MAIL.replace(b"From:", b"fRoM :"), True),
        (MAIL.replace(b"@sample.", b"@ sample."), False),
    ],
    ids=["spaces", "folded", "empty lines", "name", "a space more"],
)
def test_relaxed_bears_what_relays_do_and_simple_does_not(mail: bytes, is_intact_relaxed: bool) -> None:
    signature = sign()[: -len(MAIL)]
    assert only(signature + mail, keys())[0] == ("pass" if is_intact_relaxed else "fail")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (lambda raw: raw.replace(b"@sample", b"@another"), "body_changed"),
        (lambda raw: raw + b"And give me everything.\r\n", "body_changed"),
        (lambda raw: raw.replace(b"Subject: Pre", b"Subject: Re"), "headers_changed"),
        (lambda raw: raw.replace(b"<doe@", b"<roe@"), "headers_changed"),
        (lambda raw: raw.replace(b"s=s1; ", b"s=s1;  x=9999999999; "), "headers_changed"),
    ],
    ids=["word", "added", "subject", "from", "tag"],
)
def test_a_change_after_signing_breaks_the_signature(changed: object, reason: str) -> None:
    assert only(changed(sign()), keys()) == ("fail", (reason,))  # type: ignore[operator]


def test_a_header_that_is_put_on_top_of_a_signed_one_is_seen() -> None:
    raw = sign()
    assert only(b"Subject: URGENT\r\n" + raw, keys()) == ("policy", ("header_added",))
    result = check(b"From: chief@springfield-pd.example\r\n" + raw, keys())
    assert result.dkim[0].reasons == ("header_added",)
    assert result.dmarc.result is Result.FAIL
    assert result.dmarc.reasons == ("not_one_from",)


def test_an_oversigned_header_cannot_be_added() -> None:
    raw = sign(signed=("from", "from", "subject", "subject", "reply-to"))
    assert only(raw, keys()) == ("pass", ())
    assert only(b"Subject: URGENT\r\n" + raw, keys())[0] == "fail"
    assert only(b"Reply-To: mallory@mail.example\r\n" + raw, keys())[0] == "fail"


def test_what_stands_behind_the_signed_length_is_unsigned() -> None:
    raw = sign(length=len(b"Please preserve the records of @sample.\r\n"))
    (result,) = check(raw, keys()).dkim
    assert result.result is Result.POLICY
    assert result.reasons == ("partly_signed",)
    assert result.unsigned_bytes == len(b"\r\nSgt. Doe\r\n")
    assert result.is_intact


def test_a_length_of_the_whole_body_covers_it_until_something_is_added() -> None:
    length = len(b"Please preserve the records of @sample.\r\n\r\nSgt. Doe\r\n")
    assert only(sign(length=length), keys()) == ("pass", ())
    assert only(sign(length=length) + b"And all messages.\r\n", keys()) == ("policy", ("partly_signed",))
    assert only(sign(length=length + 50), keys()) == ("fail", ("body_changed",))


def test_time_counts_as_it_was_at_receipt() -> None:
    signed = int(AT.timestamp())
    raw = sign(extra=f" t={signed}; x={signed + 86_400};")
    assert only(raw, keys()) == ("pass", ())
    assert only(raw, keys(), at=AT + timedelta(days=2)) == ("policy", ("expired",))
    assert only(raw, keys(), at=AT - timedelta(days=2)) == ("policy", ("signed_in_future",))
    assert only(sign(extra=f" t={signed}; x={signed - 9};"), keys()) == (
        "permerror",
        ("expires_before_signed",),
    )


def test_weak_ways_of_signing_never_pass() -> None:
    assert only(sign(digest="sha1"), keys()) == ("policy", ("sha1",))
    assert only(sign(key=rsa_key(512)), keys(rsa_key(512))) == ("policy", ("key_too_small",))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(Outcome.NO_DOMAIN), ("permerror", ("no_key",))),
        (Answer(Outcome.TIMED_OUT), ("temperror", ("dns_failed",))),
        (Answer(Outcome.SERVER_FAILURE), ("temperror", ("dns_failed",))),
        (Answer(Outcome.FOUND, (record(rsa_key(), p=""),)), ("permerror", ("key_revoked",))),
        (Answer(Outcome.FOUND, (record(rsa_key(), p="AAAA"),)), ("permerror", ("bad_key",))),
        (Answer(Outcome.FOUND, ("v=spf1 -all",)), ("permerror", ("bad_key",))),
        (Answer(Outcome.FOUND, (record(rsa_key()), record(rsa_key(1024)))), ("permerror", ("several_keys",))),
        (Answer(Outcome.FOUND, (record(ed_key()),)), ("permerror", ("key_of_another_kind",))),
        (Answer(Outcome.FOUND, (record(rsa_key(), h="sha1"),)), ("permerror", ("hash_not_allowed",))),
        (
            Answer(Outcome.FOUND, (record(rsa_key(), s="tlsrpt"),)),
            ("permerror", ("key_for_another_service",)),
        ),
        (Answer(Outcome.FOUND, (record(rsa_key(), t="y"),)), ("policy", ("testing",))),
        (Answer(Outcome.FOUND, (record(rsa_key(1024)),)), ("fail", ("headers_changed",))),
        (Answer(Outcome.FOUND, ("v=spf1 -all", record(rsa_key(), s="*"))), ("pass", ())),
    ],
)
def test_a_key_that_does_not_serve_says_why(answer: Answer, expected: object) -> None:
    assert only(sign(), {Question(NAME, "TXT"): answer}) == expected


def test_a_strict_key_allows_no_subdomain() -> None:
    raw = sign(extra=f" i=doe@unit.{DOMAIN};")
    assert only(raw, keys()) == ("pass", ())
    assert only(raw, keys(t="s")) == ("permerror", ("identity_outside_domain",))
    assert only(sign(extra=" i=doe@other.example;"), keys()) == ("permerror", ("identity_outside_domain",))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (sign(leave_out=("v",)), ("permerror", ("unknown_version",))),
        (sign(leave_out=("s",)), ("neutral", ("tag_missing",))),
        (sign(leave_out=("bh",)), ("neutral", ("tag_missing",))),
        (sign(signed=("to", "subject")), ("permerror", ("from_not_signed",))),
        (sign(extra=" d=other.example;"), ("neutral", ("bad_syntax",))),
        (sign(extra=" q=http;"), ("permerror", ("unknown_query_method",))),
        (sign().replace(b"a=rsa-sha256", b"a=rsa-md5"), ("neutral", ("unknown_algorithm",))),
        (sign().replace(b"c=relaxed/relaxed", b"c=loose"), ("neutral", ("unknown_canonicalization",))),
        (b"DKIM-Signature: \r\n" + MAIL, ("neutral", ("tag_missing",))),
        (b"DKIM-Signature: nonsense\r\n" + MAIL, ("neutral", ("bad_syntax",))),
        (sign(extra=" t=yesterday;"), ("neutral", ("bad_syntax",))),
    ],
)
def test_a_signature_that_is_none_says_why(raw: bytes, expected: object) -> None:
    assert only(raw, keys()) == expected


def test_a_wrong_selector_finds_no_key() -> None:
    assert only(sign(selector="s2"), keys()) == ("permerror", ("no_key",))


def test_each_signature_has_its_own_result_and_ten_are_looked_at() -> None:
    raw = sign(sign(), domain="lists.example", selector="m")
    results = check(raw, {**keys(), **txt("m._domainkey.lists.example", record(rsa_key()))}).dkim
    assert [(one.result.value, one.is_aligned) for one in results] == [("pass", False), ("pass", True)]
    many = check(b"DKIM-Signature: x\r\n" * 40 + MAIL).dkim
    assert len(many) == 11
    assert many[-1].reasons == ("too_many_signatures",)


def test_line_ends_without_a_return_are_read_as_dkimpy_reads_them() -> None:
    assert only(sign().replace(b"\r\n", b"\n"), keys()) == ("pass", ())
