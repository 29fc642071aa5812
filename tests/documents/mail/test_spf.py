"""SPF's errors and limits, with answers that are written here."""

import pytest
from tests.documents.mail.signing import MAIL, check, txt

from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.results import Envelope, Result, SpfResult

ENVELOPE = Envelope(ip="192.0.2.1", helo="mx.pd.example", mail_from="doe@pd.example")


def spf(policy: str, more: dict[Question, Answer] | None = None, **envelope: str | None) -> SpfResult:
    given = {"ip": ENVELOPE.ip, "helo": ENVELOPE.helo, "mail_from": ENVELOPE.mail_from, **envelope}
    return check(MAIL, {**txt("pd.example", policy), **(more or {})}, envelope=Envelope(**given)).spf


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("v=spf1 ip4:192.0.2.0/24 -all", Result.PASS),
        ("v=spf1 -all", Result.FAIL),
        ("v=spf1 ~all", Result.SOFTFAIL),
        ("v=spf1 ?all", Result.NEUTRAL),
        ("v=spf2 -all", Result.NONE),
        ("v=spf1 include:pd.example -all", Result.PERMERROR),
        ("v=spf1 redirect=nowhere.example", Result.PERMERROR),
        ("v=spf1 ip4:999.1.1.1 -all", Result.PERMERROR),
        ("v=spf1 exists:%{x} -all", Result.PERMERROR),
        ("v=spf1 a:%{d} -all \xff", Result.PERMERROR),
        ("v=spf1 " + " ".join(f"a:a{n}.pd.example" for n in range(11)) + " -all", Result.PERMERROR),
        ("v=spf1 a:gone1.example a:gone2.example a:gone3.example -all", Result.PERMERROR),
        ("v=spf1 a:gone1.example a:gone2.example -all", Result.FAIL),
    ],
)
def test_a_policy_gives_its_result(policy: str, result: Result) -> None:
    assert spf(policy).result is result


def test_an_endless_chain_of_policies_is_a_permanent_error() -> None:
    known = {
        k: v for n in range(30) for k, v in txt(f"i{n}.example", f"v=spf1 include:i{n + 1}.example").items()
    }
    assert spf("v=spf1 include:i0.example -all", known).result is Result.PERMERROR


def test_a_failing_dns_is_a_temporary_error() -> None:
    for outcome in (Outcome.SERVER_FAILURE, Outcome.TIMED_OUT, Outcome.NOT_ASKED):
        failing = {Question("a.pd.example", "A"): Answer(outcome)}
        assert spf("v=spf1 a:a.pd.example -all", failing).result is Result.TEMPERROR


def test_without_the_envelope_it_cannot_be_told() -> None:
    assert spf("v=spf1 -all", ip=None).result is Result.CANNOT_TELL
    assert spf("v=spf1 -all", mail_from=None).result is Result.CANNOT_TELL
    assert spf("v=spf1 -all", ip="somewhere").result is Result.CANNOT_TELL


def test_a_bounce_is_judged_by_the_name_that_its_server_gave() -> None:
    found = spf("v=spf1 -all", txt("mx.pd.example", "v=spf1 ip4:192.0.2.1 -all"), mail_from="")
    assert (found.result, found.identity, found.domain) == (Result.PASS, "helo", "mx.pd.example")


def test_more_questions_than_are_asked_count_as_not_answered() -> None:
    mx = {Question("pd.example", "MX"): Answer(Outcome.FOUND, tuple(f"1 m{n}.example" for n in range(200)))}
    assert spf("v=spf1 mx -all", mx).result is Result.PERMERROR


def test_an_international_domain_is_asked_for_in_punycode() -> None:
    known = txt("xn--bcher-kva.example", "v=spf1 ip4:192.0.2.1 -all")
    found = spf("v=spf1 -all", known, mail_from="doe@b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.example")
    assert (found.result, found.domain) == (Result.PASS, "xn--bcher-kva.example")
