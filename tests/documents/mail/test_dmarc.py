"""Who speaks for the domain in From: policies, alignment, and mail that names nobody or several."""

import pytest
from tests.documents.mail.signing import DOMAIN, MAIL, check, keys, record, rsa_key, sign, txt

from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.results import Envelope, Result

ENVELOPE = Envelope(ip="192.0.2.1", helo="mx.springfield-pd.example", mail_from=f"doe@{DOMAIN}")
SPF_PASS = txt(DOMAIN, "v=spf1 ip4:192.0.2.1 -all")
REJECT = txt(f"_dmarc.{DOMAIN}", "v=DMARC1; p=reject")
BELOW = MAIL.replace(b"<doe@", b"<doe@unit.")


def test_either_of_two_that_are_aligned_is_enough() -> None:
    both = check(sign(), {**keys(), **SPF_PASS, **REJECT}, envelope=ENVELOPE).dmarc
    assert (both.result, both.aligned_by) == (Result.PASS, ("spf", "dkim"))
    assert check(sign(), {**keys(), **REJECT}, envelope=ENVELOPE).dmarc.aligned_by == ("dkim",)
    assert check(MAIL, {**SPF_PASS, **REJECT}, envelope=ENVELOPE).dmarc.aligned_by == ("spf",)
    neither = check(MAIL, REJECT, envelope=ENVELOPE).dmarc
    assert (neither.result, neither.policy) == (Result.FAIL, "reject")


def test_without_an_envelope_an_unsigned_mail_cannot_be_told() -> None:
    assert check(MAIL, REJECT).dmarc.result is Result.CANNOT_TELL
    assert check(sign(), {**keys(), **REJECT}).dmarc.result is Result.PASS


def test_a_passing_signature_of_somebody_else_counts_for_nothing() -> None:
    raw = sign(domain="mallory.example")
    known = {**txt("s1._domainkey.mallory.example", record(rsa_key())), **REJECT}
    result = check(raw, known, envelope=ENVELOPE)
    assert result.dkim[0].result is Result.PASS
    assert result.dmarc.result is Result.FAIL


@pytest.mark.parametrize(("tags", "expected"), [("", Result.PASS), ("; adkim=s; aspf=s", Result.FAIL)])
def test_strict_alignment_wants_the_very_domain(tags: str, expected: Result) -> None:
    known = {**keys(), **SPF_PASS, **txt(f"_dmarc.{DOMAIN}", "v=DMARC1; p=reject" + tags)}
    result = check(sign(BELOW), known, envelope=ENVELOPE).dmarc
    assert result.result is expected
    assert result.domain == f"unit.{DOMAIN}"
    assert result.policy_domain == DOMAIN


@pytest.mark.parametrize(
    ("tags", "exists", "expected"),
    [
        ("p=none; sp=reject", True, "reject"),
        ("p=quarantine", True, "quarantine"),
        ("p=none; sp=none; np=reject", True, "none"),
        ("p=none; sp=none; np=reject", False, "reject"),
        ("p=reject; sp=nonsense", True, "reject"),
    ],
)
def test_below_the_organisation_other_policies_hold(tags: str, exists: bool, expected: str) -> None:
    known = txt(f"_dmarc.{DOMAIN}", f"v=DMARC1; {tags}")
    if exists:
        known[Question(f"unit.{DOMAIN}", "A")] = Answer(Outcome.FOUND, ("192.0.2.9",))
    assert check(BELOW, known, envelope=ENVELOPE).dmarc.policy == expected


def test_a_public_suffix_speaks_for_those_below_only_where_it_says_so() -> None:
    raw = MAIL.replace(b"springfield-pd.example>", b"springfield.gov>")
    known = txt("_dmarc.gov", "v=DMARC1; p=reject; sp=quarantine; psd=y")
    found = check(raw, known, envelope=ENVELOPE).dmarc
    assert (found.policy_domain, found.policy) == ("gov", "quarantine")
    silent = txt("_dmarc.gov", "v=DMARC1; p=reject")
    assert check(raw, silent, envelope=ENVELOPE).dmarc.result is Result.NONE


@pytest.mark.parametrize(
    ("records", "result", "percentage"),
    [
        (("v=DMARC1; p=reject; pct=20",), Result.FAIL, 20),
        (("v=DMARC1; p=reject; pct=many",), Result.FAIL, 100),
        (("v=DMARC1; p=reject", "v=DMARC1; p=none"), Result.NONE, 100),
        (("v=DMARC2; p=reject",), Result.NONE, 100),
        (("v=spf1 -all",), Result.NONE, 100),
        (("v=DMARC1; rua=mailto:d@springfield-pd.example",), Result.FAIL, 100),
        (("v=DMARC1; p=perhaps",), Result.PERMERROR, 100),
        (("v=DMARC1",), Result.PERMERROR, 100),
    ],
)
def test_a_record_is_read_as_the_standard_reads_it(
    records: tuple[str, ...], result: Result, percentage: int
) -> None:
    found = check(MAIL, txt(f"_dmarc.{DOMAIN}", *records), envelope=ENVELOPE).dmarc
    assert (found.result, found.percentage) == (result, percentage)


def test_where_the_dns_fails_it_is_a_temporary_error() -> None:
    failed = {Question(f"_dmarc.{DOMAIN}", "TXT"): Answer(Outcome.SERVER_FAILURE)}
    assert check(MAIL, failed, envelope=ENVELOPE).dmarc.result is Result.TEMPERROR
    no_key = {Question(f"s1._domainkey.{DOMAIN}", "TXT"): Answer(Outcome.TIMED_OUT), **REJECT}
    assert check(sign(), no_key, envelope=ENVELOPE).dmarc.result is Result.TEMPERROR


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@springfield-pd.example\r\nFrom: b@mallory.example\r\n",
        b"From: a@springfield-pd.example\r\nFrom: nobody\r\n",
        b"From: a@springfield-pd.example, b@mallory.example\r\n",
        b"From: a@springfield-pd.example <b@mallory.example> <c@mallory.example>\r\n",
        b"Subject: none\r\n",
        b"From: nobody\r\n",
        b"From:\r\n",
    ],
)
def test_not_exactly_one_sender_is_to_be_rejected(head: bytes) -> None:
    found = check(head + b"\r\nHello\r\n", {**SPF_PASS, **REJECT}, envelope=ENVELOPE).dmarc
    assert (found.result, found.policy, found.reasons) == (Result.FAIL, "reject", ("not_one_from",))
